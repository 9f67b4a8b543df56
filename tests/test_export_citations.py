"""Citations, read by citation software."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string as parse_bibtex
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

import apec_outcomes as apec
from conftest import meeting, outcome

IDS = (
    "2024-aelm",
    "2024-som3-desg-plenary",
    "1994-aelm.bogor-goals",
    "cal-2024-finance",
    "accesspartnership-som3-2024",
)


def cited(data: apec.Dataset, what: object = None) -> dict[str, Any]:
    (item,) = json.loads(data.cite(what))
    found: dict[str, Any] = item
    return found


def test_a_document_is_cited_with_its_meeting(data: apec.Dataset) -> None:
    paper = data.meetings["2023-energy"].documents[0]
    item = cited(data, paper)
    assert item["title"] == paper.title
    assert item["URL"] == paper.url
    assert item["issued"] == {"date-parts": [[2023, 8, 16]]}
    assert item["event-title"] == data.meetings["2023-energy"].title
    assert item["event-place"] == "Seattle, The United States"


def test_an_outcome_is_cited_by_its_document_or_meeting(data: apec.Dataset) -> None:
    outcome = data.outcomes["1994-aelm.bogor-goals"]
    item = cited(data, outcome)
    assert item == cited(data, outcome.id)
    assert item["event-title"] == f"{outcome.document}, {data.meetings['1994-aelm'].title}"
    assert "common-resolve" in item["URL"]


def test_an_outcome_that_is_a_document_is_cited_by_its_meeting(data: apec.Dataset) -> None:
    outcome = data.outcomes["2023-energy.just-energy-transition-principles"]
    assert outcome.document == outcome.title
    assert cited(data, outcome)["event-title"] == data.meetings["2023-energy"].title


def test_the_dataset_is_cited_with_its_version(data: apec.Dataset) -> None:
    item = cited(data)
    assert (item["type"], item["version"]) == ("dataset", data.version)
    assert item["author"] == [{"literal": "The apec-outcomes authors"}]


def test_a_citation_has_the_precision_of_the_date() -> None:
    source = apec.Source(
        id="page",
        url="https://example.org",
        kind=apec.SourceKind.NEWS,
        publisher="Example",
        published=apec.DateSpan.of("2024-08"),
    )
    item = cited(apec.Dataset(sources=[source]), source)
    assert item["issued"] == {"date-parts": [[2024, 8]]}


@pytest.mark.filterwarnings("ignore:.*:UserWarning:citeproc")
@pytest.mark.parametrize("id", IDS)
def test_a_citation_processor_renders_it(data: apec.Dataset, id: str) -> None:
    source = CiteProcJSON(json.loads(data.cite(id)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(id)]))
    (text,) = (str(item) for item in bibliography.bibliography())
    item = cited(data, id)
    title = item.get("title", item["author"][0]["literal"])
    assert re.sub(r"\W", "", title).casefold() in re.sub(r"\W", "", text).casefold()


def test_bibtex_is_read_back(data: apec.Dataset, tmp_path: Path) -> None:
    data.documents.export(tmp_path / "documents.bib")
    read = parse_string((tmp_path / "documents.bib").read_text(encoding="utf-8"), "bibtex")
    assert len(read.entries) == len(data.documents)
    assert {entry.type for entry in read.entries.values()} == {"techreport"}


def test_addresses_are_written_as_they_are(data: apec.Dataset, tmp_path: Path) -> None:
    data.sources.export(tmp_path / "sources.bib")
    read = parse_bibtex((tmp_path / "sources.bib").read_text(encoding="utf-8"))
    assert not read.failed_blocks
    urls = {source.id: source.url.replace("'", "%27") for source in data.sources}
    assert {entry.key: entry["url"] for entry in read.entries} == urls


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("50 % más: Perú & Viet Nam_2024 #1 – “Visión”", r"50 \% más: Perú \& Viet Nam\_2024 \#1 – “Visión”"),
        ("a } b { c \\ d", r"a \textbraceright{} b \textbraceleft{} c \textbackslash{} d"),
        ("two\nlines", "two lines"),
    ],
)
def test_latex_characters_and_accents_are_kept(title: str, written: str) -> None:
    source = apec.Source(
        id="odd",
        url="https://example.org/a_b%20c",
        kind=apec.SourceKind.NEWS,
        publisher="Prensa Perú",
        title=title,
    )
    text = apec.Dataset(sources=[source]).cite("odd", format="bibtex")
    entry = parse_string(text, "bibtex").entries["odd"]
    assert entry.fields["title"] == f"{{{written}}}"
    assert entry.fields["url"] == source.url
    assert str(entry.persons["author"][0]) == "{Prensa Perú}"


def test_no_text_can_start_a_line_of_ris() -> None:
    source = apec.Source(
        id="odd", url="https://example.org", kind=apec.SourceKind.NEWS, publisher="P", title="one\nTY  - BOOK"
    )
    (entry,) = rispy.loads(apec.Dataset(sources=[source]).cite("odd", format="ris"))
    assert entry["title"] == "one TY - BOOK"


@pytest.mark.parametrize("id", IDS)
def test_ris_is_read_back(data: apec.Dataset, id: str) -> None:
    (entry,) = rispy.loads(data.cite(id, format="ris"))
    item = cited(data, id)
    assert (entry["id"], entry.get("title")) == (id, item.get("title"))
    assert entry.get("urls") == ([item["URL"]] if "URL" in item else None)


@pytest.mark.parametrize("id", ["2024", "desg", "2024-aelmm"])
def test_an_unknown_id_is_an_error(data: apec.Dataset, id: str) -> None:
    with pytest.raises(apec.UnknownIdError):
        data.cite(id)


def test_a_theme_and_an_unknown_format_are_errors(data: apec.Dataset) -> None:
    with pytest.raises(apec.ArgumentError, match="expected a meeting, session, document"):
        data.cite(data.themes["AI"])
    with pytest.raises(apec.FormatError, match="got 'mla'; expected one of csl, bibtex, ris, apa"):
        data.cite("2024-aelm", format="mla")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_the_citation_file_names_this_version_and_this_dataset(data: apec.Dataset) -> None:
    file: Any = yaml.safe_load((Path(__file__).parent.parent / "CITATION.cff").read_text(encoding="utf-8"))
    assert file["version"] == apec.__version__
    (dataset,) = file["references"]
    citation = cited(data)
    assert (dataset["title"], dataset["version"]) == (citation["title"], citation["version"])
    assert dataset["authors"] == [{"name": author["literal"]} for author in citation["author"]]


def test_equal_documents_are_cited_each_with_its_own_meeting(tmp_path: Path) -> None:
    papers = [apec.Document(title="Chair's statement", kind=apec.DocumentKind.REPORT) for _ in range(2)]
    dataset = apec.Dataset(
        meetings=[meeting("2024-a", documents=(papers[0],)), meeting("2025-b", documents=(papers[1],))]
    )
    assert [cited(dataset, paper)["id"] for paper in dataset.documents] == [
        "2024-a.chair-s-statement",
        "2025-b.chair-s-statement",
    ]
    dataset.documents.export(tmp_path / "a.bib")
    assert len(parse_bibtex((tmp_path / "a.bib").read_text(encoding="utf-8")).entries) == 2


def test_characters_that_would_end_an_entry_are_escaped(tmp_path: Path) -> None:
    source = apec.Source(
        id="a", url="https://example.org/a{b", kind=apec.SourceKind.NEWS, publisher="P\nER  - \nX}"
    )
    dataset = apec.Dataset(sources=[source])
    dataset.sources.export(tmp_path / "a.bib")
    (entry,) = parse_string((tmp_path / "a.bib").read_text(encoding="utf-8"), "bibtex").entries.values()
    assert entry.fields["url"] == "https://example.org/a%7Bb"
    dataset.sources.export(tmp_path / "a.ris")
    (record,) = rispy.loads((tmp_path / "a.ris").read_text(encoding="utf-8"))
    assert record["publisher"] == "P ER - X}"
    assert record["urls"] == ["https://example.org/a{b"]


def test_records_beside_a_dataset_can_be_cited(data: apec.Dataset) -> None:
    builtins = {
        "schema": 2,
        "meetings": [
            apec.unstructure(meeting("2027-a", "2027-02", venue=apec.Venue(city="Lima", economy="PER")))
        ],
        "outcomes": [apec.unstructure(outcome("2024-aelm.mine"))],
    }
    own = apec.structure(builtins, apec.Dataset)
    assert cited(own, "2024-aelm.mine")["event-title"] == data.meetings["2024-aelm"].title
    assert cited(own, "2027-a")["event-place"] == "Lima, Peru"


# Cases that other programs could not read.


def test_ris_begins_with_its_first_tag(data: apec.Dataset) -> None:
    text = data.cite("1994-aelm", format="ris")
    assert text.startswith("TY  - CONF\n")
    assert "PB  - Asia-Pacific Economic Cooperation" in text
    assert "AU  -" not in text


@pytest.mark.parametrize(
    ("dates", "parts"),
    [
        ("2024-08/2024-08-25", [[2024, 8]]),
        ("2024-08-01/2024-09", [[2024, 8], [2024, 9]]),
        ("2023/2024-03-05", [[2023], [2024]]),
        ("2024-08-01/2024-08-25", [[2024, 8, 1], [2024, 8, 25]]),
    ],
)
def test_both_ends_of_a_range_have_the_same_precision(dates: str, parts: list[list[int]]) -> None:
    item = cited(apec.Dataset(meetings=[meeting("2024-a", dates)]), "2024-a")
    assert item["issued"] == {"date-parts": parts}


def test_the_event_of_a_citation_is_not_its_own_title(data: apec.Dataset) -> None:
    for query in (data.meetings, data.documents, data.sessions, data.calendar):
        for record in query:
            item = cited(data, record)
            assert item.get("event-title") != item["title"]


def test_an_untitled_page_is_cited_without_a_title() -> None:
    source = apec.Source(id="page", url="https://example.org/page", kind="news", publisher="Example")
    item = cited(apec.Dataset(sources=[source]), "page")
    assert "title" not in item
    assert json.dumps(item).count("https://example.org/page") == 1


def test_a_month_is_a_macro_and_a_kind_is_a_type(data: apec.Dataset) -> None:
    text = data.cite(data.documents["Seoul APEC Declaration"], format="bibtex")
    assert "month = nov" in text
    assert "type = {Declaration}" in text


def test_apostrophes_in_addresses_are_escaped() -> None:
    source = apec.Source(id="page", url="https://example.org/chair's", kind="news", publisher="Example")
    text = apec.Dataset(sources=[source]).cite("page", format="bibtex")
    assert "url = {https://example.org/chair%27s}" in text


def test_keys_in_a_bibliography_are_unique(data: apec.Dataset, tmp_path: Path) -> None:
    titles = ("Statement", "Statement!", "Statement 2", "Statement 2?", "宣言", "声明")
    papers = tuple(apec.Document(title=title, kind=apec.DocumentKind.REPORT) for title in titles)
    own = apec.Dataset(meetings=[meeting("2024-a", documents=papers), meeting("2024-b", documents=papers)])
    for number, query in enumerate((own.documents, data.documents, data.sources, data.outcomes)):
        query.export(tmp_path / f"{number}.json", to="csl")
        keys = [item["id"] for item in json.loads((tmp_path / f"{number}.json").read_text(encoding="utf-8"))]
        assert len({key.casefold() for key in keys}) == len(keys) == len(query)
