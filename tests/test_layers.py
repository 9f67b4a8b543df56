"""A package uses the private names of no other package; import-linter holds which one may import which."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import apec_outcomes

SOURCES = Path(apec_outcomes.__file__).parent
NAMED_TUPLE = {"_asdict", "_fields", "_make", "_replace"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("_") and name not in NAMED_TUPLE


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the private names that a module defines: functions, classes, variables, attributes and slots."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.Constant(value=str(name)) if name.isidentifier():
                yield name  # perhaps a slot


def used(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the private attributes of other objects that a module reads, each with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls" | "os")):
                pass
            case ast.Attribute(attr=name, lineno=line) if is_private(name):
                yield name, line


def test_no_package_uses_private_names_of_another() -> None:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCES.rglob("*.py"))}
    own: defaultdict[Path, set[str]] = defaultdict(set)
    for path, tree in trees.items():
        own[path.parent] |= set(filter(is_private, defined(tree)))
    assert [
        f"{path.relative_to(SOURCES)}:{line} {name}"
        for path, tree in trees.items()
        for name, line in used(tree)
        if name not in own[path.parent]
    ] == []
