"""The commands in the documentation and in help texts succeed."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from apec_outcomes.cli import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def in_pages() -> list[str]:
    """Return the commands in shell code blocks, without duplicates."""
    found = []
    for page in PAGES:
        for block in re.findall(r"^ *```sh\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.M | re.S):
            found += re.findall(r"(?:^|\.venv/bin/)\s*apec-outcomes (.*)$", block, re.M)
    return list(dict.fromkeys(found))


def in_help() -> list[str]:
    """Return the commands in the examples of help texts, without duplicates."""
    context = click.Context(app)
    commands = [app, *(app.get_command(context, name) for name in app.list_commands(context))]
    texts = [command.epilog or "" for command in commands if command]
    return list(
        dict.fromkeys(found for text in texts for found in re.findall(r"^  apec-outcomes (.*)$", text, re.M))
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples use."""
    (tmp_path / "examples").mkdir()
    own = (ROOT / "examples" / "own-meetings.yaml").read_bytes()
    for name in ("examples/own-meetings.yaml", "my-meetings.yaml"):
        (tmp_path / name).write_bytes(own)
    for name in ("old-data", "new-data"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dataset.json").write_text('{"schema": 2}')
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", sorted({*in_pages(), *in_help()}))
def test_a_documented_command_succeeds(folder: Path, command: str) -> None:
    words = shlex.split(command.partition(" > ")[0], comments=True)
    if words[:2] == ["check", "--write"]:
        pytest.skip("rewrites the bundled files")
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert result.stdout or "-o" in words
    assert not result.stdout.startswith(("0 ", "nothing found"))


def test_the_documentation_has_commands() -> None:
    assert len(in_pages()) > 10
    assert len(in_help()) > 15
