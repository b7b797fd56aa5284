"""The table of what is known of and heard from the family."""

from app.db.base import Base
from app.reviews.models import Kept


class FamilyRecord(Kept, Base):
    """The family's page of a case, a contact, a question, or a contribution."""

    __tablename__ = "family_record"
