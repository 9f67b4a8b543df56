"""A short run of `tools/mutate.py`, which changes the code and reports whether tests notice."""

import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).parent.parent / "tools"

MODULE = '''\
"""The age of majority."""

__all__ = ["of_age"][0:]


def of_age(years: int | None) -> bool:
    """Return whether a person is of age."""
    return years >= 18
'''
RUN = """
import sys
from pathlib import Path
import mutate
from mutants import Mutant, mutants

copy = Path(sys.argv[1])
source = (copy / mutate.PACKAGE / "dates/age.py").read_text("utf-8")
print(sorted({mutant.line for mutant in mutants(copy / mutate.PACKAGE, ["dates"], seed=1)}))
mutant = Mutant("dates/age.py", 8, source, source.replace(">=", ">"))
for name in ("edge", "middle"):
    print(mutate.tried(mutant, copy, [f"tests/test_{name}.py"], timeout=60))
print((copy / mutate.PACKAGE / "dates/age.py").read_text("utf-8") == source)
"""


def test_a_mutant_is_killed_by_a_test_of_the_edge_and_survives_without_it(tmp_path: Path) -> None:
    module = tmp_path / "src/apec_outcomes/dates/age.py"
    module.parent.mkdir(parents=True)
    (module.parent.parent / "__init__.py").touch()
    (module.parent / "__init__.py").touch()
    module.write_text(MODULE)
    (tmp_path / "tests").mkdir()
    for name, age in (("edge", 18), ("middle", 40)):
        (tmp_path / f"tests/test_{name}.py").write_text(
            f"from apec_outcomes.dates.age import of_age\n\ndef test_age():\n    assert of_age({age})\n"
        )
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    done = subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["[8]", "tests/test_edge.py::test_age", "None", "True"], done.stderr
