"""Which sources a pack was made from: digests by kind, which tell of no source what it says."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import select

from app.analysis import service as analyses
from app.cases.models import Case
from app.family.models import FamilyRecord
from app.notifications.models import Notification, NotificationVersion
from app.packs.gathering import minutes
from app.requests import asked
from app.reviews.models import CaseRecord
from app.work import Work

HEARD = ("page", "contribution")
REVIEWED = ("certification", "jar", "review")


def sources(work: Work, case: Case) -> dict[str, str]:
    """Return a digest of what there is of each kind: it is another as soon as a version is kept."""
    form = analyses.latest(work, case)
    return {
        "correction": _digest([case.identity.token]),
        "notification": _digest(_messages(work, case)),
        "form": _digest(f"{row.id}" for row in asked.submitted(work, list(asked.of_case(work, case)))),
        "family": _digest(_kept(work, case, FamilyRecord, HEARD)),
        "review": _digest(_kept(work, case, CaseRecord, REVIEWED)),
        "analysis": _digest([form.content.token] if form else []),
        "minutes": _digest(item.minutes.token for item in minutes.of_case(work, case) if item.minutes),
    }


def _messages(work: Work, case: Case) -> list[str]:
    joined = (
        select(NotificationVersion.id)
        .join(Notification)
        .where(Notification.case_id == case.id, Notification.joined)
    )
    return sorted(str(version) for version in work.session.scalars(joined))


def _kept(
    work: Work, case: Case, table: type[CaseRecord] | type[FamilyRecord], kinds: Iterable[str]
) -> list[str]:
    rows = select(table.id, table.version).where(table.case_id == case.id, table.kind.in_(kinds))
    return sorted(f"{row.id}:{row.version}" for row in work.session.execute(rows))


def _digest(parts: Iterable[str | bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        said = part.encode() if isinstance(part, str) else part
        digest.update(len(said).to_bytes(4, "big") + said)
    return digest.hexdigest()
