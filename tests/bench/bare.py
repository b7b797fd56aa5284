"""The bare endpoint that intake is measured against: it inserts the JSON that comes, and does nothing else.

`python -m tests.bench.bare DATABASE PORT`
"""

import sys
from typing import Any
from uuid import UUID, uuid4

import uvicorn
from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    """The base of the one table."""


class Row(Base):
    """One form as it came."""

    __tablename__ = "bare_notification"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[dict[str, Any]] = mapped_column(JSONB)


def main() -> None:
    """Serve until killed."""
    engine = create_engine(sys.argv[1], pool_size=10, max_overflow=30)
    app = FastAPI()

    @app.post("/v1/notifications", status_code=202)
    def post(form: dict[str, Any]) -> dict[str, str]:
        row_id = uuid4()
        with Session(engine) as session, session.begin():
            session.add(Row(id=row_id, form=form))
        return {"receipt_id": str(row_id)}

    uvicorn.run(app, port=int(sys.argv[2]), log_level="error", access_log=False)


if __name__ == "__main__":
    main()
