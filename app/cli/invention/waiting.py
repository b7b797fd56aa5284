"""Cases that are ready for a panel, and whose turn it is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.cli.invention.intake import Story

FEWEST, SOONER = 4, timedelta(days=70)


@dataclass(slots=True)
class Waiting:
    """The cases of a panel that are ready for it."""

    most: int
    stories: list[Story] = field(default_factory=list)

    def take(self, meeting: datetime) -> list[Story]:
        """Return those whose turn it is; a thin agenda is filled up with those that come next."""
        ready = sorted(self.stories, key=_turn)
        due = [story for story in ready if _turn(story) <= meeting]
        soon = [story for story in ready if meeting < _turn(story) <= meeting + SOONER]
        taken = (due + soon[: max(0, FEWEST - len(due))])[: self.most]
        self.stories = [story for story in self.stories if story not in taken]
        return taken


def _turn(story: Story) -> datetime:
    return story.at(story.pace.panel)
