"""The command line with any input: it succeeds or prints an error in one line, never a traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apec_outcomes.cli import app

COMMANDS = app.list_commands(click.Context(app))
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

# Common mistakes (ids, names and dates in the wrong places) and noise.
WORDS = st.sampled_from(
    [
        *("2024-som3", "desg", "AI", "Peru", "PER", "2024", "GRP", "Lima", "cal-2024-finance", "1994-aelm"),
        *("", " ", "-", "--", "-1", "0", "9999", "10000", "99999999999999999999", "9" * 5000, "1e9", "nan"),
        *("August 2024", "31 February 2024", "2024/2023", "0000", "tomorrow", "999999 years", "-6 months"),
        *(
            '"',
            '"a',
            '""',
            "a OR",
            "OR",
            "*",
            "a*",
            "-a",
            '-"a b"',
            "(",
            "\\",
            "%s",
            "{}",
            "\x1b[31m",
            "\x9b",
        ),
        *("\u202e", "\udcff", "\U0010ffff", "é" * 1000, "x" * 10_000, "\u0315\u0300" * 200, "\n", "\t", "\r"),
        *(".", "..", "/", "/dev/null", "/nonexistent/x", "x.csv", "x.", ".json", "~", "$HOME", "CON"),
        *("leaders", "held", "target", "year", "csv", "turtle", "urn:x:", "https://example.org/", "Meeting"),
    ]
)
TEXTS = st.one_of(WORDS, st.text(max_size=30).filter(lambda text: "\0" not in text))


def options_of(command: click.Command) -> list[str]:
    return [name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)]


@st.composite
def arguments(draw: st.DrawFn) -> list[str]:
    """A command with some of its options in any order, with any values."""
    name = draw(st.sampled_from(COMMANDS))
    command = app.get_command(click.Context(app), name)
    assert command is not None
    words = [name]
    if isinstance(command, click.Group):
        below = draw(st.sampled_from(sorted(command.commands)))
        words.append(below)
        command = command.commands[below]
    names = st.sampled_from([name for name in options_of(command) if name.startswith("-")] or ["-h"])
    words += draw(st.lists(st.one_of(names, TEXTS), max_size=6))
    # Nothing is written.
    return [word for word in words if word not in ("-o", "--output", "--write")]


def problem_of(result: Result) -> str | None:
    """Return a problem with the result of the command line, or an empty text."""
    if result.exception and not isinstance(result.exception, SystemExit):
        return f"{type(result.exception).__name__}: {result.exception}"
    if result.exit_code not in (0, 1, 2):
        return f"exit code {result.exit_code}"
    if result.exit_code and result.stderr.startswith("Error: "):
        if result.stderr.count("\n") != 1:
            return "an error of several lines"
        if CONTROLS.search(result.stderr.rstrip("\n")):
            return "a raw control character"
        if len(result.stderr) > 5000:
            return "an endless message"
    return None


@given(arguments())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_arguments_succeed_or_are_an_error_in_one_line(words: list[str]) -> None:
    # Some seconds: many of the 150 commands answer with all records of a collection.
    result = CliRunner().invoke(app, words)
    assert problem_of(result) is None, (words, problem_of(result))


@pytest.mark.parametrize("option", ["--since", "--until", "--in-year", "--of-year", "--limit", "--matching"])
@pytest.mark.parametrize(
    "value", ["9" * 100_000, "x" * 1_000_000, "-" * 1000], ids=["digits", "text", "dashes"]
)
def test_a_huge_value_is_shortened_in_messages(option: str, value: str) -> None:
    result = CliRunner().invoke(app, ["meetings", option, value])
    assert problem_of(result) is None
    assert len(result.output) < 5000


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("show", "2024-som3"),
        ("show", "2024-som3", "--json"),
        ("meetings",),
        ("outcomes", "--json"),
        ("themes",),
        ("coverage",),
        ("schema", "Meeting"),
        ("export", "outcomes", "--to", "csv"),
        ("export", "outcomes", "--to", "sqlite"),
        ("completion", "bash"),
    ],
    ids=" ".join,
)
class TestStandardOutput:
    """Standard output that cannot be written to."""

    command = (sys.executable, "-m", "apec_outcomes")

    def test_a_closed_pipe_prints_no_traceback(self, words: tuple[str, ...]) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            done = subprocess.run([*self.command, *words], stdout=pipe, stderr=subprocess.PIPE, check=False)
        assert done.stderr == b""
        assert done.returncode == 141

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
    def test_a_full_disk_is_one_line(self, words: tuple[str, ...]) -> None:
        with open("/dev/full", "wb") as full:
            done = subprocess.run([*self.command, *words], stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.stderr == b"Error: No space left on device\n"
        assert done.returncode == 1

    @pytest.mark.skipif(os.name == "nt", reason="closed by the shell")
    def test_a_closed_standard_output_prints_no_traceback(self, words: tuple[str, ...]) -> None:
        done = subprocess.run(
            ["/bin/sh", "-c", '"$@" >&-', "sh", *self.command, *words], stderr=subprocess.PIPE, check=False
        )
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "contents",
    [
        "",
        "[" * 100_000,
        '{"schema": 2, "themes": ' + "[" * 5000 + "]" * 5000 + "}",
        '{"schema": 99}',
        '{"schema": ' + "9" * 5000 + "}",
        "\x00\x1b[31m",
        '{"schema": 2, "\x7f\x9b31m": 1}',
        '{"schema": 2, "meetings": [null, 5, {}]}',
    ],
    ids=["empty", "open", "deep", "newer", "huge", "controls", "keys", "no records"],
)
@pytest.mark.parametrize("before", [("check",), ("diff",)], ids=" ".join)
def test_a_hostile_file_is_an_error(tmp_path: Path, contents: str, before: tuple[str, ...]) -> None:
    path = tmp_path / "own.json"
    path.write_text(contents, encoding="utf-8")
    result = CliRunner().invoke(app, [*before, str(path)])
    assert result.exit_code == 1
    assert problem_of(result) is None
    assert not CONTROLS.search(result.output)


@pytest.mark.parametrize("before", [("check",), ("diff",), ("--data",)], ids=" ".join)
@pytest.mark.parametrize(
    "name",
    ["x" * 300, "x" * 5000, "x/" * 3000, "a\x1b[31mb", ""],
    ids=["300", "5000", "deep", "red", "empty"],
)
def test_a_hostile_name_is_one_line(before: tuple[str, ...], name: str) -> None:
    words = [*before, f"{name}.json" if name else name, *(["meetings"] if before == ("--data",) else [])]
    result = CliRunner().invoke(app, words)
    assert result.exit_code in (1, 2)
    assert problem_of(result) is None
