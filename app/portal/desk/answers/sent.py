"""What was sent from the page of coded answers, as the change that the service makes."""

from collections.abc import Sequence

from pydantic import ValidationError

from app.packs.schemas import AnswerIn, AnswerOut, PackChange
from app.portal.words import typed
from app.problems import Fault, Invalid, Malformed

MOST = 2000
TELL = {"yes": True, "no": False}


def change(answers: Sequence[AnswerOut], chosen: Sequence[str], tell: str, reason: str) -> PackChange:
    """Return what is asked of these answers: of those chosen, the ones that it changes."""
    if tell not in TELL or not {one.id for one in answers}.issuperset(chosen):
        raise Malformed("Open the page again, and decide from there.")
    why = typed(reason).strip()
    moved = [one.id for one in answers if one.id in chosen and one.told is not TELL[tell]]
    if faults := [*_unchosen(chosen, moved, TELL[tell]), *_unreasoned(why)]:
        raise Invalid(errors=faults)
    try:
        return PackChange(answers=tuple(AnswerIn(answer=one, tell=TELL[tell], reason=why) for one in moved))
    except ValidationError:
        raise Invalid(errors=[_at_answers("Select fewer answers, and the rest afterwards")]) from None


def _unchosen(chosen: Sequence[str], moved: Sequence[str], tell: bool) -> list[Fault]:
    if not chosen:
        return [_at_answers("Select the answers that you want to leave out or to tell")]
    if moved:
        return []
    already = "in the pack already" if tell else "not in the pack as it is"
    return [_at_answers(f"Select other answers: what you chose is {already}")]


def _unreasoned(reason: str) -> list[Fault]:
    if not reason:
        return [Fault("/reason", "missing", "Enter the reason")]
    return [Fault("/reason", "long", f"The reason must be {MOST:,} characters or fewer")] * (
        len(reason) > MOST
    )


def _at_answers(said: str) -> Fault:
    return Fault("/answers", "chosen", said)
