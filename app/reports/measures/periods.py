"""Years and blocks of years: the only spans of time over which anything is counted for the public."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.anonymise.figures.bands import financial_year

# Every block ends with a multiple of its length before or after this year's 31 March, for ever.
BLOCKS_END_IN = 2026


@dataclass(frozen=True, slots=True)
class Period:
    """Some days, both ends included."""

    first: date
    last: date

    @classmethod
    def year(cls, start: int) -> "Period":
        """Return the financial year that begins on 1 April of a year."""
        return cls.years(start, 1)

    @classmethod
    def years(cls, start: int, length: int) -> "Period":
        """Return some financial years in a row."""
        return cls(date(start, 4, 1), date(start + length, 3, 31))

    @property
    def is_financial_year(self) -> bool:
        """Return whether it is one year from 1 April to 31 March."""
        return self == Period.year(self.first.year)

    @property
    def label(self) -> str:
        """Return it in words, such as `2025/26` or `2021/22 to 2025/26`."""
        first, last = financial_year(self.first), financial_year(self.last)
        return first if first == last else f"{first} to {last}"

    def holds(self, day: str | None) -> bool:
        """Return whether a day lies in it for certain: a month or a year has to lie in it whole."""
        if day is None:
            return False
        earliest, latest = span(day)
        return self.first <= earliest and latest <= self.last


def block(length: int, period: Period) -> Period:
    """Return the last whole block of years that is over when a period ends. Blocks never overlap."""
    end = period.last.year
    return Period.years(end - (end - BLOCKS_END_IN) % length - length, length)


def span(day: str) -> tuple[date, date]:
    """Return the first and the last day that a day, a month or a year may mean."""
    if len(day) == 10:
        exact = date.fromisoformat(day)
        return exact, exact
    year, month = int(day[:4]), int(day[5:7] or 0)
    first = date(year, month or 1, 1)
    following = date(year + 1, 1, 1) if month in {0, 12} else date(year, month + 1, 1)
    return first, following - timedelta(days=1)


def exact(day: str | None) -> date | None:
    """Return a day that is known to the day."""
    return date.fromisoformat(day) if day is not None and len(day) == 10 else None
