"""A request that is sent twice is done once: same key and body, same answer, byte for byte."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple
from uuid import uuid4

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from app.db.base import iso_week
from app.db.sealed import Sealed
from app.problems import Conflict, Fault, Invalid, Malformed
from app.web.models import KeptAnswer
from app.work import Work

MEDIA = "application/json"
KEPT = KeptAnswer.__table__.c
FIND = select(KEPT.id, KEPT.request_digest, KEPT.answer).where(
    KEPT.actor_id == bindparam("actor"), KEPT.key_digest == bindparam("key")
)
KEEP = (
    insert(KeptAnswer.__table__)  # type: ignore[arg-type]
    .on_conflict_do_nothing()
    .execution_options(preserve_rowcount=True)
)


class Answer(NamedTuple):
    """A body, and the headers that belong to it."""

    body: BaseModel | Mapping[str, Any]
    headers: Mapping[str, str] = {}
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """The idempotency key of a request, if it has one, and the digest of what it asks."""

    key: bytes | None
    digest: bytes

    def required(self) -> "Repeat":
        """Return this repeat if it has a key: intake does nothing without one."""
        if self.key is None:
            raise Malformed("Send X-Request-ID (a UUID) or Idempotency-Key, and repeat it on a retry.")
        return self

    def once(
        self, work: Work, status: int, make: Callable[[], Answer | BaseModel], media: str = MEDIA
    ) -> Response:
        """Return the kept answer of this key, or make one and keep it in the same transaction.

        The same key with another body is 422; while the first request still runs, 409 and nothing is done.
        """
        if self.key is None:
            return _response(_packed(make(), status), media)
        packed = self._kept(work, self.key)
        if packed is None:
            packed = _packed(make(), status)
            if not self._keep(work, self.key, packed):
                raise Conflict("The first request with this key still ran.", headers={"Retry-After": "1"})
        return _response(packed, media)

    def at_least_once(self, work: Work, status: int, make: Callable[[], Answer | BaseModel]) -> Response:
        """Do what may safely be done twice, and look for a kept answer only when it turns out to be a repeat.

        Then the work is undone, and the first answer is given again.
        """
        assert self.key is not None
        packed: dict[str, Any] | None = _packed(make(), status)
        if not self._keep(work, self.key, packed or {}):
            work.session.rollback()
            packed = self._kept(work, self.key)
        return _response(packed or {}, MEDIA)

    def _kept(self, work: Work, key: bytes) -> dict[str, Any] | None:
        asked = {"actor": work.actor.id, "key": key}
        kept = work.session.connection().execute(FIND, asked).one_or_none()
        if kept is None:
            return None
        if kept.request_digest != self.digest:
            raise Invalid(errors=[Fault("", "idempotency-key", "This key was used for another request.")])
        packed: dict[str, Any] = work.kit.secrets.open(
            work.session, "kept_answer", "answer", kept.id, kept.answer.token
        )
        return packed

    def _keep(self, work: Work, key: bytes, packed: dict[str, Any]) -> bool:
        kept_id = uuid4()
        token = work.kit.secrets.seal(work.session, "kept_answer", "answer", kept_id, packed)
        row = {
            "id": kept_id,
            "actor_id": work.actor.id,
            "key_digest": key,
            "request_digest": self.digest,
            "kept_week": iso_week(work.now),
            "answer": Sealed(token),
        }
        return bool(work.session.connection().execute(KEEP, row).rowcount)


def _packed(made: Answer | BaseModel, status: int) -> dict[str, Any]:
    answer = made if isinstance(made, Answer) else Answer(made)
    body = answer.body.model_dump(mode="json") if isinstance(answer.body, BaseModel) else dict(answer.body)
    return {"status": answer.status or status, "headers": dict(answer.headers), "body": body}


def _response(packed: dict[str, Any], media: str) -> Response:
    content = json.dumps(packed["body"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Response(content.encode(), packed["status"], packed["headers"], media_type=media)


async def _repeat(
    request: Request,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
) -> Repeat:
    body = await request.body()
    asked = f"{request.method} {request.url.path}\n".encode() + body
    key = idempotency_key or request.state.sent_request_id
    digest = hashlib.sha256(key.encode()).digest() if key else None
    return Repeat(digest, hashlib.sha256(asked).digest())


Repeats = Annotated[Repeat, Depends(_repeat)]
