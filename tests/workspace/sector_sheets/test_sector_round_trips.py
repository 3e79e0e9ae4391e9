"""A sector as a workbook and as TOML: from one to the other and back without loss."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import thidua.cli
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.freezing import digest_of, freeze
from thidua.core.model.sector_file import SectorFile
from thidua.core.text.fault import Refused
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.sector_sheets.checking import sound_sector
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.sector_plain import SectorPlain, plain_of_records
from thidua.core.workspace.sector_sheets.toml_writing import toml_files, toml_text
from thidua.core.workspace.sector_sheets.writing import sheets_of
from thidua.plugins import Folder
from thidua.plugins.manager import Plugins

TIEN_GIANG = Path(thidua.cli.__file__).parent / "demo" / "data" / "tien_giang"
SHIPPED = {
    "labour-social": (Folder("thidua.sectors.labour_social"), ["criteria-2026.toml"]),
    "industry-trade": (Folder("thidua.sectors.industry_trade"), ["criteria-2026.toml"]),
    "tien-giang": (
        Folder(TIEN_GIANG),
        ["criteria-2022-practice.toml", "criteria-2023-text.toml"],
    ),
}


@pytest.fixture(scope="module")
def standard() -> Catalogue:
    return Plugins.load(only=()).catalogue()


@pytest.fixture(params=[*SHIPPED, "common-2026"])
def shipped(request: pytest.FixtureRequest) -> SectorPlain:
    """Each sector that is shipped, the real table of Tiền Giang, and the common set."""
    if request.param == "common-2026":
        common = Folder("thidua.standard")
        tables = SectorFile(
            plugin=common.plugin("plugin.toml"),
            indicators=common.indicators("indicators.toml"),
            formulas=common.formulas("formulas.toml"),
            checks=common.checks("checks.toml"),
        )
        return plain_of_records(tables, [common.criteria_set("criteria-common-2026.toml")])
    folder, sets = SHIPPED[request.param]
    return plain_of_records(folder.sector_file(), [folder.criteria_set(file) for file in sets])


def digests(sets: tuple[CriteriaSet, ...], sector: SectorFile, standard: Catalogue) -> list[str]:
    indicators = {**standard.indicators, **{it.code: it for it in sector.indicators}}
    formulas = {**standard.formulas, **{it.code: it for it in sector.formulas}}
    return [digest_of(freeze(compile_set(it, indicators, formulas))) for it in sets]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_shipped_sector_comes_back_from_its_workbook(
    shipped: SectorPlain, as_book: Callable[..., Any], language: str
) -> None:
    read = as_book(shipped, language).read()
    assert (read.plain, read.faults, read.ignored) == (shipped, (), ())


def test_a_shipped_sector_comes_back_from_its_toml(shipped: SectorPlain) -> None:
    sector, *sets = (tomllib.loads(text) for text in toml_files(shipped).values())
    assert (sector, tuple(sets)) == (shipped.sector, shipped.criteria)


@pytest.mark.parametrize("code", SHIPPED)
def test_digests_are_the_same_after_both_forms(
    code: str, as_book: Callable[..., Any], standard: Catalogue
) -> None:
    folder, files = SHIPPED[code]
    before, sets = folder.sector_file(), tuple(folder.criteria_set(file) for file in files)
    plain = plain_of_records(before, sets)
    sector, *tables = (tomllib.loads(text) for text in toml_files(plain).values())
    read = as_book(SectorPlain(sector, tuple(tables))).read()
    after = sound_sector(read, standard.indicators, standard.formulas)
    assert (after.sector_file, after.criteria_sets) == (before, sets)
    assert digests(after.criteria_sets, after.sector_file, standard) == digests(
        sets, before, standard
    )


def test_the_toml_of_a_table_is_laid_out_as_it_was_written_by_hand() -> None:
    folder, files = SHIPPED["tien-giang"]
    sets = [folder.criteria_set(file) for file in files]
    plain = plain_of_records(folder.sector_file(), sets)
    by_hand = (TIEN_GIANG / files[0]).read_text(encoding="utf-8").splitlines()
    lines = [line for line in by_hand if line and not line.startswith("#")]
    written = toml_files(plain)["criteria-tien-giang-2022-practice.toml"].splitlines()
    assert [line for line in written if line] == lines


def test_files_are_named_by_the_codes_of_their_sets(plain: SectorPlain) -> None:
    (criteria,) = plain.criteria
    others = (criteria, {**criteria, "code": "Health-2026"}, {**criteria, "code": "common"})
    cases = {"annex-2": {"source": "Phụ lục 2"}}
    assert list(toml_files(SectorPlain(plain.sector, others, cases))) == [
        "sector.toml",
        "criteria-2026.toml",
        "criteria-Health-2026.toml",
        "criteria-common.toml",
        "cases/annex-2.toml",
    ]


def test_two_sets_of_one_name_have_files_of_their_own(plain: SectorPlain) -> None:
    files = toml_files(SectorPlain({}, plain.criteria * 2))
    assert list(files) == [
        "sector.toml",
        "criteria-health-2026.toml",
        "criteria-health-2026-2.toml",
    ]


CASE = {
    "source": "Ví dụ trong hướng dẫn",
    "criteria": "health-2026",
    "units": [
        {
            "code": "u1",
            "name": "Trạm y tế xã An Hòa",
            "kind": "clinic",
            "standing": "capped",
            "figures": {
                "born": 1000,
                "born.target": "900.5",
                "late": "over 950",
                "grade": "good",
                "seen": True,
                "day": tomllib.loads("x = 2026-11-30")["x"],
            },
            "previous": {"born": 900},
            "judged": {"H-04": "1.5"},
            "not_applicable": {"H-05": "không có; không tính"},
            "expect": {
                "points": "9.50",
                "rank": 2,
                "band": "good",
                "status": "capped",
                "sections": {"A": "9.50", "B": "none"},
                "criteria": {"H-01": "1.25", "H-02": 4},
            },
        },
        {
            "code": "u2",
            "figures": {"born": 1},
            "expect": {
                "points": "none",
                "rank": "none",
                "band": "none",
                "status": "unscored",
                "criteria": {"H-01": "none"},
            },
        },
    ],
}


def test_worked_examples_go_with_the_sector(
    plain: SectorPlain, as_book: Callable[..., Any]
) -> None:
    whole = evolve(plain, cases={"annex-2": CASE, "annex-3": {"source": "?", "units": []}})
    read = as_book(whole).read()
    annex_3 = {"source": "?"}
    assert (read.plain, read.faults) == (
        evolve(whole, cases={"annex-2": CASE, "annex-3": annex_3}),
        (),
    )
    assert tomllib.loads(toml_files(whole)["cases/annex-2.toml"]) == CASE
    place = read.cases["annex-2"].spot("units[u1].expect.points")
    assert str(place) == "so.xlsx, 'Đơn vị ví dụ'!J3"


BOUNDS = {"born": "dưới 1.5", "late": "over 1.500", "seen": "trên 24000", "word": "trên chuẩn"}


def test_bounds_stand_in_cells_with_the_decimal_comma(
    plain: SectorPlain, as_book: Callable[..., Any]
) -> None:
    case = {"source": "x", "units": [{"code": "u1", "figures": BOUNDS}]}
    whole = evolve(plain, cases={"a": case})
    book = as_book(whole)
    assert (
        "born = dưới 1,5\nlate = over 1,500\nseen = trên 24000\nword = trên chuẩn"
        in book.sheets["Đơn vị ví dụ"][2]
    )
    assert (book.read().plain, book.read().faults) == (whole, ())


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("dưới 1.500", "“1.500” may be 1500 or 1,500."),
        ("Trên 24.000", "“24.000” may be 24000 or 24,000."),
    ],
)
def test_a_bound_of_thousands_is_as_doubtful_as_a_plain_number(
    plain: SectorPlain, as_book: Callable[..., Any], written: str, fault: str
) -> None:
    case = {"source": "x", "units": [{"code": "u1", "figures": {"born": 1}}]}
    book = as_book(evolve(plain, cases={"a": case}))
    row = book.sheets["Đơn vị ví dụ"][2]
    row[row.index("born = 1")] = f"born = {written}"
    [found] = book.read().faults
    assert fault in found.what.en


def test_what_a_unit_must_not_get_is_written_in_words(
    plain: SectorPlain, as_book: Callable[..., Any]
) -> None:
    book = as_book(evolve(plain, cases={"annex-2": CASE}))
    sheet = "Đơn vị ví dụ"
    heads, second = book.sheets[sheet][1], book.sheets[sheet][3]
    shown = {head: value for head, value in zip(heads, second, strict=True) if value}
    assert (shown["expect_points"], shown["expect_rank"]) == ("không có", "không có")


def test_figures_beside_the_keys_of_a_unit_are_its_figures(
    plain: SectorPlain, as_book: Callable[..., Any]
) -> None:
    case = {"source": "x", "units": [{"code": "u1", "born": 5, "figures": {"late": 1}}]}
    read = as_book(evolve(plain, cases={"a": case})).read()
    assert read.plain.cases["a"]["units"] == [{"code": "u1", "figures": {"late": 1, "born": 5}}]


def test_a_value_without_a_column_is_refused_by_its_path(plain: SectorPlain) -> None:
    case = {"source": "x", "seed": 3, "units": [{"code": "u1", "expect": {"place": 1}}]}
    with pytest.raises(Refused) as refused:
        sheets_of(evolve(plain, cases={"a": case}))
    assert [(it.place, it.what.en) for it in refused.value.faults] == [
        ("cases/a.toml", "The workbook has no column for “seed”."),
        ("cases/a.toml, units[u1]", "The workbook has no column for “expect.place”."),
    ]


def test_a_value_of_the_sector_or_of_a_set_is_refused_by_its_file_or_its_set(
    plain: SectorPlain,
) -> None:
    sector, first = {**plain.sector, "seed": 3}, {**plain.criteria[0], "seed": 3}
    with pytest.raises(Refused) as refused:
        sheets_of(evolve(plain, sector=sector, criteria=(first, *plain.criteria[1:])))
    assert [it.place for it in refused.value.faults] == ["sector.toml", first["code"]]


words = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Co", "Cn")
    )
    | st.sampled_from([" ", "\n", '"', "=", "'", ";", "\\"]),
    min_size=1,
    max_size=12,
).map(lambda text: f"a{text}z")
texts = st.tuples(words, words).map(lambda pair: {"vi": pair[0], "en": pair[1]})
names = st.sampled_from(["actual", "target", "x y", 'a"b', "a=b", "a.b"])
expressions = st.sampled_from(["born", "born == 5", 'row("late")', "born if born >= 1 else 0"])
settings_of = st.sampled_from(["0.5", "-3", "full", "1.125"])
numbers = st.integers(-5, 2000) | st.sampled_from(["0.5", "-1.125", "1000.001"])


@st.composite
def sectors(draw: st.DrawFn) -> SectorPlain:
    """Plain values as records give them, whether or not they make sense together."""
    criterion = {
        "code": "c1",
        "title": draw(texts),
        "points": draw(numbers),
        "formula": draw(expressions),
        "inputs": draw(st.dictionaries(names, expressions, min_size=1, max_size=3)),
        "parameters": draw(st.dictionaries(names, settings_of, min_size=1, max_size=2)),
        "applies_to": draw(st.lists(words, min_size=1, max_size=3)),
        "reference": draw(words),
        "rows": [{"title": draw(texts), "deduct": draw(numbers), "when": draw(expressions)}],
    }
    steps = [[draw(numbers), draw(numbers)] for _ in range(2)]
    other = {"code": "c2", "points": draw(numbers), "interpolate": {"on": "born", "steps": steps}}
    criteria = {"code": "s", "title": draw(texts), "points": 5, "criteria": [criterion, other]}
    maintainers = draw(st.lists(words, min_size=1, max_size=3))
    return SectorPlain({"plugin": {"code": "p", "maintainers": maintainers}}, (criteria,))


@settings(deadline=None, max_examples=40)
@given(made=sectors())
def test_whatever_texts_a_sector_has_come_back(
    as_book: Callable[..., Any], made: SectorPlain
) -> None:
    import unicodedata

    def composed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: composed(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [composed(item) for item in value]
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value

    read = as_book(made).read()
    assert not read.faults
    assert composed([read.plain.sector, *read.plain.criteria]) == composed(
        [made.sector, *made.criteria]
    )
    assert tomllib.loads(toml_text(made.criteria[0])) == made.criteria[0]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_no_two_columns_of_a_sheet_are_called_alike(form: Any) -> None:
    from thidua.core.text.names import without_marks

    named: dict[str, str] = {}
    for column in form.columns:
        for name in (column.code, column.title.vi, column.title.en):
            assert named.setdefault(without_marks(name), column.code) == column.code, name
