"""Mutants of Python modules: each has one random change at a place that tests can notice."""

import ast
import difflib
import random
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import cosmic_ray.ast
import cosmic_ray.mutating
import cosmic_ray.plugins
import parso
from attrs import frozen

EQUIVALENT = Path(__file__).with_name("equivalent_mutants.txt")

Position = tuple[int, int]  # line and column
Place = tuple[str, Position, Position, str]  # module, start, end, kind of change


@frozen
class Mutant:
    """One change: its place, and the source of the module before and after."""

    path: str  # within the package
    line: int
    before: str
    after: str

    def changed(self) -> tuple[str, str]:
        """Return the removed lines and the added lines, without indentation."""
        lines = list(difflib.ndiff(self.before.splitlines(), self.after.splitlines()))
        removed, added = ([line[2:].strip() for line in lines if line.startswith(sign)] for sign in "-+")
        return " ".join(removed), " ".join(added)


class Operator(Protocol):
    """A kind of change to the nodes of a syntax tree, with the interface of cosmic-ray."""

    def mutation_positions(self, node: Any) -> Iterable[tuple[Position, Position]]:
        """Yield the places of a node that it can change."""
        ...

    def mutate(self, node: Any, index: int) -> Any:
        """Return the node with one of them changed."""
        ...


class ReturnNone:
    """Replace `return value` by `return`."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Position, Position]]:
        """Yield the place of a return statement that has a value."""
        if node.type == "return_stmt" and node.children[1].get_code(include_prefix=False) != "None":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002
        """Return the statement without its value."""
        del node.children[1:]
        return node


class DeleteStatement:
    """Remove a call, a raise, or a change of a value in place."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Position, Position]]:
        """Yield the place of such a statement."""
        if node.type != "simple_stmt":
            return
        first = node.children[0]
        target = first.children[0] if first.type == "expr_stmt" else None
        in_place = target is not None and (
            target.type in ("atom_expr", "power") or first.children[1].type == "operator_augassign"
        )
        if first.type in ("atom_expr", "power", "raise_stmt") or in_place:
            yield first.start_pos, first.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002
        """Return `pass` in its place."""
        nothing: Any = parso.parse("pass").children[0]
        nothing.prefix = node.get_first_leaf().prefix
        node.children[0] = nothing
        return node


class SwapMinMax:
    """Replace `min` by `max`, or `max` by `min`."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Position, Position]]:
        """Yield the place of the name that is called."""
        if (
            node.type == "name"
            and node.value in ("min", "max")
            and node.parent.type in ("atom_expr", "power")
        ):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002
        """Return the other name."""
        node.value = {"min": "max", "max": "min"}[node.value]
        return node


def operators() -> list[tuple[str, list[Operator]]]:
    """Return the kinds of change with their operators. All operators of a kind change the same places."""
    kinds: dict[str, list[Operator]] = {
        "ReturnNone": [ReturnNone()],
        "DeleteStatement": [DeleteStatement()],
        "SwapMinMax": [SwapMinMax()],
    }
    for name in sorted(cosmic_ray.plugins.operator_names()):
        made = cosmic_ray.plugins.get_operator(name)
        kind = name.removeprefix("core/")
        if not made.arguments() and not kind.endswith(("Eq_Is", "Eq_IsNot", "Is_Eq", "IsNot_NotEq")):
            kinds.setdefault(kind if "Unary" in kind else kind.rpartition("_")[0] or kind, []).append(made())
    return list(kinds.items())


def exempt(source: str) -> list[tuple[Position, Position]]:
    """Return the spans of code that are not mutated, since only type checkers and readers use them."""
    lines = source.splitlines()
    spans: list[tuple[Position, Position]] = []

    def close(node: ast.expr | ast.stmt | None) -> None:
        if node is not None and node.end_lineno is not None and node.end_col_offset is not None:
            ends = ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
            start, end = ((line, len(lines[line - 1].encode()[:byte].decode())) for line, byte in ends)
            spans.append((start, end))

    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.AnnAssign() | ast.arg():
                close(node.annotation)
            case ast.FunctionDef():
                close(node.returns)
                overloads = [each for each in node.decorator_list if ast.unparse(each) == "overload"]
                spans += [((each.lineno, 0), (node.lineno, 0)) for each in overloads]
            case ast.Assign() if ast.unparse(node.targets[0]) == "__all__" or _is_type_variable(node.value):
                close(node)
            case ast.ClassDef() if "Protocol" in map(ast.unparse, node.bases):
                close(node)
            case ast.If() if ast.unparse(node.test).endswith("TYPE_CHECKING"):
                close(node)
    return spans


def _is_type_variable(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) in ("TypeVar", "ParamSpec")


def places(path: str, source: str) -> Iterator[tuple[Place, Sequence[Operator], int]]:
    """Yield each possible change of a module: its place, the operators, and the index that they take."""
    nodes = list(cosmic_ray.ast.ast_nodes(cosmic_ray.ast.get_ast(source)))
    closed = exempt(source)
    names = [node for node in nodes if node.type == "name"]
    others = [node for node in nodes if node.type not in ("name", "string", "newline")]
    for kind, variants in operators():
        looked = names if kind == "SwapMinMax" else others
        spans = (span for node in looked for span in variants[0].mutation_positions(node))
        for nth, (start, end) in enumerate(spans):
            if not any(first <= start and end <= last for first, last in closed):
                yield (path, start, end, kind), variants, nth


def compiles(source: str) -> bool:
    """Return whether a mutant is valid Python."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def mutants(root: Path, modules: Sequence[str], seed: int) -> Iterator[Mutant]:
    """Yield mutants of modules and packages, one for each place, in an order that depends on the seed."""
    chance = random.Random(seed)
    sources = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for name in modules
        for path in (sorted((root / name).rglob("*.py")) if (root / name).is_dir() else [root / name])
    }
    found = [one for path, source in sources.items() for one in places(path, source)]
    found.sort(key=lambda one: one[0])
    drawn = [list(choices) for _, choices in groupby(found, key=lambda one: one[0])]
    chance.shuffle(drawn)
    for choices in drawn:
        (path, start, _, _), variants, nth = chance.choice(choices)
        after = cosmic_ray.mutating.mutate_code(sources[path], chance.choice(variants), nth)
        if after is not None and after != sources[path] and compiles(after):
            yield Mutant(path, start[0], sources[path], after)


def equivalent(mutant: Mutant, file: Path = EQUIVALENT) -> str | None:
    """Return the reason why no test can notice a mutant, if the file of equivalent mutants has it.

    Each block of the file has a pattern for the module, `- line`, `+ line`, and the reason.
    """
    for block in file.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            path, removed, added, *reason = lines
            if fnmatch(mutant.path, path) and mutant.changed() == (removed[2:], added[2:]):
                return " ".join(reason)
    return None
