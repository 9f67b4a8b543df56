"""The reference: it has all public names, with types and inherited members."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import MemberDescriptorType, ModuleType

import pytest

import apec_outcomes as apec
from apec_outcomes import export, plot

pytest.importorskip("sphinx", reason="the site needs the extra 'docs'")


@pytest.fixture(scope="module")
def pages(built: Path) -> str:
    """The pages of the reference, as one text."""
    return "".join(path.read_text(encoding="utf-8") for path in (built / "reference").glob("*.html"))


@pytest.fixture(scope="module")
def places(pages: str) -> set[str]:
    """The anchors of the reference."""
    return set(re.findall(r'id="(apec_outcomes\.[^"]+)"', pages))


def public_classes() -> Iterator[tuple[ModuleType, type]]:
    """Yield each public class of the library and its public module."""
    for module in (apec, export):
        for name in module.__all__:
            if inspect.isclass(found := getattr(module, name)):
                yield module, found


def members(cls: type) -> set[str]:
    """Return the public methods, properties and values of a class."""
    # Not `dir`, which leaves out the properties of an enum.
    return {
        name
        for name in set().union(*map(vars, cls.__mro__))
        if not name.startswith("_")
        and not isinstance(inspect.getattr_static(cls, name), MemberDescriptorType)
        and any(name in vars(base) and base.__module__.startswith("apec_outcomes") for base in cls.__mro__)
    }


@pytest.mark.parametrize("module", [apec, export, plot], ids=lambda module: module.__name__)
def test_the_reference_has_every_public_name(places: set[str], module: ModuleType) -> None:
    expected = {
        f"{module.__name__}.{name}"
        for name in module.__all__
        if not name.startswith("__") and not isinstance(getattr(module, name), ModuleType)
    }
    # A name of two modules is documented in the first.
    expected -= {f"{export.__name__}.{name}" for name in apec.__all__}
    assert expected - places == set()


def test_the_reference_has_every_member_of_every_class(pages: str, places: set[str]) -> None:
    missing = set()
    for module, cls in public_classes():
        if module is export and cls.__name__ in apec.__all__:
            continue
        for name in members(cls):
            holders = {f"{module.__name__}.{base.__name__}.{name}" for base in cls.__mro__}
            if not holders & places:
                missing.add(f"{cls.__name__}.{name}")
    assert missing == set()


def test_signatures_have_types_and_hide_constructors_that_users_do_not_call(pages: str) -> None:
    about = re.search(r'id="apec_outcomes\.OutcomeQuery\.about">(.*?)</dt>', pages, re.DOTALL)
    assert about
    assert "Theme" in about[1]
    query = re.search(r'id="apec_outcomes\.OutcomeQuery">(.*?)</dt>', pages, re.DOTALL)
    assert query
    assert "sig-param" not in query[1]
    assert "__init__" not in pages
    meeting = re.search(r'id="apec_outcomes\.Meeting">(.*?)</dt>', pages, re.DOTALL)
    assert meeting
    assert {"title", "dates", "sources"} <= set(
        re.findall(r'<span class="n"><span class="pre">(\w+)<', meeting[1])
    )


_LINES = Path(__file__).with_name("names_of_0_1.txt").read_text(encoding="utf-8").splitlines()
OLDEST = {name: set(members) for name, *members in map(str.split, _LINES)}
"""The public names of version 0.1, each class with its methods and properties."""


def newer(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Yield the public functions and classes of a module later than 0.1, and new members of older classes."""
    for name in module.__all__:
        found = getattr(module, name)
        if name not in OLDEST:
            if inspect.isroutine(found) or inspect.isclass(found):
                yield name, found
        elif inspect.isclass(found):
            for member in sorted(members(found) - OLDEST[name]):
                part = getattr(found, member)
                if inspect.isroutine(part) or isinstance(part, property):
                    yield f"{name}.{member}", part


@pytest.mark.parametrize("module", [apec, export, plot], ids=lambda module: module.__name__)
def test_names_later_than_0_1_have_their_version(module: ModuleType) -> None:
    mark = re.compile(r"\.\. version(added|changed):: \d")
    assert [name for name, found in newer(module) if not mark.search(found.__doc__ or "")] == []
