"""Rules of a report: its year, when it may be published, in which form it is read."""

from datetime import date

import pytest

from app.problems import Invalid
from app.reports import rules


@pytest.mark.parametrize(
    ("first", "last"),
    [("2025-04-02", "2026-03-31"), ("2025-04-01", "2026-03-30"), ("2025-01-01", "2025-12-31"),
     ("2024-04-01", "2026-03-31"), ("2026-03-31", "2025-04-01")],
)  # fmt: skip
def test_an_annual_report_is_of_one_financial_year(first: str, last: str) -> None:
    with pytest.raises(Invalid):
        rules.financial_year(date.fromisoformat(first), date.fromisoformat(last))


def test_the_public_waits_six_months_and_the_partner_does_not() -> None:
    end = date(2026, 3, 31)
    with pytest.raises(rules.TooEarly):
        rules.may_publish("public", end, date(2026, 9, 30))
    rules.may_publish("public", end, date(2026, 10, 1))
    rules.may_publish("partner", end, date(2026, 4, 1))


@pytest.mark.parametrize(
    ("accept", "media"),
    [(None, rules.JSON), ("*/*", rules.JSON), ("text/csv", rules.CSV), ("TEXT/HTML", rules.HTML),
     ("text/html,application/xhtml+xml,*/*;q=0.8", rules.HTML),
     ("application/pdf, text/csv;q=0.9", rules.PDF),
     ("application/*;q=0.2, text/html;q=0.1", rules.JSON), ("application/json;q=0, */*", rules.CSV)],
)  # fmt: skip
def test_the_form_is_the_one_that_is_liked_best(accept: str | None, media: str) -> None:
    assert rules.rendering(accept) == media


@pytest.mark.parametrize(
    "accept", ["image/png", "text/csv;q=0", "text/html;q=much", ",", "text/plain, audio/*"]
)
def test_a_form_that_does_not_exist_is_refused(accept: str) -> None:
    with pytest.raises(rules.NotAcceptable):
        rules.rendering(accept)
