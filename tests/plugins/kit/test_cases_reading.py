"""Files of cases: what is wrong with one is said all at once, with file and line."""

from pathlib import Path

import pytest

from thidua.core.text.fault import Refused
from thidua.plugins.folder import Folder
from thidua.plugins.kit.cases.reading import read_case
from thidua.plugins.kit.cases.records import CaseFile
from thidua.plugins.kit.examining import Examined, examine
from thidua.plugins.kit.targets import in_folder

SECTOR = """
[plugin]
code = "forest"
title = { vi = "Lâm nghiệp", en = "Forestry" }
api_version = 1

[sector]
code = "forest"
title = { vi = "Lâm nghiệp", en = "Forestry" }
legal_basis = "Quyết định số 01/QĐ-SNN"
unit_kinds = [{ code = "office", title = { vi = "hạt", en = "office" } }]

[[indicators]]
code = "planted"
title = { vi = "Trồng rừng", en = "Planted" }
unit = { vi = "ha", en = "ha" }

[[indicators]]
code = "fires"
title = { vi = "Cháy rừng", en = "Fires" }
unit = { vi = "vụ", en = "fires" }
whole = true

[[indicators]]
code = "grade"
title = { vi = "Xếp loại", en = "Grade" }
unit = { vi = "mức", en = "grade" }
kind = "grade"
grades = ["weak", "good"]

[[indicators]]
code = "unused"
title = { vi = "Không dùng", en = "Unused" }
unit = { vi = "ha", en = "ha" }
"""
CRITERIA = """
code = "forest-2026"
title = { vi = "Bảng điểm", en = "Points" }
sector = "forest"
basis = "proposal"
points = 10
bands = [{ code = "all", title = { vi = "Tất cả", en = "All" } }]

[[sections]]
code = "A"
title = { vi = "A", en = "A" }
points = 10

[[criteria]]
code = "F-1"
section = "A"
title = { vi = "Trồng rừng", en = "Planting" }
points = 4
formula = "points * min(planted / planted.target, 1) - 0 * grade"

[[criteria]]
code = "F-2"
section = "A"
title = { vi = "Bảo vệ", en = "Protection" }
points = 6

[[criteria]]
code = "F-2.1"
parent = "F-2"
title = { vi = "Cháy", en = "Fires" }
points = 3
rows = [{ deduct = 1, per = "fires" }]

[[criteria]]
code = "F-2.2"
parent = "F-2"
title = { vi = "Chất lượng", en = "Quality" }
points = 3
judged = { from = 0, to = 3 }
"""
SECOND = CRITERIA.replace("forest-2026", "forest-2027").replace(
    "points = 10\nbands", "points = 10\nvalid_from = 2027-01-01\nbands"
)


def sector_in(root: Path, *, second: bool) -> Examined:
    (root / "cases").mkdir(parents=True)
    (root / "sector.toml").write_text(SECTOR, "utf-8")
    first = CRITERIA.replace("bands", "valid_to = 2026-12-31\nbands") if second else CRITERIA
    (root / "criteria-2026.toml").write_text(first, "utf-8")
    if second:
        (root / "criteria-2027.toml").write_text(SECOND, "utf-8")
    examined = examine(in_folder(root))
    assert examined.faults == ()
    return examined


@pytest.fixture(scope="module")
def one_set(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    return sector_in(tmp_path_factory.mktemp("reading") / "forest", second=False)


@pytest.fixture(scope="module")
def two_sets(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    return sector_in(tmp_path_factory.mktemp("reading-two") / "forest", second=True)


def read(examined: Examined, text: str) -> CaseFile:
    assert examined.root is not None
    (examined.root / "cases/a.toml").write_text(text, "utf-8")
    return read_case(Folder(examined.root), "cases/a.toml", examined)


def faults(examined: Examined, text: str) -> list[str]:
    """``12, units[u1].kind: It needs … Did you mean …``: line, path, what and remedy."""
    with pytest.raises(Refused) as refused:
        read(examined, text)
    start = "forest/cases/a.toml, dòng/line "
    assert all(it.place.startswith(start) for it in refused.value.faults)
    assert all(it.what.vi != it.what.en for it in refused.value.faults)
    return [it.in_language("en").removeprefix(start) for it in refused.value.faults]


def unit(*lines: str) -> str:
    return "\n".join(['source = "x"', "[[units]]", 'code = "u1"', *lines])


OK = "expect = { rank = 1 }"


def test_every_fault_is_said_at_once(one_set: Examined) -> None:
    text = unit(
        "planted = 0.5",
        '"planted.goal" = 1',
        "plantd = 1",
        'fires = "1.5"',
        'grade = "god"',
        'previous = { firs = 1, "planted.target" = 1 }',
        'standing = "supended"',
        'judged = { F-2 = 9, "F-2.1" = 1, F-3 = 1 }',
        'not_applicable = { "F-2.2" = "new", F-9 = "x" }',
        'expect = { points = "a", rank = 0, band = "al", status = "rankd", sections = { B = 1 },'
        ' criteria = { "F-2.3" = 1, F-1 = true }, score = 1 }',
    )
    found = faults(one_set, f'{text}\n[[units]]\ncode = "U1"\nkind = "ofice"\nodd = 1\n')
    assert found == [
        "10, units[u1].standing: “supended” is not one of the values used here. Did"
        " you mean “suspended”?",
        '4, units[u1].planted: The float 0.5 is inexact. Write it as text: "0.5".',
        "5, units[u1].planted.goal: After the dot stands one of target, baseline, previous.",
        "6, units[u1].plantd: The criteria set reads no indicator “plantd”. Did you"
        " mean “planted”?",
        "7, units[u1].fires: This indicator is a whole number, not below 0.",
        "8, units[u1].grade: “god” is not one of the grades. The grades: weak, good.",
        "9, units[u1].previous.firs: The criteria set reads no indicator “firs”."
        " Did you mean “fires”?",
        "9, units[u1].previous.planted.target: Only last period's results stand here.",
        "11, units[u1].judged.F-2.1: Criterion “F-2.1” is a part of “F-2”: write it there.",
        "11, units[u1].judged.F-3: There is no criterion “F-3”. Did you mean “F-2”?",
        "12, units[u1].not_applicable.F-2.2: Criterion “F-2.2” is a part of “F-2”: write it there.",
        "12, units[u1].not_applicable.F-9: There is no criterion “F-9”. Did you mean “F-2”?",
        '13, units[u1].expect.points: “a” is not a number. Write digits, such as 5 or "0.5".',
        "13, units[u1].expect.rank: Ranks begin at 1.",
        "13, units[u1].expect.band: There is no band “al”. Did you mean “all”?",
        "13, units[u1].expect.status: “rankd” is not one of the values used here."
        " Did you mean “ranked”?",
        "13, units[u1].expect.sections.B: There is no section “B”.",
        "13, units[u1].expect.criteria.F-2.3: There is no criterion “F-2.3”. Did you mean “F-2.2”?",
        "13, units[u1].expect.criteria.F-1: Expected a number, but found a boolean (true).",
        "13, units[u1].expect.score: There is no key “score” here. Known here:"
        " points, rank, band, status, sections, criteria.",
        "11, units[u1].judged.F-2: 9 points are outside criterion “F-2” (0 to 6).",
        "14, units[U1].expect: The key “expect” is missing.",
        "16, units[U1].kind: It needs a kind, one of office. Did you mean “office”?",
        "17, units[U1].odd: The criteria set reads no indicator “odd”.",
        "2, units: The code “U1” stands twice.",
    ]


def test_a_name_with_a_dot_is_to_stand_in_quotes(one_set: Examined) -> None:
    assert faults(one_set, unit("planted.target = 5", OK)) == [
        "4, units[u1].planted: Expected a figure, but found a table."
        ' Put the name in quotes: "planted.target".'
    ]


def test_source_and_units_are_needed(one_set: Examined) -> None:
    assert faults(one_set, "unit = 1") == [
        "1, source: The key “source” is missing.",
        "1, units: The key “units” is missing.",
        "1, unit: There is no key “unit” here. Did you mean “units”?",
    ]


def test_a_unit_is_a_table(one_set: Examined) -> None:
    assert faults(one_set, 'source = "x"\nunits = [1]') == [
        "2, units[1]: Expected a table, but found an integer."
    ]


def test_the_set_is_named_where_there_are_several(two_sets: Examined) -> None:
    assert faults(two_sets, unit(OK)) == [
        "1, criteria: The key “criteria” is needed: the sound sets of the sector are"
        " forest-2026, forest-2027."
    ]
    assert faults(two_sets, 'criteria = "forest-2025"\n' + unit(OK)) == [
        "1, criteria: There is no sound criteria set “forest-2025”. Did you mean “forest-2027”?"
    ]
    case = read(two_sets, 'criteria = "forest-2027"\n' + unit("planted = 1", OK))
    assert case.criteria == "forest-2027"


def test_a_kind_may_be_left_out_where_no_criterion_asks_for_it(one_set: Examined) -> None:
    assert read(one_set, unit(OK)).units[0].kind == ""
    assert read(one_set, unit('kind = "office"', OK)).units[0].kind == "office"


@pytest.mark.parametrize("word", ["over", "trên", "HƠN"])
def test_bounds_in_both_languages(one_set: Examined, word: str) -> None:
    (figure,) = read(one_set, unit(f'planted = "{word} 5.5"', OK)).units[0].figures.values()
    assert (figure.bound.value, str(figure.value)) == ("over", "11/2")


def test_an_empty_expectation_is_allowed_where_it_stands(one_set: Examined) -> None:
    assert read(one_set, unit("expect = {}")).units[0].expected == ()
