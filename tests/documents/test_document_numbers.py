"""Every number of every written document, read back from the file and traced to its origin.

A number may come from the record (figures, and the words of units, criteria, sources, reasons),
from the score of the cluster, from the explanation of a member's points, from the fixed words of
the template, or count the rows of a list. Whatever comes from nowhere is an error; and every
total, rank, point, target and published figure must be there.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import docx
import pytest

from thidua.cli.demo.departments import PUBLISHED, Department
from thidua.cli.session import Session
from thidua.core.exact.rounding import round_to
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.indicator import ValueKind
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.scoring.results import MemberScore
from thidua.core.text.dates import date_of_days
from thidua.core.text.number_format import format_number
from thidua.core.workspace.documents.building import plain_of
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.summary.reading import SummaryReading, SummaryRequest, read_summary
from thidua.core.workspace.templates import Document
from thidua.core.workspace.views.explanation import explanation_data

if TYPE_CHECKING:
    from tests.conftest import DemoRun
    from tests.documents.conftest import Papers

ROOT: Final = Path(__file__).parents[2]
STANDARD: Final = ROOT / "plugins" / "thidua" / "standard" / "templates"
LAYOUTS: Final = ROOT / "plugins" / "thidua" / "office" / "layouts"
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
SCALES: Final = (-3, 0, 3, 6, 9, 12)
"""Money is recorded in one of đồng, millions, billions, and stated in another."""
RECOMPUTED: Final = {"2.331", "290", "1,795", "0,175", "92"}
"""What the audit of the published figures comes to: test_demo_reports has its five rows."""
CLUSTERS: Final = (
    ("can-tho", "can-tho-phong", "2020"),
    ("can-tho", "can-tho-don-vi", "2020"),
    ("can-tho", "can-tho-quan-huyen", "2020"),
    ("bac-kan", "bac-kan-kt-kt", "2020"),
    ("tien-giang", "tien-giang-phong-tnmt", "2022"),
    ("tien-giang", "tien-giang-phong-tnmt", "2022-theo-van-ban"),
    ("", "cum-dai", "2026"),
    ("", "cum-nho", "2026"),
)
WordsOf = Callable[[bytes], list[str]]


# Where a number may come from


def numbers(words: str) -> set[str]:
    return set(NUMBER.findall(words))


def stated(value: Any) -> Iterator[str | Fraction]:
    """Every text and number in a record."""
    if isinstance(value, CompiledSet):
        value = value.source
    if isinstance(value, str | Fraction):
        yield value
    elif isinstance(value, bool | Enum) or value is None:
        return
    elif isinstance(value, int):
        yield Fraction(value)
    elif isinstance(value, Mapping):
        yield from stated(list(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from stated(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from stated(getattr(value, field.name))
    elif hasattr(value, "isoformat"):
        yield f"{value.day:02} {value.month:02} {value.year}"


def exactly(value: Fraction) -> set[str]:
    """The number in full, where it has an end."""
    try:
        return numbers(format_number(value))
    except ValueError:
        return set()


def rounded(value: Fraction) -> set[str]:
    """A point as documents print it: in full, or at two or four decimals."""
    short = {format_number(round_to(value, places), "vi", places) for places in (2, 4)}
    return exactly(value) | {it for text in short for it in numbers(text)}


def of_record(*records: Any) -> set[str]:
    found: set[str] = set()
    for item in stated(records):
        found |= numbers(item) if isinstance(item, str) else exactly(item)
    return found


def of_figure(item: Observation, kind: ValueKind | None = None) -> set[str]:
    found = of_record(attrs.evolve(item, value=Fraction(0)))
    for scale in SCALES:
        found |= exactly(item.value / Fraction(10) ** scale)
    if kind is ValueKind.DATE:
        found |= of_record(date_of_days(int(item.value)))
    return found


def of_score(row: MemberScore) -> set[str]:
    """Every point of a member that any document prints, and the rank."""
    found = set() if row.rank is None else {str(row.rank)}
    total = row.total
    if total is None:
        return found
    values = [total.points, total.exact_points, total.bonus]
    values += [sum((part.deductions for part in total.parts), Fraction(0))]
    tallies = [total.tally, total.exact]
    for part in total.parts:
        values += [part.deductions, part.factor]
        tallies += [part.tally, *(place.tally for place in part.score.places.values())]
    for tally in tallies:
        if tally is not None:
            lines = [(line.points, line.base, line.bonus) for line in tally.lines]
            values += [tally.points, tally.bonus, *(it for line in lines for it in line)]
            values.append(_between(tally))
    return found.union(*(rounded(value) for value in values if value is not None))


def _between(tally: Any) -> Fraction:
    """What stands between the rows of a sheet and their sum, all lines of a kind together."""
    return Fraction(
        sum((it.points for it in tally.lines if it.kind.value == "rounding"), Fraction(0))
    )


def of_sheet_lines(read: ClusterReading, unit: str) -> set[str]:
    """What a score sheet adds between its rows: that it is the difference of printed numbers
    is held by test_score_sheet_sums."""
    rows = plain_of(Document.SCORE_SHEET, read, unit=unit)["rows"]
    return {it for row in rows if row["kind"] == "line" for it in numbers(" ".join(row["points"]))}


def of_explanation(read: ClusterReading, unit: str) -> set[str]:
    """The words of ``thidua explain`` on every layer."""
    data = [explanation_data(read.shown, it, unit, "vi") for it in read.scores.values()]
    return of_record(data)


def of_template(*names: str) -> set[str]:
    """The fixed words of templates, without their tags."""
    found: set[str] = set()
    for name in names:
        for file in (STANDARD / f"{name}.docx", STANDARD / f"{name}.html"):
            words = _plain_words(file)
            found |= numbers(re.sub(r"{[{%#].*?[}%#]}", " ", words, flags=re.DOTALL))
    return found


def _plain_words(file: Path) -> str:
    if file.suffix == ".html":
        layouts = "".join(it.read_text("utf-8") for it in LAYOUTS.glob("*.html"))
        return _of_page(file.read_text("utf-8") + layouts)
    document = docx.Document(str(file))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(it.text for it in document.paragraphs), *(it.text for it in cells)])


def _of_page(page: str) -> str:
    """What a reader sees of a page."""
    seen = re.sub(r"<(style|script|title)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", seen))


def words_in(file: Path, words_of: WordsOf) -> str:
    if file.suffix == ".html":
        return _of_page(file.read_text("utf-8"))
    return "\n".join(words_of(file.read_bytes()))


# Documents of a cluster


@pytest.fixture(scope="module", params=CLUSTERS, ids=lambda it: f"{it[1]}-{it[2]}")
def papers(
    request: pytest.FixtureRequest,
    demo_papers: Callable[[str, str, str], "Papers"],
    made_up_papers: Mapping[str, "Papers"],
) -> "Papers":
    """The papers of each cluster in turn."""
    department, cluster, period = request.param
    return demo_papers(department, cluster, period) if department else made_up_papers[cluster]


@pytest.fixture(scope="module")
def known(papers: "Papers") -> set[str]:
    """All numbers that any document of the cluster may print."""
    read, shown = papers.read, papers.read.shown
    found = of_template(
        "phieu-cham-diem", *{it.stem for it in papers.files if "phieu" not in it.stem}
    )
    found |= of_record(
        shown.cluster, shown.period, shown.opened, shown.scheme, shown.sets, shown.members,
        shown.indicators, shown.recorded.judged, shown.recorded.not_applicable, read.units,
    )  # fmt: skip
    found |= exactly(read.score.points)
    for item in (*shown.recorded.observations, *shown.recorded.previous):
        known_as = shown.indicators.get(item.indicator)
        found |= of_figure(item, known_as.kind if known_as else None)
    for score in read.scores.values():
        for row in score.rows:
            found |= of_score(row)
    for member in shown.members:
        found |= of_explanation(read, member.unit) | of_sheet_lines(read, member.unit)
    return found | {str(number) for number in range(1, 60)}


def test_no_number_of_a_document_comes_from_nowhere(
    papers: "Papers", known: set[str], words_of: WordsOf
) -> None:
    assert len(papers.files) >= 5
    strange = {
        (file.name, number)
        for file in papers.files
        for number in numbers(words_in(file, words_of)) - known
    }
    assert strange == set()


def test_a_wrong_number_would_not_pass_for_a_known_one(known: set[str]) -> None:
    points = [f"{number // 100},{number % 100:02}" for number in range(100_00)]
    counts = [str(number) for number in range(100, 1000)]
    assert sum(it in known for it in points) < len(points) * 0.25
    assert sum(it in known for it in counts) < len(counts) * 0.35


def rows_of(file: Path) -> list[list[str]]:
    """The rows of all tables with lines, as texts."""
    document: Any = docx.Document(str(file))
    tables = [it for it in document.tables if it.style.name == "Table Grid"]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


def printed(value: Fraction, text: str) -> bool:
    """Whether a text is the number, at the decimals that it has: two at least, or all of it."""
    decimals = len(text.partition(",")[2])
    return number(text) == round_to(value, decimals) and (decimals >= 2 or number(text) == value)


@pytest.mark.parametrize(
    "document", [Document.CLUSTER_TABLE, Document.MINUTES, Document.SUBMISSION]
)
def test_every_member_has_its_rank_and_total(papers: "Papers", document: Document) -> None:
    rows = rows_of(papers.paper(document))
    for row in papers.read.score.rows:
        found = [
            it for it in rows if it[1:2] == [row.member.name] and it[0] == str(row.rank or "-")
        ]
        totals = [
            cell
            for cells in found
            for cell in cells[2:]
            if NUMBER.fullmatch(cell) and row.points is not None and printed(row.points, cell)
        ]
        assert found and (totals or row.points is None), row.member.name


def test_every_member_has_the_points_of_every_section(papers: "Papers") -> None:
    rows = {row[1]: row for row in rows_of(papers.paper(Document.CLUSTER_TABLE))}
    head = rows["Đơn vị"]
    for row in papers.read.score.rows:
        total = row.total
        if total is None or row.points is None:
            continue
        cells = dict(zip(head, rows[row.member.name], strict=True))
        assert printed(total.bonus or Fraction(0), cells["Trong đó: thưởng"])
        taken = sum((part.deductions for part in total.parts), Fraction(0))
        assert printed(taken, cells["Trong đó: trừ"])
        sections = [text for title, text in cells.items() if title.startswith(("Mục ", "Phần "))]
        if sections and len(papers.read.shown.scheme.parts) == 1:
            assert abs(sum(map(number, sections)) - row.points) <= Fraction(len(sections) + 1, 200)


def sheets(papers: "Papers") -> list[tuple[str, Path]]:
    return [
        (member.unit, papers.sheet(member.unit))
        for member in papers.read.shown.members
        if papers.sheet(member.unit).exists()
    ]


def test_every_point_of_a_member_is_on_its_sheet(papers: "Papers") -> None:
    found = sheets(papers)
    assert found
    for unit, file in found:
        rows = rows_of(file)
        layers = [it.removeprefix("Điểm ") for it in rows[0] if it.startswith("Điểm ")][1:]
        assert len(layers) == len(papers.read.scores)
        for place, score in enumerate(papers.read.scores.values(), start=3):
            told = explanation_data(papers.read.shown, score, unit, "vi")["criteria"]
            own = [row for row in rows[1:] if len(row) == len(rows[0])]
            for item in told:
                texts = [row[place] for row in own if row[1] == item["title"]]
                points = item["points"]
                assert texts, item["title"]
                if points is None or not item["applies"]:
                    assert "-" in texts
                else:
                    assert any(it != "-" and printed(Fraction(points), it) for it in texts), item


def test_the_total_of_every_layer_is_on_the_sheet(papers: "Papers", words_of: WordsOf) -> None:
    for unit, file in sheets(papers):
        lines = [it for it in words_of(file.read_bytes()) if it.startswith("Tổng điểm ")]
        told = [it.rpartition(": ")[2].rstrip(".") for it in lines if re.search(r": [^:]+\.$", it)]
        scores = [score.by_unit[unit].points for score in papers.read.scores.values()]
        assert len(told) >= len(scores)
        for points, text in zip(scores, told[-len(scores) :], strict=True):
            assert text == "chưa đủ căn cứ để tính" if points is None else printed(points, text)


def test_every_target_of_a_criterion_is_in_the_covenant(papers: "Papers") -> None:
    shown = papers.read.shown
    read = {code for one in shown.sets.values() for item in one.criteria for code in item.inputs}
    targets = [
        item
        for item in shown.recorded.observations
        if item.kind is ObservationKind.TARGET and item.indicator in read
    ]
    rows = rows_of(papers.paper(Document.COVENANT))
    signed = [row for row in rows if len(row) == 5 and row[0].isdigit()]
    for item in targets:
        title = shown.indicators[item.indicator].title.vi
        texts = [row[4] for row in signed if row[1] == title]
        values = [number(it) for text in texts for it in numbers(text)]
        assert any(
            item.value == value * Fraction(10) ** scale for value in values for scale in SCALES
        )
    members = {it.unit for it in shown.members}
    assert len(signed) <= len([it for it in targets if it.unit in members])


# Summary reports


def read_of(session: Session, department: Department) -> SummaryReading:
    request = SummaryRequest(department.unit, department.reports_on)
    return read_summary(session.engine, session.catalogue(department.unit), request)


def of_summary(read: SummaryReading) -> set[str]:
    """The figures, what follows from them, and the rankings."""
    found = of_record(read.version, read.superior, read.period)
    indicators = read.catalogue.indicators
    for item in read.figures:
        found |= of_figure(item, indicators[item.indicator].kind)
        found |= of_record(indicators[item.indicator].title, indicators[item.indicator].unit)
        for other in read.figures:
            if other.indicator == item.indicator and item is not other:
                found |= of_pair(item, other)
    for shown in read.clusters:
        found |= of_record(shown.cluster, shown.period, shown.scheme, shown.sets, shown.members)
        found |= of_record(shown.indicators)
        for row in shown.score().rows:
            found |= of_score(row)
    made_up = sum(item.illustrative for item in read.figures)
    return found | {str(number) for number in (made_up, *range(1, 20))} | RECOMPUTED


def of_pair(item: Observation, other: Observation) -> set[str]:
    """A result against its target, in percent and in difference."""
    found = exactly(abs(item.value - other.value))
    if other.value:
        share = round_to(item.value / other.value * 100, 1)
        found |= exactly(share)
    return found


@pytest.mark.parametrize("department", PUBLISHED, ids=lambda it: it.code)
def test_no_number_of_a_summary_comes_from_nowhere(
    demo_run: "DemoRun", demo_session: Session, words_of: WordsOf, department: Department
) -> None:
    known = of_summary(read_of(demo_session, department)) | of_template("bao-cao-tong-ket")
    folder = demo_run.folder / "reports" / department.code
    for suffix in (".docx", ".html"):
        words = words_in((folder / "bao-cao-tong-ket").with_suffix(suffix), words_of)
        assert numbers(words) - known == set()


@pytest.mark.parametrize("department", PUBLISHED, ids=lambda it: it.code)
def test_every_rank_and_total_is_in_the_summary(
    demo_run: "DemoRun", demo_session: Session, department: Department
) -> None:
    file = demo_run.folder / "reports" / department.code / "bao-cao-tong-ket.docx"
    rows = rows_of(file)
    for shown in read_of(demo_session, department).clusters:
        for row in shown.score().rows:
            (found,) = [it for it in rows if it[1] == row.member.name]
            assert found[0] == str(row.rank) and row.points is not None
            assert any(NUMBER.fullmatch(it) and printed(row.points, it) for it in found[2:])
