"""The parts that all pictures share: axes on a transparent background, colours, and titles that fit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from apec_outcomes._extras import library
from apec_outcomes.errors import ArgumentError, quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["BLUE", "GREEN", "GREY", "ORANGE", "PALETTE", "PURPLE", "SKY", "VERMILLION", "canvas", "figure_of",
           "finish", "gutter", "ink_of", "nothing", "shortened", "size_of", "year_axis"]  # fmt: skip

# The colours of Okabe and Ito (https://jfly.uni-koeln.de/color/) that are visible on light and dark.
PALETTE = BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9",
)  # fmt: skip
GREY = "#999999"

# A grey with the contrast 4.6 on white and 4.1 on #111111.
_MIDDLE = "#757575"
_DARK, _LIGHT = "#222222", "#DDDDDD"


def canvas(ax: "Axes | None", size: tuple[float, float]) -> "Axes":
    """Return `ax`, or the axes of a new figure of this size in inches."""
    library("matplotlib", "plot")
    from matplotlib.axes import Axes

    if ax is None:
        from matplotlib import pyplot

        figure = pyplot.figure(figsize=size, layout="constrained", facecolor="none")
        ax = figure.add_subplot()
    if not isinstance(ax, Axes):
        raise ArgumentError(f"got {quoted(ax)} for ax; expected matplotlib Axes, or None for a new figure")
    ax.set_facecolor("none")
    return ax


def figure_of(ax: "Axes") -> "Figure":
    """Return the figure of axes."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ArgumentError(f"got {quoted(ax)} for ax, which has no figure; expected the Axes of a figure")
    return figure


def ink_of(ax: "Axes") -> Any:
    """Return the colour of text: that of `rcParams`, or one that is readable on the background."""
    from matplotlib import rcParams
    from matplotlib.colors import to_rgba

    if to_rgba(rcParams["text.color"]) != to_rgba("black"):
        return rcParams["text.color"]
    red, green, blue, alpha = to_rgba(figure_of(ax).get_facecolor())
    if alpha < 0.5:
        return _MIDDLE
    return _DARK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.4 else _LIGHT


def size_of(ax: "Axes") -> tuple[float, float]:
    """Return the width and height of axes in points."""
    box = ax.get_window_extent()
    dpi = figure_of(ax).dpi
    return box.width * 72 / dpi, box.height * 72 / dpi


def gutter(ax: "Axes") -> float:
    """Return the width in pixels of the space for row labels, at the left of axes."""
    if figure_of(ax).get_layout_engine() is None:
        return float(ax.get_window_extent().x0) - 10
    return 0.6 * float(ax.get_window_extent().width)


def year_axis(ax: "Axes") -> None:
    """Set ticks at whole years, as many as fit."""
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    ax.xaxis.set_major_locator(MaxNLocator(nbins=9, integer=True, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:.0f}"))


def nothing(ax: "Axes", title: str, why: str) -> "Axes":
    """Return axes with a title and a sentence instead of a picture."""
    ax.set(xticks=[], yticks=[])
    ax.text(0.5, 0.5, why, transform=ax.transAxes, ha="center", va="center", color=ink_of(ax))
    return finish(ax, title)


def finish(
    ax: "Axes",
    title: str,
    *notes: str,
    legend: Sequence[Any] = (),
    grid: Literal["x", "y"] | None = None,
) -> "Axes":
    """Add the title, notes and a legend above the picture, each within its width.

    Parameters
    ----------
    ax
        The axes, after drawing.
    title
        The finding that the picture shows, in one sentence.
    notes
        Remarks in a smaller font; empty ones are left out.
    legend
        Artists with labels.
    grid
        The axis, ``x`` or ``y``, with grid lines.
    """
    ink = ink_of(ax)
    _style(ax, ink, grid)
    _disable_math(ax)
    figure_of(ax).draw_without_rendering()
    box = ax.get_window_extent()
    sides = ax.yaxis.get_tightbbox()
    # Without a layout engine, a label that is too long would be cut at the edge of the figure.
    left = max(min(box.x0, sides.x0), 0) if sides else box.x0
    width = 0.97 * (box.x1 - left)
    start = (left - box.x0) / box.width
    dpi = figure_of(ax).dpi
    above = 4.0
    if legend:
        above += _legend(ax, legend, start, width, ink) * 72 / dpi
    if note := " ".join(filter(None, notes)):
        size = _points(0.9)
        text = ax.annotate(
            "\n".join(_wrapped(ax, note, width, fontsize=size)),
            (start, 1),
            (0, above),
            xycoords="axes fraction",
            textcoords="offset points",
            fontsize=size,
            color=ink,
            va="bottom",
            annotation_clip=False,
            parse_math=False,
        )
        above += text.get_window_extent().height * 72 / dpi + 4
    size = _points(1.3)
    lines = _wrapped(ax, title, width, fontsize=size, fontweight="bold")
    ax.set_title(
        "\n".join(lines), loc="left", x=start, pad=above + 2, color=ink, fontsize=size, fontweight="bold"
    )
    _disable_math(ax)
    return ax


def _disable_math(ax: "Axes") -> None:
    """Show texts literally: a dollar sign in the title of a record does not start a formula."""
    from matplotlib.text import Text

    for each in ax.findobj(Text):
        each.set_parse_math(False)


def _points(times: float) -> float:
    from matplotlib import rcParams

    return float(rcParams["font.size"]) * times


def _style(ax: "Axes", ink: Any, grid: Literal["x", "y"] | None) -> None:
    """Colour texts and lines, and hide needless ones."""
    from matplotlib.colors import to_rgba

    ax.grid(visible=False)
    if grid:
        ax.grid(visible=True, axis=grid, color=to_rgba(ink, 0.25), linewidth=0.7)
    ax.set_axisbelow(True)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(to_rgba(ink, 0.5))
    ax.tick_params(color=to_rgba(ink, 0.5), labelcolor=ink)
    ax.tick_params(axis="y", length=0)
    for axis in (ax.xaxis, ax.yaxis):
        axis.label.set_color(ink)
        axis.get_offset_text().set_color(ink)


def _legend(ax: "Axes", artists: Sequence[Any], start: float, width: float, ink: Any) -> float:
    """Add a legend above the picture, in as few rows as fit, and return its height in pixels."""
    height = 0.0
    for columns in range(len(artists), 0, -1):
        legend = ax.legend(
            handles=list(artists),
            loc="lower left",
            bbox_to_anchor=(start, 1),
            borderaxespad=0.3,
            borderpad=0,
            ncols=columns,
            frameon=False,
            labelcolor=ink,
            fontsize=_points(0.9),
            columnspacing=1.4,
            handletextpad=0.5,
            handlelength=1.6,
        )
        for each in legend.get_texts():
            each.set_parse_math(False)
        extent = legend.get_window_extent()
        height = extent.height
        if extent.width <= width:
            break
    return height + 6


def _wrapped(ax: "Axes", text: str, width: float, **font: Any) -> list[str]:
    """Return a text wrapped to a width in pixels; a longer word has its own line."""
    probe = ax.text(0, 0, "", parse_math=False, **font)
    lines: list[str] = []
    for word in text.split(" "):
        if lines:
            probe.set_text(f"{lines[-1]} {word}")
            if probe.get_window_extent().width <= width:
                lines[-1] = probe.get_text()
                continue
        lines.append(word)
    probe.remove()
    return lines


def shortened(ax: "Axes", text: str, width: float, size: float) -> tuple[str, float]:
    """Return a text cut to a width in pixels, and its resulting width."""
    probe = ax.text(0, 0, text, fontsize=size, parse_math=False)
    shown, taken = text, probe.get_window_extent().width
    while taken > width and len(shown) > 2:
        # First by the mean width of a letter, then letter by letter.
        shown = shown[: max(1, min(len(shown) - 2, int(len(shown) * width / taken)))].rstrip(" ,;:") + "…"
        probe.set_text(shown)
        taken = probe.get_window_extent().width
    probe.remove()
    return shown, taken
