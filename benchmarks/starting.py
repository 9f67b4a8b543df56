"""New processes: the time of imports, the time to a first answer, the memory of a load."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from generate import files
from measure import Row, equal, fresh, row, run

EVERY_CLASS = """
import apec_outcomes as apec
for name in apec.__all__:
    if name[0].isupper():
        getattr(apec, name)
"""

FIRST_ANSWER = """
import apec_outcomes as apec
data = apec.load({opened})
answer = list(data.outcomes.about({theme!r}).in_year(2010))
"""

WHOLE_THEN_ANSWER = """
import apec_outcomes as apec
data = apec.load({opened})
for name in ("economies fora actors themes host_years meetings sessions documents outcomes assessments "
             "calendar sources").split():
    for record in getattr(data, name):
        pass
answer = list(data.outcomes.about({theme!r}).in_year(2010))
"""

PYDANTIC = """
import pydantic_models
answer = pydantic_models.about_in_year(pydantic_models.load({folder!r}), {theme!r}, 2010)
"""

SHOW = "\nprint(*sorted(outcome.id for outcome in answer))"


def imports(rounds: int, _: float) -> Iterator[Row]:
    """The time of imports."""
    codes = {
        "pass": "pass",
        "package": "import apec_outcomes",
        "attrs": "import attrs",
        "classes": EVERY_CLASS,
        "star": "from apec_outcomes import *",
    }
    times = fresh(rounds, codes)
    yield row("`import apec_outcomes` / `pass`", times["package"], times["pass"], 1.10)
    yield row("importing every public class / `import attrs`", times["classes"], times["attrs"], 1.5)
    yield row(
        "`from apec_outcomes import *`, which imports cattrs / `import attrs`", times["star"], times["attrs"]
    )


COMMAND = """
import sys
from apec_outcomes.__main__ import main
sys.argv = ["apec-outcomes", *{words!r}]
main()
"""


def commands(rounds: int, _: float) -> Iterator[Row]:
    """The time of commands, compared with importing the libraries that they need."""
    codes = {
        "click": "import click",
        "version": COMMAND.format(words=["--version"]),
        "libraries": "import attrs, click, rich.console",
        "show": COMMAND.format(words=["show", "2024-som3"]),
    }
    times = fresh(rounds, codes)
    yield row("`apec-outcomes --version` / `import click`", times["version"], times["click"], 1.5)
    yield row(
        "`apec-outcomes show 2024-som3` / `import attrs, click, rich.console`",
        times["show"],
        times["libraries"],
        2,
    )


def answers(rounds: int, size: float) -> Iterator[Row]:
    """The time to a first answer in a new process, with the generated and the bundled dataset."""
    for each, of in ((size, ""), (0, " of the bundled dataset")) if size else ((size, ""),):
        made = files(each)
        values = {
            "folder": str(made.folder),
            "opened": opened(made.folder) if each else "",
            "theme": broadest_theme(made.single.read_text(encoding="utf-8")),
        }
        codes = {
            name: code.format(**values)
            for name, code in (("first", FIRST_ANSWER), ("whole", WHOLE_THEN_ANSWER), ("pydantic", PYDANTIC))
        }
        equal("a theme in 2010", *(run(code + SHOW) for code in codes.values()))
        times = fresh(rounds, codes)
        first, whole, pydantic = (times[name] for name in ("first", "whole", "pydantic"))
        yield row(f"new process: first answer{of} / the same with pydantic", first, pydantic, 0.40)
        yield row(
            f"new process: all records{of}, then the answer / the same with pydantic", whole, pydantic, 0.60
        )


def opened(folder: Path) -> str:
    """Return the arguments of `load` for a folder whose files need no checks."""
    return f"{str(folder)!r}, check=False"


def broadest_theme(text: str) -> str:
    """Return a theme that has narrower themes with narrower themes of their own."""
    import json

    themes: list[dict[str, Any]] = json.loads(text)["themes"]
    above = {theme["id"]: next(iter(theme.get("broader", ())), "") for theme in themes}
    return next(above[above[name]] for name in above if above.get(above[name]))


PEAK = """
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

{imports}
before = peak()
{load}
print(peak() - before)
"""


def memory(rounds: int, size: float) -> Iterator[Row]:
    """The peak memory of a load in new processes, without that of the imports (Linux)."""
    made = files(size)
    single = str(made.single)
    ours = "import json, cattrs.preconf.json, apec_outcomes as apec, apec_outcomes.bundled"
    all_objects = WHOLE_THEN_ANSWER.format(opened=opened(made.folder), theme="").rpartition("answer")[0]
    codes = {
        "json": PEAK.format(imports="import json", load=f"data = json.load(open({single!r}))"),
        "strict": PEAK.format(imports=ours, load=f"data = apec.load({single!r})"),
        "folder": PEAK.format(imports=ours, load=all_objects),
    }
    rounds = min(rounds, 5)
    peaks = {name: [int(run(code)) for _ in range(rounds)] for name, code in codes.items()}
    base = [round(median(peaks["json"]))] * rounds
    yield row("peak memory: strict load of one file / `json.load`", peaks["strict"], base, 1.3)
    yield row(
        "peak memory: unchecked load of the folder, all objects / `json.load`", peaks["folder"], base, 1.3
    )
