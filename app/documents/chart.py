"""Charts: shown counts as bars in SVG, and the same in words for those who do not see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from app.documents.errors import DocumentError
from app.documents.words import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HIDDEN = "[c]"
_BLUE, _INK, _QUIET, _LINE = "#005eb8", "#212b32", "#4c6272", "#d8dde0"


@dataclass(frozen=True)
class Svg:
    """A drawing, and its text alternative."""

    svg: str
    alt: str


def bar_chart(title: str, labels: Sequence[str], values: Sequence[int | None], unit: str) -> Svg:
    """Return bars in the order given. A hidden count (None) is a hatched gap that is as wide as the chart.

    The length of a bar is the number itself, so only shown counts have one, and they alone set the scale.
    """
    if not labels or len(labels) != len(values):
        raise DocumentError("A chart needs one value, shown or hidden, for each label.")
    title, labels, unit = clean(title), clean(list(labels)), clean(unit)
    figure = _figure_class()(figsize=(7, 0.9 + 0.42 * len(labels)), layout="constrained")
    axes = figure.add_subplot()
    top = max((value for value in values if value is not None), default=0) or 1
    axes.set_xlim(0, top * 1.12)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    for position, value in enumerate(values):
        _draw(axes, position, value, top)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel(unit, color=_QUIET)
    axes.set_xticks([])
    axes.tick_params(length=0, labelcolor=_INK)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(_QUIET)
    return Svg(_written(figure), alternative(title, labels, values, unit))


def alternative(title: str, labels: Sequence[str], values: Sequence[int | None], unit: str) -> str:
    """Return the text alternative: each shown count, and the names of those that are hidden."""
    shown = [f"{label}: {value}" for label, value in zip(labels, values, strict=True) if value is not None]
    hidden = [label for label, value in zip(labels, values, strict=True) if value is None]
    parts = [f"Bar chart of {unit}. {title}.", "; ".join(shown) + "." if shown else "No count is shown."]
    if hidden:
        parts.append(f"Hidden {HIDDEN}: {', '.join(hidden)}.")
    return " ".join(parts)


def _draw(axes: "Axes", position: int, value: int | None, top: int) -> None:
    inset = top * 0.015
    if value is None:
        axes.barh(position, top * 1.12, height=0.62, color="none", edgecolor=_LINE, hatch="////", linewidth=0)
        axes.text(
            inset, position, HIDDEN, va="center", color=_INK, bbox={"facecolor": "white", "edgecolor": "none"}
        )
        return
    axes.barh(position, value, height=0.62, color=_BLUE)
    axes.text(value + inset, position, str(value), va="center", color=_INK)


def _written(figure: "Figure") -> str:
    out = StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return out.getvalue()


@cache
def _figure_class() -> "type[Figure]":
    """The drawing library, loaded by the first chart: a service that draws nothing stays small."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams.update(
        {
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica"],
            "font.size": 10,
            "hatch.color": _LINE,
            "svg.fonttype": "none",
            "svg.hashsalt": "cdop",
            "text.color": _INK,
            "text.parse_math": False,
        }
    )
    return Figure
