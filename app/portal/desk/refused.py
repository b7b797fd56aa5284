"""Why something was not done to a pack, in words, and where in it the gate found something."""

import re

from app.documents.words import label
from app.packs.gate import Blocked
from app.packs.rules.narratives import Change, Narrative
from app.packs.schemas import NarrativeOut, PackDraft
from app.portal.attempts import told
from app.portal.desk.review.text import family
from app.problems import Problem

PLACE = re.compile(r"from ([0-9]+) to ([0-9]+)$")
STALE = (
    "Somebody has changed this pack since you opened the page. It is shown as it is now, and what you asked"
    " for was not done."
)


def errors(problem: Problem | None) -> list[dict[str, str]]:
    """Return why something was not done, for the top of the page."""
    if problem is None:
        return []
    if isinstance(problem, Blocked):
        return [{"href": "#blocked", "text": "The gate found something: the pack was not approved"}]
    return [{"href": "#next", "text": one} for one in dict.fromkeys(told(problem, STALE))]


def blocked(draft: PackDraft, problem: Problem | None) -> list[tuple[str, str]]:
    """Return each place at which the gate found something, as words and a link to the place in the review."""
    if not isinstance(problem, Blocked):
        return []
    accounts = {f"/narratives/{one.id}": one for one in draft.narratives}
    numbers = {one.id: number for number, one in enumerate(draft.narratives, 1)}
    found = []
    for fault in problem.errors:
        account, at = accounts.get(fault.pointer), PLACE.search(fault.message)
        what = family(fault.type)[1]
        if account and at:
            start, end = _origin(account, int(at[1]), int(at[2]))
            href = f"/packs/{draft.id}/review?n={account.id}&at={start}-{end}#look"
            found.append((f"Account {numbers[account.id]}, {label(account.source)}: {what}", href))
        elif fault.pointer.startswith("/renderings") and not found:
            found.append((f"In the finished pack as a whole: {what}", f"/packs/{draft.id}/preview"))
    return list(dict.fromkeys(found))


def _origin(told: NarrativeOut, start: int, end: int) -> tuple[int, int]:
    """Return the place in the original of a piece of what the pack tells."""
    changes = tuple(Change(**one.model_dump()) for one in told.changes)
    made = Narrative(told.id, told.source, told.form, told.section, told.original, changes)
    return made.origin(start, end)
