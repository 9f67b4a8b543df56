"""Pictures: their values, their texts, and their effects on matplotlib."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="pictures need the extra 'plot'")

import attrs
import matplotlib
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

import apec_outcomes as apec
from apec_outcomes import plot

OKABE_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}

# One picture of each kind and size, over the bundled record.
PICTURES: dict[str, Callable[[apec.Dataset, Axes | None], Axes]] = {
    "by_year": lambda data, ax: plot.by_year(data.outcomes, ax=ax),
    "by_year of kinds": lambda data, ax: plot.by_year(data.outcomes, "kind", ax=ax),
    "by_year of themes": lambda data, ax: plot.by_year(data.outcomes, "themes", ax=ax),
    "heatmap of years": lambda data, ax: plot.heatmap(data.outcomes, "themes", "year", ax=ax),
    "heatmap of places": lambda data, ax: plot.heatmap(data.meetings, "kind", "venue.economy", ax=ax),
    "timeline of records": lambda data, ax: plot.timeline(data.calendar.of_year(2026), ax=ax),
    "timeline of years": lambda data, ax: plot.timeline(data.meetings, ax=ax),
    "lineage of few": lambda data, ax: plot.lineage(data.lineage("1995-aelm.osaka-action-agenda"), ax=ax),
    "lineage of many": lambda data, ax: plot.lineage(data.lineage("1994-aelm.bogor-goals"), ax=ax),
    "deadlines": lambda data, ax: plot.deadlines(data.outcomes, ax=ax),
    "deadlines of few": lambda data, ax: plot.deadlines(data.outcomes.adopted_at("2023-energy"), ax=ax),
    "season": lambda data, ax: plot.season(data.meetings, ax=ax),
    "coverage": lambda data, ax: plot.coverage(data, ax=ax),
}
EMPTY: dict[str, Callable[[apec.Dataset], Axes]] = {
    "by_year": lambda data: plot.by_year(data.outcomes),
    "by_year of kinds": lambda data: plot.by_year(data.outcomes, "kind"),
    "heatmap": lambda data: plot.heatmap(data.outcomes, "kind", "year"),
    "timeline": lambda data: plot.timeline(data.meetings),
    "deadlines": lambda data: plot.deadlines(data.outcomes),
    "season": lambda data: plot.season(data.meetings),
    "coverage": plot.coverage,
}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    pyplot.close("all")


@cache
def picture(name: str) -> tuple[Axes, bool, bool]:
    """Return a picture, whether it has a new figure, and whether the settings are unchanged."""
    settings, figure = dict(matplotlib.rcParams), pyplot.figure()
    ax = PICTURES[name](apec.load(), None)
    return ax, pyplot.gcf() is ax.figure is not figure, dict(matplotlib.rcParams) == settings


def title(ax: Axes) -> str:
    return " ".join(ax.get_title("left").split())


def drawn(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    return figure


def texts(ax: Axes) -> list[Text]:
    """Return all visible texts, without tick labels beyond the ends of an axis."""
    marks = [*marks_of(ax.xaxis, ax.get_xlim()), *marks_of(ax.yaxis, ax.get_ylim())]
    legend = ax.get_legend()
    named = list(legend.get_texts()) if legend else []
    above: Text = ax._left_title  # type: ignore[attr-defined]
    return [each for each in (*ax.texts, *marks, *named, above) if each.get_text()]


def marks_of(axis: Axis, ends: tuple[float, float]) -> list[Text]:
    places = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
    return [label for place, label in places if min(ends) <= place <= max(ends)]


def meeting(key: str, dates: str, **more: Any) -> apec.Meeting:
    span = apec.DateSpan.parse(dates)
    status = more.pop("status", apec.Status.HELD)
    return apec.Meeting(
        id=key, title=f"Meeting {key}", kind=apec.MeetingKind.WORKSHOP, dates=span, status=status
    )


@pytest.mark.parametrize("name", PICTURES)
def test_all_text_is_inside_the_picture_and_no_two_overlap(name: str) -> None:
    ax, _, _ = picture(name)
    figure = drawn(ax)
    boxes = [(each.get_text(), each.get_window_extent()) for each in texts(ax)]
    whole = figure.bbox
    outside = [
        text
        for text, box in boxes
        if box.x0 < whole.x0 - 1 or box.x1 > whole.x1 + 1 or box.y0 < whole.y0 - 1 or box.y1 > whole.y1 + 1
    ]
    assert outside == []
    overlapping = [
        (text, other)
        for number, (text, box) in enumerate(boxes)
        for other, second in boxes[:number]
        if min(box.x1, second.x1) - max(box.x0, second.x0) > 1
        and min(box.y1, second.y1) - max(box.y0, second.y0) > 1.5
    ]
    assert overlapping == []


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_goes_into_the_axes_that_are_given(draw: Callable[..., Axes]) -> None:
    ax = Figure(figsize=(8, 6)).subplots()
    assert draw(apec.load(), ax) is ax
    assert ax.get_title("left")
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_without_axes_is_a_new_figure_with_a_transparent_background(name: str) -> None:
    ax, is_new, _ = picture(name)
    assert is_new
    assert to_rgba(drawn(ax).get_facecolor())[3] == to_rgba(ax.get_facecolor())[3] == 0


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_does_not_change_settings_of_matplotlib(name: str) -> None:
    _, _, has_kept_settings = picture(name)
    assert has_kept_settings


@pytest.mark.parametrize("name", PICTURES)
def test_colours_are_those_of_okabe_and_ito(name: str) -> None:
    ax, _, _ = picture(name)
    colours = {to_hex(patch.get_facecolor()) for patch in ax.patches if to_rgba(patch.get_facecolor())[3]}
    colours |= {to_hex(line.get_color()) for line in ax.lines}
    greys = {colour for colour in colours if len({round(part, 2) for part in to_rgb(colour)}) == 1}
    assert colours - greys <= OKABE_ITO


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY.keys())
def test_a_picture_of_an_empty_query_says_so(draw: Callable[[apec.Dataset], Axes]) -> None:
    ax = draw(apec.Dataset())
    assert title(ax).startswith("No ")
    assert ax.texts[0].get_text().endswith(("has no records.", "has no meetings."))
    assert ax.patches[:] == []


LOOSE: Any = plot


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda data: LOOSE.by_year(data), "expected a query, such as data.outcomes"),
        (lambda data: LOOSE.by_year([1, 2]), "expected a query, such as data.outcomes"),
        (lambda data: LOOSE.heatmap("outcomes", "kind", "year"), "expected a query, such as data.outcomes"),
        (lambda data: LOOSE.timeline(data.meetings["2024-aelm"]), "expected a query, such as data.outcomes"),
        (lambda data: LOOSE.season(None), "expected a query, such as data.outcomes"),
        (lambda data: LOOSE.lineage("1994-aelm.bogor-goals"), "expected a Lineage, such as data.lineage"),
        (lambda data: LOOSE.deadlines(data.meetings), "expected a query of outcomes"),
        (lambda data: LOOSE.coverage(data.meetings), "expected a Dataset, such as apec_outcomes.load()"),
        (lambda data: LOOSE.season(data.meetings, ax=pyplot.figure()), "expected matplotlib Axes"),
    ],
    ids=["dataset", "list", "text", "record", "none", "id", "meetings", "query", "figure"],
)
def test_a_wrong_argument_is_an_error_with_the_expected_values(
    draw: Callable[..., Axes], expected: str
) -> None:
    with pytest.raises(apec.ArgumentError, match=expected.replace("(", r"\(").replace(")", r"\)")):
        draw(apec.load())


@pytest.mark.parametrize("most", [None, 0], ids=["all", "none"])
def test_an_unknown_field_is_an_error_that_names_it(most: int | None) -> None:
    outcomes = apec.load().outcomes[:most]
    with pytest.raises(apec.QueryError, match="colour"):
        plot.by_year(outcomes, "colour")
    with pytest.raises(apec.QueryError, match="colour"):
        plot.heatmap(outcomes, "kind", "colour")


def test_a_timeline_of_records_without_dates_is_an_error() -> None:
    for draw in (plot.by_year, plot.timeline, plot.season):
        with pytest.raises(apec.QueryError, match="themes have no dates; expected records with dates"):
            draw(apec.load().themes)


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(apec.MissingExtraError, match="plot"):
        plot.season(apec.load().meetings)


@pytest.mark.parametrize(
    ("program", "module"),
    [
        ("from apec_outcomes import plot", "matplotlib"),
        (
            "from matplotlib.figure import Figure; import apec_outcomes as apec;"
            "from apec_outcomes import plot; plot.season(apec.load().meetings, ax=Figure().subplots())",
            "matplotlib.pyplot",
        ),
    ],
    ids=["importing plot imports no matplotlib", "axes of one's own import no pyplot"],
)
def test_nothing_is_imported_that_is_not_needed(program: str, module: str) -> None:
    code = f"import sys; {program}; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Contrast of texts.


def contrast(one: Any, other: Any) -> float:
    def luminance(colour: Any) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["white", "#eeeeee", "#14181e", "black"])
def test_text_has_contrast_with_the_background_of_the_figure(ground: str) -> None:
    ax = Figure(facecolor=ground).subplots()
    plot.coverage(apec.load(), ax=ax)
    for each in texts(ax):
        assert contrast(each.get_color(), ground) > 7


def test_text_on_a_transparent_background_is_readable_in_light_and_dark() -> None:
    for each in texts(plot.coverage(apec.load())):
        assert contrast(each.get_color(), "white") > 4.5
        assert contrast(each.get_color(), "#111111") > 4


def test_a_text_colour_that_the_user_set_is_kept() -> None:
    with matplotlib.rc_context({"text.color": "#004400"}):
        ax = plot.season(apec.load().meetings)
    assert {to_hex(each.get_color()) for each in texts(ax)} == {"#004400"}


# Counts.


def test_bars_by_year_are_the_counts_of_the_records() -> None:
    outcomes = apec.load().outcomes.about("digital-economy")
    ax = plot.by_year(outcomes)
    heights = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in bars(ax)}
    counts = Counter(outcome.year for outcome in outcomes)
    assert {year: height for year, height in heights.items() if height} == counts
    assert sorted(heights) == list(range(min(counts), max(counts) + 1))
    year, most = counts.most_common(1)[0]
    assert title(ax).startswith(f"{len(outcomes):,} outcomes from {min(counts)} to {max(counts)}")
    assert f"({most})" in title(ax) or "each" in title(ax) or str(year) not in title(ax)


def number_of_points(dots: Any) -> int:
    return len(dots.get_offsets())


def heights(line: Any) -> list[float]:
    return list(line.get_ydata())


def bars(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def test_counts_of_single_values_add_up_to_the_total() -> None:
    outcomes = apec.load().outcomes
    ax = plot.by_year(outcomes, "kind")
    assert sum(bar.get_height() for bar in bars(ax)) == len(outcomes)
    kind, most = next(iter(outcomes.tally("kind").items()))
    assert title(ax).endswith(f"{str(kind).replace('-', ' ')} is the most frequent kind ({most})")


def test_fields_with_several_values_are_lines() -> None:
    data = apec.load()
    ax = plot.by_year(data.outcomes, "themes")
    assert bars(ax) == []
    theme, most = next(iter(data.outcomes.tally("themes").items()))
    assert sum(heights(ax.lines[0])) == most
    legend = ax.get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text() == f"{data.themes[theme].label} ({most})"


def test_a_function_can_group_records() -> None:
    ax = plot.by_year(apec.load().meetings, lambda meeting: "exact" if meeting.dates.is_exact else "open")
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text().partition(" ")[0] for text in legend.get_texts()] == ["exact", "open"]


def test_records_without_a_value_are_a_separate_group() -> None:
    outcomes = apec.load().outcomes.adopted_at("2024-som3") | apec.load().outcomes.adopted_at("2024-aelm")
    ax = plot.by_year(outcomes, "takeaway")
    assert sum(bar.get_height() for bar in bars(ax)) == len(outcomes)


def test_a_heatmap_shows_each_count_in_its_row_and_column() -> None:
    meetings = apec.load().meetings.in_year(2024)
    ax = plot.heatmap(meetings, "kind", "status")
    rows = [label.get_text() for label in ax.get_yticklabels()]
    columns = [label.get_text() for label in ax.get_xticklabels()]
    numbers = [each for each in ax.texts if each.get_text().isdecimal()]
    shown = {
        (rows[round(y)], columns[round(x)]): int(each.get_text())
        for each in numbers
        for x, y in [each.get_position()]
    }
    assert shown == Counter((m.kind.value.replace("-", " "), m.status.value) for m in meetings)


def test_a_heatmap_of_years_keeps_those_without_records() -> None:
    outcomes = apec.load().outcomes.where(lambda outcome: outcome.year in (2005, 2009))
    ax = plot.heatmap(outcomes, "kind", "year")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2005", "2006", "2007", "2008", "2009"]


def test_a_heatmap_shows_how_many_values_it_leaves_out() -> None:
    data = apec.load()
    ax = plot.heatmap(data.outcomes, "themes", "kind")
    note = next(each.get_text() for each in ax.texts if "most frequent are shown" in each.get_text())
    assert f"{len(ax.get_yticks())} of {len(data.outcomes.tally('themes'))} themes" in note


def test_a_season_counts_the_months_that_are_known() -> None:
    own = apec.Dataset(
        meetings=[
            meeting("2027-a", "3 March 2027"),
            meeting("2027-b", "March 2027"),
            meeting("2027-c", "May 2027"),
            meeting("2027-d", "2027"),
        ]
    )
    ax = plot.season(own.meetings)
    assert [bar.get_height() for bar in bars(ax)] == [0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert title(ax) == "March has the most: 2 of 3 meetings"
    assert "1 without a month are left out." in [each.get_text() for each in ax.texts]


def test_coverage_counts_meetings_outcomes_and_days() -> None:
    data = apec.load()
    ax = plot.coverage(data)
    with_outcomes = len({outcome.meeting for outcome in data.outcomes})
    assert title(ax) == f"{with_outcomes:,} of {len(data.meetings):,} meetings have outcomes"
    assert sum(heights(ax.lines[0])) == sum(each.dates.is_exact for each in data.meetings)


# Time.


def test_days_are_bars_months_are_hatched_and_years_are_outlines() -> None:
    own = apec.Dataset(
        meetings=[
            meeting("2027-day", "3 March 2027"),
            meeting("2027-month", "May 2027"),
            meeting("2027-year", "2027"),
            meeting("2027-off", "1 June 2027", status=apec.Status.CANCELLED),
        ]
    )
    ax = plot.timeline(own.meetings)
    # A whole year begins first.
    year, day, month, off = bars(ax)
    assert to_rgba(day.get_facecolor())[3] == 1
    assert not day.get_hatch()
    assert to_rgba(month.get_facecolor())[3] == 0
    assert month.get_hatch()
    assert to_rgba(year.get_facecolor())[3] == 0
    assert not year.get_hatch()
    assert off.get_facecolor() != day.get_facecolor()
    assert title(ax).endswith("the days of 2 are not known")
    assert {"Meeting 2027-day", "Meeting 2027-month", "Meeting 2027-year"} <= {
        each.get_text() for each in ax.texts
    }


def test_a_timeline_of_many_has_a_row_for_each_year() -> None:
    meetings = apec.load().meetings
    ax = plot.timeline(meetings)
    rows = Counter(round(bar.get_y() + bar.get_height() / 2) for bar in bars(ax) if bar.get_width() != 365)
    counts = Counter(each.dates.start.year for each in meetings if each.dates.start_precision != "year")
    assert rows == counts


def test_records_without_dates_are_counted() -> None:
    outcomes = [
        apec.Outcome(
            id=f"2027-day.{name}", meeting="2027-day", title=name, kind=apec.OutcomeKind.REPORT, summary=name
        )
        for name in ("one", "two")
    ]
    own = apec.Dataset(meetings=[meeting("2027-day", "3 March 2027")], outcomes=outcomes)
    assert title(plot.timeline(own.outcomes)) == "2 outcomes, March 2027"
    sessions = [apec.Session(id="2027-day-a", title="A", kind=apec.MeetingKind.WORKSHOP)]
    own = apec.Dataset(meetings=[attrs.evolve(own.meetings["2027-day"], sessions=tuple(sessions))])
    assert title(plot.timeline(own.sessions)) == "No sessions in time"


def test_dollars_in_a_title_are_not_math() -> None:
    own = apec.Dataset(
        outcomes=[
            apec.Outcome(
                id="2027-day.fund",
                meeting="2027-day",
                title=r"US$5 {million, then US$6 \frac",
                kind=apec.OutcomeKind.TARGET,
                summary="Two sums.",
                target_date=apec.DateSpan.parse("2030"),
            )
        ],
        meetings=[meeting("2027-day", "3 March 2027")],
    )
    for ax in (
        plot.timeline(own.outcomes),
        plot.deadlines(own.outcomes),
        plot.heatmap(own.outcomes, "title", "year"),
        plot.by_year(own.outcomes, "title"),
        plot.lineage(own.lineage("2027-day.fund")),
    ):
        drawn(ax)
        assert any("US$5 {million, then US$6" in each.get_text() for each in texts(ax))


# Deadlines.


def promise(name: str, due: str | None = "2030") -> apec.Outcome:
    return apec.Outcome(
        id=f"2027-day.{name}",
        meeting="2027-day",
        title=name,
        kind="target",
        summary=f"Something by {due}.",
        target_date=due,
        sources=["page"],
    )


def judged(name: str, verdict: apec.Verdict, number: int, year: str) -> apec.Assessment:
    return apec.Assessment(
        id=f"2027-day.{name}.{number}",
        outcome=f"2027-day.{name}",
        verdict=verdict,
        date=year,
        summary="So it is said.",
        sources=["page"],
    )


def promises(*assessments: apec.Assessment) -> apec.Dataset:
    names = {each.outcome.partition(".")[2] for each in assessments} | {"silent"}
    return apec.Dataset(
        meetings=[meeting("2027-day", "3 March 2027")],
        outcomes=[*(promise(name) for name in sorted(names)), promise("open", due=None)],
        assessments=assessments,
        sources=[apec.Source(id="page", url="https://example.org/", publisher="Example", kind="news")],
    )


@pytest.mark.parametrize("verdict", list(apec.Verdict))
def test_a_deadline_has_the_colour_and_the_mark_of_its_verdict(verdict: apec.Verdict) -> None:
    data = promises(judged("kept", verdict, 1, "2030"))
    ax = plot.deadlines(data.outcomes)
    looks = {name: (to_hex(line.get_color()), line.get_marker()) for name, line in due_marks(ax).items()}
    assert looks["kept"] != looks["silent"]
    legend = ax.get_legend()
    assert legend is not None
    names = [text.get_text() for text in legend.get_texts()]
    assert names == [f"{str(verdict).replace('-', ' ')} (1)", "not assessed (1)"]


def due_marks(ax: Axes) -> dict[str, Any]:
    """Return the marker at the end of each row, by title."""
    rows = {
        place: label.get_text() for place, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    }
    lines: list[Any] = [line for line in ax.lines if line.get_marker() != "None"]
    return {rows[line.get_ydata()[0]]: line for line in lines}


def test_each_verdict_looks_different() -> None:
    data = promises(*(judged(verdict.value, verdict, 1, "2030") for verdict in apec.Verdict))
    marks = due_marks(plot.deadlines(data.outcomes)).values()
    assert len({to_hex(line.get_color()) for line in marks}) == len(apec.Verdict) + 1
    assert len({line.get_marker() for line in marks}) == len(apec.Verdict) + 1


def test_the_latest_assessment_is_shown() -> None:
    data = promises(
        judged("kept", apec.Verdict.MISSED, 1, "2031"), judged("kept", apec.Verdict.UNDER_WAY, 2, "2029")
    )
    legend = plot.deadlines(data.outcomes).get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text() == "missed (1)"


def test_outcomes_without_a_deadline_are_left_out_of_deadlines() -> None:
    ax = plot.deadlines(promises(judged("kept", apec.Verdict.MISSED, 1, "2031")).outcomes)
    assert title(ax) == "2 outcomes set a deadline for 2030; 1 is assessed"
    assert "open" not in due_marks(ax)


# Evidence.


def test_a_picture_of_outcomes_shows_the_kinds_of_sources() -> None:
    data = apec.load()
    counts = Counter(data.evidence_of(outcome) for outcome in data.outcomes)
    for ax in (plot.by_year(data.outcomes), plot.heatmap(data.outcomes, "kind", "year")):
        [note] = [each.get_text() for each in ax.texts if "Strongest source:" in each.get_text()]
        shown = " ".join(note.split())
        for kind in apec.SourceKind:
            assert f"{kind.value} {counts[kind]:,}" in shown


def test_a_picture_of_meetings_shows_no_evidence() -> None:
    ax = plot.by_year(apec.load().meetings)
    assert not [each for each in ax.texts if "Strongest source" in each.get_text()]


def test_a_picture_by_evidence_names_the_kinds_of_sources() -> None:
    data = apec.load()
    legend = plot.by_year(data.outcomes, data.evidence_of).get_legend()
    assert legend is not None
    names = {text.get_text().partition(" ")[0] for text in legend.get_texts()}
    assert names == {kind.value for kind in data.outcomes.tally(data.evidence_of)}


# Lineages.


def test_a_lineage_runs_to_the_right_and_names_each_outcome() -> None:
    line = apec.load().lineage("1995-aelm.osaka-action-agenda")
    ax = plot.lineage(line)
    everyone = {each.title: each for each in (*line.ancestors, line.outcome, *line.descendants)}
    named = [each for each in ax.texts if each.get_text().endswith((")", "…"))]
    assert len(named) == len(everyone)
    whole = [each for each in named if each.get_text().endswith(")")]
    years = [int(each.get_text()[-5:-1]) for each in sorted(whole, key=lambda each: each.xy[0])]  # type: ignore[attr-defined]
    assert years == sorted(years)


def test_a_long_lineage_shows_every_outcome_as_a_title_or_a_dot() -> None:
    line = apec.load().lineage("1994-aelm.bogor-goals")
    ax = plot.lineage(line)
    dots = [each for each in ax.collections if isinstance(each, PathCollection)]
    assert sum(map(number_of_points, dots)) == 1 + len(line.ancestors) + len(line.descendants)


def test_a_lineage_of_one_outcome_says_so() -> None:
    ax = plot.lineage(apec.load().lineage("2024-som3-a2c2.voices"))
    assert title(ax).endswith("builds on no outcome, and none builds on it")
