"""The command line as a whole: errors, exit codes, signals, and the libraries that it imports."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import apec_outcomes as apec
from commands import answer, as_id, error_of, process, run

OWN = Path(__file__).parent.parent / "examples" / "own-meetings.yaml"


# Errors.


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("outcomes", "--about", "no such theme"), "no 'no such theme' in themes"),
        (("meetings", "--since", "soonish"), "cannot read 'soonish' as a date"),
        (("meetings", "--since", "04/05/2024"), "'04/05/2024'"),
        (("outcomes", "--matching", " "), "an empty search"),
        (("search", '"half'), "an unpaired quotation mark"),
        (("calendar", "--on", "2024", "--within", "ages"), "got 'ages'"),
        (
            ("--data", "no-such-file.json", "meetings"),
            "no-such-file.json: no such file or folder; expected a dataset file",
        ),
        (("meetings", "--since", "2024", "--until", "2020"), "'2020' ends before '2024' begins"),
        (("check", ""), "'': no such file or folder; expected a dataset file"),
        (
            ("check", "no-such-file.json"),
            "no-such-file.json: no such file or folder; expected a dataset file",
        ),
    ],
    ids=as_id,
)
def test_an_error_is_one_line(words: tuple[str, ...], message: str) -> None:
    assert message in error_of(run(*words))


@pytest.mark.parametrize(
    "words",
    [
        ("meetings", "--kind", "party"),
        ("meetings", "--limit", "-1"),
        ("meetings", "--subfora"),
        ("outcomes", "--no-narrower"),
        ("--data", "x.json", "check"),
        ("nonsense",),
        ("schema", "Query"),
        ("completion", "tcsh"),
        ("show",),
    ],
    ids=as_id,
)
def test_a_usage_error_exits_with_2(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("meetings", "--data", "x.yaml"),
            "--data comes before the command: apec-outcomes --data PATH meetings",
        ),
        (
            ("export", "themes", "--no-pager"),
            "--no-pager comes before the command: apec-outcomes --no-pager export themes",
        ),
        (("outcomes", "AI"), "got 'AI'; expected options, not names; see --about and --matching (see `"),
        (("calendar", "AI"), "got 'AI'; expected options, not names; see --matching (see `"),
        (("schema", "meeting"), "got 'meeting'; expected one of the classes Actor, "),
    ],
    ids=as_id,
)
def test_a_usage_error_names_the_right_usage(words: tuple[str, ...], message: str) -> None:
    assert run(*words).stderr.startswith(f"Error: {message}")


def test_a_missing_format_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert error_of(run("check", OWN)) == (
        "PyYAML is not installed; install apec-outcomes with its extra 'yaml': "
        "pip install 'apec-outcomes[yaml]', or in a copy of the repository pip install '.[yaml]'"
    )


def test_the_version_is_printed() -> None:
    assert apec.__version__ in answer(run("--version"))


# Real processes: pipes, signals, encodings.


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_an_interrupt_prints_no_traceback(tmp_path: Path) -> None:
    pipe = tmp_path / "waiting.json"
    os.mkfifo(pipe)  # reading it waits for a writer that never comes
    # A shell that starts a process in the background has it ignore interrupts.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"{heard}; from apec_outcomes.__main__ import main; main()"
    command = [sys.executable, "-c", script, "check", str(pipe)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        writer = None
        while writer is None and running.poll() is None:
            try:
                writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads yet
                time.sleep(0.02)
        message = None
        for _ in range(20):  # one that comes just before it begins to wait is heard only after
            running.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                message = running.communicate(timeout=2)[1]
                break
        else:
            running.kill()
        if writer is not None:
            os.close(writer)
    assert running.returncode == 130
    assert message is not None
    assert message.strip() == b""


@pytest.mark.parametrize("words", [(), ("export",)], ids=as_id)
def test_without_a_command_the_help_is_printed(words: tuple[str, ...]) -> None:
    bare, asked = process(*words), process(*words, "--help")
    assert (bare.returncode, bare.stdout, bare.stderr) == (2, b"", asked.stdout)
    assert bare.stderr.count(b"\n") > 10


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_one_line_names_it(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from apec_outcomes.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "show", "2024-som3"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Error: {missing} is not installed; install apec-outcomes with its extra 'cli': "
        "pip install 'apec-outcomes[cli]', or in a copy of the repository pip install '.[cli]'\n"
    )


def test_importing_the_package_imports_neither_click_nor_rich() -> None:
    used = "import sys, apec_outcomes as apec; apec.load().meetings['2024-som3']"
    code = f"{used}; print(sys.modules.keys() & {{'click', 'rich'}})"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


def test_the_version_needs_only_click() -> None:
    code = (
        "import sys; from apec_outcomes.cli import app; app.main(['--version'], standalone_mode=False); "
        "print([name for name in ('attrs', 'cattrs', 'rich', 'apec_outcomes.model') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()[1] == "[]"


def test_a_brief_needs_neither_cattrs_nor_an_export_format() -> None:
    code = (
        "import sys; from apec_outcomes.cli import app\n"
        "app.main(['show', '2024-som3'], standalone_mode=False)\n"
        "found = ('cattrs', 'rich.table', 'apec_outcomes.export', 'apec_outcomes.changes', 'dateutil')\n"
        "print([name for name in found if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()[-1] == "[]"


@pytest.mark.parametrize("words", [(), ("show",), ("search",), ("export",), ("export", "all")], ids=as_id)
def test_help_needs_no_docstrings(words: tuple[str, ...]) -> None:
    def help_of(*options: str) -> str:
        command = [sys.executable, *options, "-m", "apec_outcomes", *words, "--help"]
        return subprocess.check_output(command, text=True)

    assert help_of("-OO") == help_of()
