"""Charts: a hidden count has no length, and the words say what the bars say."""

import re
import subprocess
import sys

import pytest

from app.documents.chart import bar_chart
from app.documents.errors import DocumentError
from app.documents.readback import svg_text

LABELS = ["Under 1 year", "1 to 4 years", "5 to 17 years"]


def test_shown_counts_are_drawn_and_told() -> None:
    drawn = bar_chart("Deaths by age", LABELS, [45, None, 10], "deaths")
    assert {"45", "10", "[c]", "deaths", *LABELS} <= set(svg_text(drawn.svg).splitlines())
    assert drawn.alt == (
        "Bar chart of deaths. Deaths by age. Under 1 year: 45; 5 to 17 years: 10. Hidden [c]: 1 to 4 years."
    )


def test_a_hidden_count_is_a_gap_as_wide_as_the_chart() -> None:
    for shown in (10, 45, 400):
        svg = bar_chart("Deaths", LABELS, [shown, None, None], "deaths").svg
        hatched = re.findall(r'd="M ([\d.]+) [\d.]+ \nL ([\d.]+) [^"]*"[^>]*style="fill: url', svg)
        assert len(hatched) == 2
        axes_right = re.findall(r'id="patch_2">\s*<path d="M [\d.]+ [\d.]+ \nL ([\d.]+)', svg)
        assert {right for _, right in hatched} == set(axes_right)


def test_a_chart_of_hidden_counts_alone_tells_no_number() -> None:
    drawn = bar_chart("Deaths", LABELS, [None, None, None], "deaths")
    assert "No count is shown." in drawn.alt
    assert not [line for line in svg_text(drawn.svg).splitlines() if line.strip().isdigit()]


def test_labels_are_text_and_never_formulas_or_markup() -> None:
    labels = ["$x^2$", "<b>&amp;</b>", "ŵ\x00ŷ"]
    drawn = bar_chart("Deaths", labels, [10, 15, 20], "deaths")
    assert {"$x^2$", "<b>&amp;</b>", "ŵŷ"} <= set(svg_text(drawn.svg).splitlines())


def test_a_chart_holds_no_time_and_is_the_same_in_every_process() -> None:
    script = (
        "from app.documents.chart import bar_chart;"
        "print(bar_chart('Deaths', ['a', 'b'], [10, None], 'deaths').svg, end='')"
    )
    there = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert there.stdout == bar_chart("Deaths", ["a", "b"], [10, None], "deaths").svg
    assert not re.search(r"<metadata|<dc:|Matplotlib v|20\d\d-", there.stdout)


@pytest.mark.parametrize(("labels", "values"), [([], []), (["a"], [1, 2]), (["a", "b"], [1])])
def test_a_chart_needs_one_value_for_each_label(labels: list[str], values: list[int | None]) -> None:
    with pytest.raises(DocumentError):
        bar_chart("Deaths", labels, values, "deaths")


def test_the_heavy_libraries_wait_until_a_document_is_made() -> None:
    script = (
        "import sys; from app.documents import chart, pack_html, pack_pdf, readback, reports;"
        "print({'typst', 'matplotlib', 'jinja2', 'pypdf', 'numpy'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert loaded.stdout.strip() == "set()"
