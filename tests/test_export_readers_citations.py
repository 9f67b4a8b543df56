"""Citations, read by other programs."""

import json
from pathlib import Path
from typing import Any

import pytest

import apec_outcomes as apec
from outside import node, output_of, pandoc, reads

CITED = ("documents", "sources", "meetings", "sessions", "outcomes", "calendar")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All records that can be cited, in every citation format."""
    folder = tmp_path_factory.mktemp("cited")
    data = apec.load()
    for name in CITED:
        query = getattr(data, name)
        query.export(folder / f"{name}.json", to="csl")
        query.export(folder / f"{name}.bib")
        query.export(folder / f"{name}.ris")
    return folder


def items_of(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))}


def by_pandoc(path: Path, form: str) -> dict[str, dict[str, Any]]:
    text = pandoc("-f", form, "-t", "csljson", path)
    return {item["id"]: item for item in json.loads(text)}


def words(text: str) -> str:
    """Return the letters and digits of a text, since readers may change spaces and quotation marks."""
    return "".join(char for char in text if char.isalnum()).casefold()


@reads("ris", "pandoc", "every title, address and institution")
@pytest.mark.parametrize("name", CITED)
def test_pandoc_reads_every_entry_of_ris(files: Path, name: str) -> None:
    items = items_of(files, name)
    read = by_pandoc(files / f"{name}.ris", "ris")
    assert read.keys() == items.keys()
    for key, item in items.items():
        assert read[key]["publisher"] == item["author"][0]["literal"]
        assert words(read[key].get("title", "")) == words(item.get("title", ""))
        assert read[key].get("URL") == item.get("URL")


@reads("bibtex", "pandoc", "every title, address, date and institution")
@pytest.mark.parametrize("name", CITED)
def test_pandoc_reads_every_entry_of_bibtex(files: Path, name: str) -> None:
    items = items_of(files, name)
    read = by_pandoc(files / f"{name}.bib", "bibtex")
    assert read.keys() == items.keys()
    for key, item in items.items():
        assert [words(author["literal"]) for author in read[key]["author"]] == [
            words(item["author"][0]["literal"])
        ]
        assert words(read[key].get("title", "")) == words(item.get("title", ""))
        assert read[key].get("URL", "").replace("%27", "'") == item.get("URL", "")
        if "issued" in item:
            (start, *_) = item["issued"]["date-parts"]
            assert read[key]["issued"]["date-parts"][0][:2] == start[:2]


@reads("csl", "pandoc", "every entry, in a bibliography")
def test_pandoc_makes_a_bibliography_of_csl(files: Path) -> None:
    items = items_of(files, "documents")
    made = pandoc("-f", "csljson", "-t", "plain", "--citeproc", files / "documents.json")
    said = words(made)
    assert all(words(item["title"]) in said for item in items.values())


@reads("csl", "citeproc-js", "an entry of each shape, in APA, Harvard and Vancouver")
def test_citeproc_js_writes_every_shape_of_entry_in_every_style(files: Path, tmp_path: Path) -> None:
    # The processor compares all pairs of entries, so all entries would take minutes.
    shapes = {shape_of(item): item for name in CITED for item in items_of(files, name).values()}
    assert len(shapes) > 20
    (tmp_path / "shapes.json").write_text(json.dumps(list(shapes.values())), encoding="utf-8")
    for made in node("bibliography", tmp_path / "shapes.json").values():
        assert made.keys() == {item["id"] for item in shapes.values()}
        for item in shapes.values():
            text = made[item["id"]]
            assert words(item.get("title", "")) in words(text)
            assert text.count(item.get("URL", "no address")) <= 1


def shape_of(item: dict[str, Any]) -> Any:
    """Return the class, the fields and the precision of dates, on which a processor depends."""
    dates = [tuple(map(len, item[field]["date-parts"])) for field in ("issued", "accessed") if field in item]
    return item["type"], item.get("genre"), frozenset(item), tuple(dates)


@reads("ris", "citation-js", "every title and institution")
@reads("bibtex", "citation-js", "every title and institution")
@pytest.mark.parametrize("form", ["ris", "bib"])
@pytest.mark.parametrize("name", ["documents", "sources"])
def test_citation_js_reads_every_institution_as_one_name(files: Path, name: str, form: str) -> None:
    items = items_of(files, name)
    read = {item["id"]: item for item in node("citations", files / f"{name}.{form}")}
    assert read.keys() == items.keys()
    for key, item in items.items():
        literal = item["author"][0]["literal"]
        if form == "ris":
            assert (read[key]["publisher"], read[key].get("author")) == (literal, None)
        else:
            assert [list(author) for author in read[key]["author"]] == [["family"]]
            assert words(read[key]["author"][0]["family"]) == words(literal)
        assert words(read[key].get("title", "")) == words(item.get("title", ""))


@reads("ris", "bibutils", "every entry; no institution is split into the names of a person")
@reads("bibtex", "bibutils", "every entry; no institution is split into the names of a person")
@pytest.mark.parametrize(("form", "command"), [("ris", "ris2xml"), ("bib", "bib2xml")])
@pytest.mark.parametrize("name", ["documents", "sources"])
def test_bibutils_reads_institutions_as_institutions(files: Path, name: str, form: str, command: str) -> None:
    made = output_of(command, files / f"{name}.{form}", package="bibutils")
    assert made.count("<mods ") == len(items_of(files, name))
    assert 'type="personal"' not in made


@reads("bibtex", "BibTeX", "every entry, without a warning")
@pytest.mark.parametrize("name", CITED)
def test_bibtex_has_no_warnings(files: Path, tmp_path: Path, name: str) -> None:
    aux = f"\\citation{{*}}\n\\bibdata{{{files / name}}}\n\\bibstyle{{plain}}\n"
    (tmp_path / "all.aux").write_text(aux, encoding="utf-8")
    said = output_of("bibtex", "all", package="texlive-base", folder=tmp_path)
    assert "Warning" not in said
    made = (tmp_path / "all.bbl").read_text(encoding="utf-8")
    assert made.count("\\bibitem") == len(items_of(files, name))
    if name == "documents":
        assert "Technical report" not in made.replace("\n", " ")
        assert "Declaration" in made


@reads("bibtex", "biber", "a hundred entries of all classes, without a warning")
def test_biber_has_no_warnings(tmp_path: Path) -> None:
    # It takes a second for fifty entries.
    written = []
    for name in CITED:
        query = getattr(apec.load(), name)
        query[:: len(query) // 15].export(tmp_path / f"{name}.bib")
        written.append((tmp_path / f"{name}.bib").read_text(encoding="utf-8"))
    (tmp_path / "all.bib").write_text("\n".join(written), encoding="utf-8")
    said = output_of("biber", "--tool", "-O", tmp_path / "out.bib", tmp_path / "all.bib", package="biber")
    assert "WARN" not in said
    assert "ERROR" not in said
    made = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert made.count("\n@") + made.startswith("@") == sum(text.count("@") for text in written) > 90
