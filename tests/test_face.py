"""The public names of the package, and its imports."""

import doctest
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import apec_outcomes as apec

PACKAGE = Path(apec.__file__ or "").parent
MODULES = sorted(
    ".".join(("apec_outcomes", *path.relative_to(PACKAGE).with_suffix("").parts))
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")
)


def imported_after(statement: str) -> set[str]:
    """Return the modules that a new process has imported after a statement."""
    script = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    )
    return set(json.loads(told.stdout.splitlines()[-1]))


def test_dir_returns_the_public_names() -> None:
    assert dir(apec) == sorted(apec.__all__)
    assert len(set(apec.__all__)) == len(apec.__all__)


@pytest.mark.parametrize("name", apec.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(apec, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Conference'"):
        apec.Conference  # noqa: B018


def test_the_names_for_type_checkers_are_the_public_names() -> None:
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    block = text[text.index("if TYPE_CHECKING:") : text.index("__all__")]
    names = {
        name for line in re.findall(r" import (\([^)]*\)|.*)", block) for name in re.findall(r"\w+", line)
    }
    assert names | {"__version__"} == set(apec.__all__)


def test_importing_the_package_imports_nothing_else() -> None:
    extra = imported_after("import apec_outcomes") - imported_after("pass")
    assert {name for name in extra if not name.startswith("apec_outcomes")} == set()
    assert extra == {"apec_outcomes"}


def test_the_classes_need_neither_cattrs_nor_dateutil_nor_data() -> None:
    classes = [name for name in apec.__all__ if name[0].isupper()]
    imported = imported_after(f"import apec_outcomes as apec\nfor name in {classes}: getattr(apec, name)")
    for heavy in (
        "cattrs",
        "dateutil",
        "json",
        "importlib.metadata",
        "importlib.resources",
        "pathlib",
        "difflib",
    ):
        assert heavy not in imported - imported_after("import attrs")
    assert not imported & {"apec_outcomes.bundled", "apec_outcomes.export"}


def test_a_query_of_the_bundled_dataset_needs_neither_cattrs_nor_dateutil() -> None:
    imported = imported_after(
        "import apec_outcomes as apec\nlist(apec.load().outcomes.about('trade').in_year(2010))"
    )
    assert not imported & {"cattrs", "dateutil", "apec_outcomes.export"}


@pytest.mark.parametrize("module", MODULES)
def test_every_module_can_be_imported_first(module: str) -> None:
    assert module in imported_after(f"import {module}")


def test_the_libraries_of_the_extras_are_imported_when_called_only() -> None:
    imported = imported_after(
        "import apec_outcomes as apec; apec.dumps(apec.load()); apec.load().meetings.at('Lima')"
    )
    assert imported.isdisjoint({"yaml", "tomli_w", "msgpack", "cbor2", "click", "rich"})


def test_star_import_gives_the_public_names() -> None:
    names: dict[str, Any] = {}
    exec("from apec_outcomes import *", names)
    assert set(apec.__all__) <= set(names)


PUBLIC = [(name, getattr(apec, name)) for name in apec.__all__ if not name.startswith("__")]
METHODS = [
    (f"{name}.{method}", found)
    for name, cls in PUBLIC
    if inspect.isclass(cls)
    for method, found in vars(cls).items()
    if not method.startswith("_") and callable(getattr(cls, method, None)) and not isinstance(found, type)
]


@pytest.mark.parametrize(
    ("name", "found"), PUBLIC + METHODS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_public_docstring_has_an_example(name: str, found: Any) -> None:
    doc = inspect.getdoc(found.__func__ if isinstance(found, classmethod) else found)
    assert doc, name
    if inspect.isclass(found) and name.endswith(("Kind", "Format", "Status")):
        return  # enums show their members
    assert doctest.DocTestParser().get_examples(doc), name


def test_the_type_marker_is_shipped() -> None:
    assert (PACKAGE / "py.typed").exists()
