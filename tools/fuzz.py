"""Call every public entry point with hostile input, and report undocumented exceptions and slow calls.

    python tools/fuzz.py [--seconds 60] [--seed N] [TARGET ...]

The targets take turns with inputs from hypothesis until the time is over. A call must return or raise a
documented exception within two seconds. Any other input is shrunk and printed.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import apec_outcomes as apec
from apec_outcomes import ApecOutcomesError
from apec_outcomes.serialization.formats import Format

LONGEST = 2.0  # seconds
EXAMPLES = 60  # inputs of a target in one turn

# Inputs.

SCRAPS = (
    *(
        "",
        " ",
        "\x00",
        "\u0315\u0300" * 50,
        "\ud800",
        "\u202e",
        "\x1b[31m",
        "\ufeff",
        "9" * 5000,
        "-1",
        "1e999",
    ),
    *("2024-08", "15-16 November 2024", "2024/", "$.x", "[", "{", '"', "'", "OR", "-", "*", "-tax", "priva*"),
    *("AI", "Peru", "2024-som3", "SOM", "1994-aelm.bogor-goals", "customs", "trade OR", '"open', "summit"),
    *("BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n", "BEGIN:VEVENT\r\n", "DTSTART;TZID=X:20240911T090000\r\n"),
    *(
        "DTSTART;VALUE=DATE:20240911\r\n",
        "RRULE:FREQ=SECONDLY\r\n",
        "DURATION:PT25H\r\n",
        "SUMMARY:A\r\n B\r\n",
    ),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SCRAPS), max_size=6).map("".join))
KEYS = st.one_of(
    TEXTS, st.sampled_from(["id", "title", "kind", "themes", "dates", "schema", "meetings", "venue"])
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**300),
    st.floats(),
    TEXTS,
    st.dates(),
    st.binary(max_size=20),
)
PLAIN = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)
CLASSES = st.sampled_from(
    [
        apec.Meeting,
        apec.Outcome,
        apec.Theme,
        apec.Venue,
        apec.Source,
        apec.CalendarEntry,
        apec.Dataset,
        apec.Coverage,
    ]
)
FORMATS = st.sampled_from(get_args(Format))
COLLECTIONS = st.sampled_from(
    ["meetings", "outcomes", "sessions", "documents", "calendar", "themes", "sources"]
)


@st.composite
def corrupted(draw: st.DrawFn) -> tuple[str | bytes, Any, Any]:
    """Return the text of a bundled record with a part of it replaced, its class and its format."""
    data = apec.load()
    record = draw(
        st.sampled_from([data.meetings["2024-som3"], data.outcomes[5], data.themes[3], data.calendar[0]])
    )
    form = draw(FORMATS)
    text = apec.dumps(record, form)
    start = draw(st.integers(0, len(text)))
    stop = draw(st.integers(start, min(len(text), start + 20)))
    scrap = draw(TEXTS)
    put: Any = scrap if isinstance(text, str) else scrap.encode("utf-8", "replace")
    return text[:start] + put + text[stop:], type(record), form


# Targets: functions, and the exceptions that they may raise in addition to those of the library.


def loads(draw: Callable[[Any], Any]) -> None:
    """Read a corrupted record, or any text."""
    text, cls, form = draw(corrupted() | st.tuples(TEXTS | st.binary(max_size=60), CLASSES, FORMATS))
    apec.loads(text, cls, form)


def structure(draw: Callable[[Any], Any]) -> None:
    """Read any builtins as a record."""
    apec.structure(draw(PLAIN), draw(CLASSES))


def construct(draw: Callable[[Any], Any]) -> None:
    """Make a meeting of any values."""
    names = st.sampled_from(["id", "title", "kind", "status", "dates", "themes", "venue", "ordinal", "note"])
    given = draw(st.dictionaries(names, PLAIN, max_size=5))
    apec.Meeting(
        **{"id": "2024-x", "title": "X", "kind": "workshop", "status": "held", "dates": "2024", **given}
    )


def dates(draw: Callable[[Any], Any]) -> None:
    """Read any text as dates."""
    apec.DateSpan.parse(draw(TEXTS), default_year=draw(st.none() | st.integers(1, 9999)))


def announcement(draw: Callable[[Any], Any]) -> None:
    """Read any text as a line of an announcement."""
    apec.CalendarEntry.parse(f"{draw(TEXTS)} ({draw(TEXTS)})", year=draw(st.none() | st.integers(1, 9999)))


def calendar(draw: Callable[[Any], Any]) -> None:
    """Read any lines as a calendar."""
    lines = draw(st.lists(st.sampled_from(SCRAPS) | TEXTS, max_size=12))
    text = "BEGIN:VCALENDAR\r\n" + "".join(lines) + draw(st.sampled_from(["END:VCALENDAR\r\n", ""]))
    apec.from_icalendar(text if draw(st.booleans()) else text.encode("utf-8", "surrogatepass"))


def table(draw: Callable[[Any], Any]) -> None:
    """Read any rows as meetings."""
    apec.from_table(draw(st.lists(st.dictionaries(KEYS, SCALARS, max_size=5), max_size=4)))


def search(draw: Callable[[Any], Any]) -> None:
    """Search for any text."""
    len(getattr(apec.load(), draw(COLLECTIONS)).matching(draw(TEXTS)))


def look_up(draw: Callable[[Any], Any]) -> None:
    """Look up any key."""
    collection = getattr(apec.load(), draw(COLLECTIONS))
    key = draw(PLAIN)
    collection.get(key)
    collection[key]


def questions(draw: Callable[[Any], Any]) -> None:
    """Ask a question with any value."""
    query = getattr(apec.load(), draw(st.sampled_from(["meetings", "outcomes", "calendar"])))
    value = draw(PLAIN | st.timedeltas() | st.just(date.max))
    steps: list[Callable[[Any], Any]] = [
        lambda q: q.where(**{draw(KEYS): value}),
        lambda q: q.where(value),
        lambda q: q.of_kind(value),
        lambda q: q.since(value),
        lambda q: q.between(value, value),
        lambda q: q.in_year(value),
        lambda q: q.hosted_by(value),
        lambda q: q.at(value),
        lambda q: q.order_by(value),
        lambda q: q.group_by(value),
        lambda q: q.tally(value),
        lambda q: q.limit(value),
        lambda q: q | value,
        lambda q: q[value],
        lambda q: q.about(value),
        lambda q: q.due(by=value),
        lambda q: q.upcoming(on="2024", within=value),
        lambda q: q.dataset.lineage(value),
        lambda q: q.dataset.sources_of(value),
        lambda q: q.dataset.meeting_of(value),
        lambda q: q.dataset.outcomes_of(value),
        lambda q: q.dataset.narrower(value),
        lambda q: q.dataset.subfora(value),
        lambda q: q.dataset.coverage(by=value),
        lambda q: q.dataset.find(value, value),
        lambda q: q.dataset.cite(value, format=value),
    ]
    step = draw(st.sampled_from(steps))
    try:
        repr(step(query))
    except AttributeError as error:
        if "object has no attribute" not in str(error) or "Query" not in str(error):
            raise  # not every collection has every method


TARGETS: dict[str, tuple[Callable[[Callable[[Any], Any]], None], tuple[type[Exception], ...]]] = {
    "loads": (loads, ()),
    "structure": (structure, ()),
    "construct": (construct, ()),
    "dates": (dates, ()),
    "announcement": (announcement, ()),
    "calendar": (calendar, ()),
    "table": (table, ()),
    "search": (search, ()),
    "look_up": (look_up, ()),
    "questions": (questions, (TypeError,)),
}


def turn(name: str, number: int, examples: int) -> None:
    """Call a target with a number of inputs.

    Raises
    ------
    Exception
        An undocumented exception, or an `AssertionError` for a slow call. Its notes contain the input.
    """
    target, documented = TARGETS[name]
    expected: tuple[type[Exception], ...] = (ApecOutcomesError, *documented)

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
    )
    @given(st.data())
    def check(data: st.DataObject) -> None:
        spent = [0.0]

        def draw(strategy: Any) -> Any:
            start = time.process_time()
            drawn = data.draw(strategy)
            spent[0] += time.process_time() - start
            return drawn

        begin = time.process_time()
        with suppress(*expected):
            target(draw)
        taken = time.process_time() - begin - spent[0]
        assert taken < LONGEST, f"{taken:.1f} s"

    check()


def run(seconds: float, start: int, names: Sequence[str]) -> int:
    """Call the targets in turn until the time is over, and return the number of turns."""
    apec.load().outcomes.matching("trade").ids()  # build the indexes, which takes longer than one call may
    end = time.monotonic() + seconds
    turns = 0
    while time.monotonic() < end:
        for name in names:
            turn(name, start + turns, EXAMPLES)
            turns += 1
            if time.monotonic() > end:
                break
    return turns


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", nargs="*", help=f"any of {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=float, default=60, help="time in seconds (default: 60)")
    parser.add_argument("--seed", type=int, help="seed of the inputs (default: the time)")
    chosen = parser.parse_args()
    if unknown := set(chosen.target) - TARGETS.keys():
        parser.error(f"unknown target {', '.join(unknown)}; expected any of {', '.join(TARGETS)}")
    start = int(time.time()) if chosen.seed is None else chosen.seed
    taken = timedelta(seconds=chosen.seconds)
    print(f"seed {start}, {taken}", flush=True)
    turns = run(chosen.seconds, start, chosen.target or list(TARGETS))
    print(f"no failure in {turns * EXAMPLES:,} inputs")


if __name__ == "__main__":
    main()
