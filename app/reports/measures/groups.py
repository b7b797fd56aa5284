"""The rows of the tables, always in the same order, and the row in which a case is counted."""

from collections.abc import Iterator

from app.anonymise.figures import bands
from app.catalogue.rules import labels
from app.facts.schemas import CodedFacts
from app.reports.measures.periods import Period, exact, span

NOT_KNOWN = "not_known"
EARLIER = "earlier"
AGES = ("0-27d", "28-364d", "1-4y", "5-9y", "10-14y", "15-17y", NOT_KNOWN)
SEXES = ("male", "female", "indeterminate", NOT_KNOWN)
WITHIN = ("within_48_hours", "later", NOT_KNOWN)
CATEGORY_GROUPS = ("perinatal", "congenital", "medical", "external")
CATEGORIES = tuple(labels("category_of_death"))
MODIFIABILITY = ("modifiable", "none", "insufficient")
OPEN_AGES = ("under_6_months", "6_to_11_months", "12_to_17_months", "18_to_23_months", "24_months_or_more")
OPEN_AGE_STEP = 6

# What holds a case, gathered as the partners' report names it; a hold in none of these is "other".
HELD_BY = {
    "inquest": "coroner",
    "coroner_investigation": "coroner",
    "criminal_investigation": "police_or_court",
    "criminal_proceedings": "police_or_court",
    "awaiting_postmortem": "post_mortem",
    "pmrt": "maternity_review",
    "mnsi": "maternity_review",
    "lcspr": "safeguarding_review",
    "rapid_review": "safeguarding_review",
    "awaiting_agency_form": "forms",
}
FOR_THE_PANEL = frozenset({"panel_ready", "pack_prepared", "panel_scheduled"})
REASONS = (
    "coroner",
    "police_or_court",
    "post_mortem",
    "maternity_review",
    "safeguarding_review",
    "forms",
    "panel",
    "other",
)


def years(period: Period) -> tuple[str, ...]:
    """Return the year of a period and the four before it."""
    return tuple(Period.year(period.first.year - back).label for back in range(4, -1, -1))


def years_and_earlier(period: Period) -> tuple[str, ...]:
    """Return these years, after all that lies before them."""
    return (EARLIER, *years(period), NOT_KNOWN)


def year_of_death(facts: CodedFacts, _: Period) -> Iterator[str]:
    """The financial year of the death, if that much is known."""
    found = _years_of(facts.died_on)
    if len(found) == 1:
        yield found.pop()


def year_or_earlier(facts: CodedFacts, period: Period) -> Iterator[str]:
    """The financial year of the death, or that it lies further back."""
    found = _years_of(facts.died_on)
    if len(found) == 1:
        year = found.pop()
        yield year if year in years(period) else EARLIER
    else:
        yield NOT_KNOWN


def _years_of(day: str | None) -> set[str]:
    return {bands.financial_year(each) for each in span(day)} if day else set()


def age(facts: CodedFacts, _: Period) -> Iterator[str]:
    """The age band at death, if both days are known and make the age of a child."""
    try:
        yield bands.age_band(exact(facts.born_on), exact(facts.died_on), None)
    except ValueError:
        yield NOT_KNOWN


def sex(facts: CodedFacts, _: Period) -> Iterator[str]:
    """The sex that was recorded."""
    yield facts.sex


def within_48_hours(facts: CodedFacts, _: Period) -> Iterator[str]:
    """Whether the notification came within 48 hours of the death."""
    known = facts.notified_within_48h
    yield NOT_KNOWN if known is None else WITHIN[0] if known else WITHIN[1]


def category(facts: CodedFacts, _: Period) -> Iterator[str]:
    """The primary category of death."""
    if facts.category:
        yield facts.category


def category_group(facts: CodedFacts, _: Period) -> Iterator[str]:
    """The group of the primary category."""
    if facts.category in bands.CATEGORY_GROUPS:
        yield bands.category_group(facts.category)


def modifiability(facts: CodedFacts, _: Period) -> Iterator[str]:
    """What the panel found of modifiable factors."""
    if facts.modifiability:
        yield facts.modifiability


def open_age(facts: CodedFacts, period: Period) -> Iterator[str]:
    """How long the case had lasted on the last day of the period."""
    since = exact(facts.died_on) or exact(facts.notified_on)
    if since:
        months = bands.completed_months(since, period.last)
        yield OPEN_AGES[min(months // OPEN_AGE_STEP, len(OPEN_AGES) - 1)]


def reasons(facts: CodedFacts, _: Period) -> Iterator[str]:
    """What an open case waits for; nothing, if it simply goes on."""
    found = {HELD_BY.get(hold, "other") for hold in facts.holds}
    if facts.waiting:
        found.add("forms")
    if not found and facts.stage in FOR_THE_PANEL:
        found.add("panel")
    yield from sorted(found)
