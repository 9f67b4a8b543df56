"""The command line on a terminal and in pipes: pager, encodings, control characters, completion."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import apec_outcomes as apec
from commands import process
from terminal import on_a_terminal, script

STYLES = re.compile(r"\x1b\[[0-9;]*m")


# The pager.


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that prints a mark and its whole input."""
    return script(tmp_path / "pager.sh", "echo PAGED; cat")


def test_output_longer_than_the_screen_is_paged(pager: Path) -> None:
    code, shown = on_a_terminal("show", "2024-som3", PAGER=str(pager))
    assert code == 0
    assert shown.startswith("PAGED\n")
    assert "Third Senior Officials' Meeting" in shown


def test_output_that_fits_the_screen_is_not_paged(pager: Path) -> None:
    code, shown = on_a_terminal("meetings", "-n", "2", PAGER=str(pager))
    assert code == 0
    assert "PAGED" not in shown
    assert "1989-amm" in shown


def test_no_pager_disables_the_pager(pager: Path) -> None:
    code, shown = on_a_terminal("--no-pager", "show", "2024-som3", PAGER=str(pager))
    assert (code, "PAGED" in shown) == (0, False)


@pytest.mark.skipif(not shutil.which("less"), reason="needs less")
def test_colours_reach_the_terminal_through_less() -> None:
    _, shown = on_a_terminal("show", "2024-aelm", keys=b"q", PAGER="less -R -X")
    assert STYLES.search(shown)


def test_a_pager_that_ends_early_is_not_an_error(tmp_path: Path) -> None:
    early = script(tmp_path / "early.sh", "head -n 1")
    code, shown = on_a_terminal("outcomes", PAGER=str(early))
    assert code == 0
    assert "Traceback" not in shown


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_page_fits_the_width_of_the_terminal(width: int) -> None:
    code, shown = on_a_terminal("--no-pager", "show", "2024-som3", columns=width)
    assert code == 0
    lines = STYLES.sub("", shown).splitlines()
    assert [line for line in lines if len(line) > width and "://" not in line] == []


# Encodings.


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize(
    "words",
    [("show", "2024-som3"), ("show", "CHN"), ("meetings", "--json"), ("export", "sources", "--to", "csv")],
    ids=lambda words: " ".join(words),
)
def test_output_to_a_pipe_is_utf_8_in_any_locale(words: tuple[str, ...], encoding: str) -> None:
    expected = process(*words, PYTHONUTF8="1")
    done = process(*words, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == expected.stdout
    assert "?" * 3 not in done.stdout.decode("utf-8")


def test_an_error_is_utf_8_in_any_locale() -> None:
    done = process("show", "Türkiye…", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "no 'Türkiye…' in the dataset" in done.stderr.decode("utf-8")


def test_letters_that_the_terminal_lacks_are_replaced() -> None:
    code, shown = on_a_terminal(
        "--no-pager", "show", "cal-2024-finance", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert code == 0
    assert "18-21 October 2024" in shown
    _, shown = on_a_terminal(
        "--no-pager", "meetings", "--json", lines=9999, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert json.loads(shown) == apec.unstructure(apec.load().meetings)


# Control characters.

RED = "\x1b[31m"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A dataset with escape codes of terminals in its keys and texts."""
    path = tmp_path / "hostile.json"
    theme = {"id": "example", "label": f"{RED}red", f"{RED}key\x9b31m": 5}
    path.write_text(json.dumps({"schema": 2, "themes": [theme]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("before", [("check",), ("--data",)], ids=" ".join)
def test_escape_codes_in_a_file_are_printed_as_escapes(hostile: Path, before: tuple[str, ...]) -> None:
    done = process(*before, hostile, *(("meetings",) if before == ("--data",) else ()))
    assert done.returncode == 1
    output = (done.stdout + done.stderr).decode("utf-8")
    assert "\\x1b[31m" in output
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", output) is None


@pytest.mark.parametrize(
    "words",
    [
        ("show", RED),
        ("meetings", "--at", RED),
        ("meetings", f"--{RED}"),
        ("meetings", "--kind", RED),
        (RED,),
        ("check", f"{RED}.json"),
        ("diff", f"{RED}.json"),
        ("--data", f"{RED}.json", "meetings"),
        ("export", "themes", "-o", f"{RED}/x.csv"),
        ("export", "themes", "-o", f"x.{RED}"),
        ("schema", RED),
    ],
    ids=["id", "place", "option", "kind", "command", "check", "diff", "data", "folder", "ending", "class"],
)
def test_escape_codes_in_an_argument_are_printed_as_escapes(words: tuple[str, ...]) -> None:
    code, shown = on_a_terminal(*words)
    assert code in (1, 2)
    assert RED not in shown
    assert "x1b[31m" in shown


def test_escape_codes_in_a_file_name_are_printed_as_escapes(tmp_path: Path) -> None:
    path = tmp_path / f"{RED}own.json"
    shutil.copy(Path(__file__).parent.parent / "examples" / "own-meetings.yaml", path.with_suffix(".yaml"))
    code, shown = on_a_terminal("check", path.with_suffix(".yaml"))
    assert code == 0
    assert "no problems" in shown
    assert RED not in shown


# Completion.


def completed(words: str, shell: str = "bash", **environment: str) -> list[str]:
    """Return the completions for the last word of a command."""
    given = words.split(" ")
    place = str(len(given) - 1)
    done = process(
        _APEC_OUTCOMES_COMPLETE=f"{shell}_complete",
        COMP_WORDS=words,
        COMP_CWORD=place if shell != "fish" else given[-1],
        **environment,
    )
    assert done.stderr == b""
    return list(filter(None, done.stdout.decode("utf-8").splitlines()))


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("apec-outcomes sh", "plain,show"),
        ("apec-outcomes show 2024-so", "plain,2024-som3"),
        ("apec-outcomes show 2024-som3-a2c2.", "plain,2024-som3-a2c2.voices"),
        ("apec-outcomes show art", "plain,artificial-intelligence"),
        ("apec-outcomes show de", "plain,desg"),
        ("apec-outcomes show pe", "plain,PER"),
        ("apec-outcomes themes digital", "plain,digital-economy"),
        ("apec-outcomes outcomes --about da", "plain,data-privacy"),
        ("apec-outcomes outcomes --adopted-at 2024-ael", "plain,2024-aelm"),
        ("apec-outcomes outcomes --line-of 1994-aelm", "plain,1994-aelm.bogor-goals"),
        ("apec-outcomes meetings --forum de", "plain,desg"),
        ("apec-outcomes meetings --hosted-by C", "plain,CHL"),
        ("apec-outcomes meetings --kind lea", "plain,leaders"),
        ("apec-outcomes export out", "plain,outcomes"),
        ("apec-outcomes export outcomes --about da", "plain,data-privacy"),
        ("apec-outcomes schema Mee", "plain,Meeting"),
        ("apec-outcomes completion f", "plain,fish"),
    ],
    ids=lambda value: value.removeprefix("apec-outcomes ").removeprefix("plain,"),
)
def test_a_shell_completes(words: str, offered: str) -> None:
    assert offered in completed(words)


def test_a_shell_completes_the_ids_of_an_own_dataset() -> None:
    own = Path(__file__).parent.parent / "examples" / "own-meetings.yaml"
    assert "plain,2027-example-customs-workshop" in completed(f"apec-outcomes --data {own} show 2027")


def test_a_dataset_that_cannot_be_read_completes_nothing() -> None:
    assert completed("apec-outcomes --data no-such-file.json show 2024") == []


def in_shell(program: str, code: str, tmp_path: Path) -> list[str]:
    """Run code in a shell that has the command line on its path."""
    if not shutil.which(program):
        pytest.skip(f"needs {program}")
    script(tmp_path / "apec-outcomes", f'exec "{sys.executable}" -m apec_outcomes "$@"')
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [program, "-c", code], capture_output=True, text=True, env=environment, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout.splitlines()


def test_bash_completes_a_meeting(tmp_path: Path) -> None:
    code = """
        eval "$(apec-outcomes completion bash)"
        COMP_WORDS=(apec-outcomes show 2024-som3-grp); COMP_CWORD=2
        _apec_outcomes_completion apec-outcomes
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    assert "2024-som3-grp17" in in_shell("bash", code, tmp_path)


def test_zsh_completes_a_meeting(tmp_path: Path) -> None:
    code = """
        autoload -Uz compinit && compinit -u -d "$HOME/dump"
        eval "$(apec-outcomes completion zsh)"
        [[ ${_comps[apec-outcomes]} == _apec_outcomes_completion ]] && echo registered
        words=(apec-outcomes show 2024-som3-grp); CURRENT=3
        _describe() { shift 2; local name; for name in $@; do print -l -- ${(P)name}; done }
        compadd() { print -l -- $argv }
        _apec_outcomes_completion
    """
    shown = in_shell("zsh", code, tmp_path)
    assert shown[0] == "registered"
    assert any(line.startswith("2024-som3-grp17:17th Conference") for line in shown)


def test_fish_completes_a_meeting(tmp_path: Path) -> None:
    code = """
        apec-outcomes completion fish | source
        complete -C 'apec-outcomes show 2024-som3-grp'
    """
    [first, *_] = in_shell("fish", code, tmp_path)
    assert first == "2024-som3-grp17\t17th Conference on Good Regulatory Practices"
