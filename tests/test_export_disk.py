"""Exports and the disk: full disks, permissions, special files, and power cuts."""

import errno
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes.export import FORMATS, export, graph_of

TEXT: Any = "x"

_PART = {"csl": "documents", "bibtex": "documents", "ris": "documents", "mermaid": "themes"}
_PART |= {"turtle": "themes", "ntriples": "themes"}
"""The formats that write little, or slowly, of a whole dataset, and what they write instead."""


def exported(form: str) -> Any:
    """Return a query or dataset of some kilobytes in a format."""
    return getattr(apec.load(), _PART[form]) if form in _PART else apec.load()


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Limit the size of files, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_an_os_error_in_every_format(tmp_path: Path, form: str) -> None:
    # Import and create everything that is needed before the disk is full.
    exported(form).export(tmp_path / "before", to=form)
    with (
        files_up_to(1024),
        pytest.raises(
            OSError, match=r"File too large|cannot write: .*; expected a folder that can be written to"
        ) as caught,
    ):
        exported(form).export(tmp_path / "made", to=form)
    assert not isinstance(caught.value, apec.ApecOutcomesError)
    assert [path.name for path in tmp_path.iterdir()] == ["before"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "sqlite", "duckdb"])
def test_a_read_only_folder_is_an_os_error(tmp_path: Path, form: str) -> None:
    with pytest.raises(OSError, match="its folder does not exist; expected a path in an existing folder"):
        apec.load().themes.export(tmp_path / "nowhere" / "made", to=form)


@pytest.mark.parametrize("form", ["csv", "xlsx", "sqlite", "duckdb", "turtle"])
def test_a_replaced_file_keeps_its_permissions(small: apec.Dataset, tmp_path: Path, form: str) -> None:
    path = tmp_path / "made"
    small.themes.export(path, to=form)
    path.chmod(0o600)
    small.themes.export(path, to=form, replace=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_pipe_is_not_replaced(small: apec.Dataset, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(OSError, match="pipe.csv"):
        small.themes.export(tmp_path / "pipe.csv", replace=True)
    assert stat.S_ISFIFO((tmp_path / "pipe.csv").stat().st_mode)


def refused_after(calls: int, call: Any) -> Any:
    """Return a function that fails after a number of calls, as on a disk that becomes read-only."""
    left = iter(range(calls))

    def made(*arguments: Any) -> Any:
        if next(left, None) is None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return call(*arguments)

    return made


@pytest.mark.parametrize("renames", [0, 1, 2], ids=["old-not-moved", "old-not-moved-back", "old-moved-back"])
def test_a_folder_that_cannot_be_replaced_is_kept(
    small: apec.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    path = tmp_path / "made"
    small.export(path, to="csv")
    before = {each.name: each.read_bytes() for each in path.iterdir()}
    monkeypatch.setattr(os, "rename", refused_after(renames, os.rename))
    monkeypatch.setattr(os, "replace", refused_after(0, os.replace))
    with pytest.raises(OSError, match="Read-only"):
        small.export(path, to="csv", replace=True)
    (kept,) = tmp_path.glob(".new-*/old/made") if renames == 1 else [path]
    assert {each.name: each.read_bytes() for each in kept.iterdir()} == before
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("form", ["csv", "jsonld", "icalendar", "xlsx", "sqlite"])
def test_an_export_is_on_the_disk_when_it_returns(
    small: apec.Dataset, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = set()

    def sync(number: int) -> None:
        synced.add(os.fstat(number).st_ino)

    monkeypatch.setattr(os, "fsync", sync)
    small.export(tmp_path / "made", to=form)
    made = [path for path in (tmp_path / "made", *tmp_path.glob("made/*")) if path.is_file()]
    assert made
    assert {path.stat().st_ino for path in made} <= synced


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda data, _: data.export("", to="csv"), "got an empty path; expected the name of a file"),
        (lambda data, _: data.themes.export(None), "got None; expected the path of a file or a folder"),
        (lambda data, _: data.save(5), "got 5; expected the path of a file or a folder"),
        (lambda data, path: data.export(path, to=10**5000), "expected one of the formats json, jsonl, csv"),
        (lambda data, path: data.export(path, to=["csv"]), "got .'csv'.; expected one of the formats"),
        (lambda _, path: export(TEXT, path / "x.csv"), "got 'x'; expected a query, such as data.meetings"),
        (lambda *_: graph_of(TEXT), "got 'x'; expected a query of outcomes, fora, themes, or a lineage"),
        (
            lambda data, _: data.calendar.to_icalendar(5),
            "got 5 as the name of the calendar; expected text without control characters",
        ),
        (
            lambda data, _: data.calendar.to_icalendar("\ud800"),
            "as the name of the calendar; expected text without control characters",
        ),
        (lambda data, _: data.calendar.to_icalendar(inexact="all"), "got 'all' for inexact; expected 'omit'"),
        (lambda data, path: data.export(path, to="csv", formulas="run"), "expected 'keep' or 'defuse'"),
        (
            lambda data, path: data.themes.export(path / "a.csv", inexact="omit"),
            "got inexact='omit' for csv; only icalendar takes inexact",
        ),
    ],
    ids=[
        *("path-empty", "path-none", "path-number"),
        "format-huge",
        "format-list",
        "text",
        "graph",
        *("calendar-name", "calendar-name-surrogate"),
        "inexact",
        "formulas",
        "not-taken",
    ],
)
def test_an_export_that_is_not_possible_raises_an_error_of_the_library(
    small: apec.Dataset, tmp_path: Path, act: Any, message: str
) -> None:
    with pytest.raises((apec.ArgumentError, apec.FormatError), match=message):
        act(small, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_option_is_a_type_error(small: apec.Dataset, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="unknown option 'colour'; expected one of base, formulas, inexact"):
        small.export(tmp_path / "a", to="csv", colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("csl", "bibtex", "ris")])
def test_two_exports_have_the_same_bytes(small: apec.Dataset, tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        small.export(tmp_path / name, to=form)
    one, two = (
        {path.name: path.read_bytes() for path in (made, *made.glob("*")) if path.is_file()}
        for made in (tmp_path / "one", tmp_path / "two")
    )
    assert list(one.values()) == list(two.values())


DESCRIBED = """
import apec_outcomes as apec, json
tables = apec.load().tables().values()
print(json.dumps([[column.description for column in table.columns] for table in tables]))
print(json.dumps(apec.json_schema(apec.Dataset)))
"""


def test_columns_and_schemas_are_described_without_docstrings() -> None:
    plain, bare = (
        subprocess.run([sys.executable, *flags, "-c", DESCRIBED], capture_output=True, check=True).stdout
        for flags in ((), ("-OO",))
    )
    assert plain == bare
    assert b"The official title." in bare
