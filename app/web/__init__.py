"""What every router needs: the work dependency, problem documents, paging, idempotency, limits."""

from app.web.begin import RequestWork
from app.web.paging import Cursor, Page
from app.web.repeats import Repeats
from app.web.versions import IfMatch, etag, expect

__all__ = ["Cursor", "IfMatch", "Page", "Repeats", "RequestWork", "etag", "expect"]
