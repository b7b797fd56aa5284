"""One notification told in several messages: which words stand, in whatever order they arrived."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.notifications.rules.dates import instant
from app.notifications.rules.reading import Form, day_text, is_absent, raw, text

Leaves = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """One message: a full restatement, or a withdrawal with its reason."""

    sent_at: str
    form: Form | None = None
    withdrawn: str | None = None

    @property
    def order(self) -> tuple[datetime, bool, str]:
        """By the sender's clock; a tie is settled by content, so that the order of arrival cannot matter."""
        sent = instant(self.sent_at)
        if sent is None:
            raise ValueError("A version has the instant at which it was sent.")
        return sent, self.withdrawn is not None, json.dumps([self.form, self.withdrawn], sort_keys=True)


@dataclass(frozen=True, slots=True)
class State:
    """How a notification stands: its words, what is no longer stated, and whether it was taken back."""

    form: Form | None
    no_longer_stated: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: str | None = None
    conflict: bool = False

    def plain(self) -> dict[str, Any]:
        """Return it in the words that are kept; nothing is copied."""
        return {
            "form": self.form,
            "no_longer_stated": self.no_longer_stated,
            "withdrawn": self.withdrawn,
            "conflict": self.conflict,
        }


def state_of(versions: Collection[Version]) -> State:
    """How these messages stand together: the latest by `sent_at` holds, and nothing said is lost.

    Two different messages of one instant are a conflict that a person decides.
    """
    ordered = [version for _, version in sorted({one.order: one for one in versions}.items())]
    if not ordered:
        return State(None)
    forms = [version.form for version in ordered if version.form is not None]
    last = ordered[-1]
    tied = len(ordered) > 1 and ordered[-2].order[0] == last.order[0]
    if not forms:
        return State(None, withdrawn=last.withdrawn, conflict=tied)
    form = forms[-1]
    for earlier in reversed(forms[:-1]):
        form = _keep_precise(earlier, form)
    return State(form, _no_longer_stated(forms[:-1], form), last.withdrawn, tied)


def leaves(form: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every statement of a form with its pointer; a list and an absent answer are one statement each."""
    if not isinstance(form, Mapping) or is_absent(form):
        if form is not None and form not in ((), []):
            yield pointer, form
        return
    for name, value in form.items():
        yield from leaves(value, f"{pointer}/{name}" if pointer != "/extensions" else pointer)


def changes(before: Form, after: Form) -> tuple[str, ...]:
    """The pointers at which two versions differ."""
    old, new = dict(leaves(before)), dict(leaves(after))
    return tuple(sorted(at for at in old.keys() | new.keys() if old.get(at) != new.get(at)))


def _no_longer_stated(earlier: list[Form], form: Form) -> Leaves:
    """The last value of every statement that the standing words neither repeat nor answer."""
    gone: Leaves = {}
    for version in earlier:
        gone |= dict(leaves(version))
    return {pointer: value for pointer, value in sorted(gone.items()) if raw(form, pointer) in (None, (), [])}


def _keep_precise(earlier: Form, form: Form) -> Form:
    """A precise time outlives a bare date of the same day."""
    kept = _keep_death(earlier, form)
    birth, was = raw(kept, "/child/birth"), raw(earlier, "/child/birth")
    same_day = text(kept, "/child/birth/date") == text(earlier, "/child/birth/date")
    if not isinstance(birth, Mapping) or is_absent(birth) or not isinstance(was, Mapping) or not same_day:
        return kept
    if birth.get("time") is not None or text(earlier, "/child/birth/time") is None:
        return kept
    fuller = {**birth, **{name: was[name] for name in ("time", "precision") if name in was}}
    return {**kept, "child": {**kept["child"], "birth": fuller}}


def _keep_death(earlier: Form, form: Form) -> Form:
    was, now = text(earlier, "/death/precision"), text(form, "/death/precision")
    if now != "date" or was not in ("minute", "hour"):
        return form
    if day_text(earlier, "/death/at", was) != day_text(form, "/death/at", now):
        return form
    precise = {
        name: earlier["death"][name] for name in ("at", "precision", "method") if name in earlier["death"]
    }
    return {**form, "death": {**form["death"], **precise}}
