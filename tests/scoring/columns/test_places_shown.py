"""To how many decimals each column of points is shown: as declared, else to two."""

from collections.abc import Callable

import pytest

from thidua.core.model.compiled import CompiledSet
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_scheme
from thidua.core.scoring.columns.layout import Layout, layout_of
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.tally import Level

Compile = Callable[[str], CompiledSet]

TABLE = """
code = "%s"
points = 20
rounding = { %s }
sections = [ { code = "S", points = 20 } ]
[[criteria]]
code = "P"
points = 10
section = "S"
[[criteria]]
code = "P.1"
parent = "P"
points = 10
[[criteria]]
code = "Q"
points = 10
section = "S"
"""


def by_code(layout: Layout) -> dict[str, int]:
    return {code: places for (_, _, code), places in layout.places.items()}


@pytest.mark.parametrize(
    ("rounding", "criterion", "section", "part", "total"),
    [
        ("", 2, 2, 2, 2),
        ("criterion = 4", 4, 4, 2, 2),
        ("criterion = 0", 0, 0, 2, 2),
        ("section = 3", 2, 3, 2, 2),
        ("criterion = 4, section = 1", 4, 1, 2, 2),
        ("part = 3", 2, 2, 3, 2),
        ("total = 0", 2, 2, 2, 0),
    ],
)
def test_a_section_is_shown_as_its_criteria_unless_it_is_rounded_itself(
    compile_table: Compile, rounding: str, criterion: int, section: int, part: int, total: int
) -> None:
    compiled = compile_table(TABLE % ("table", rounding))
    layout = layout_of(Rules(Scheme.plain(compiled.source), {"table": compiled}))
    assert layout.places == {
        ("table", Level.CRITERION, "P"): criterion,
        ("table", Level.CRITERION, "Q"): criterion,
        ("table", Level.SECTION, "S"): section,
        ("table", Level.PART, "table"): part,
    }
    assert (layout.total, layout.deductions) == (total, 2)


def test_sets_of_one_part_share_their_columns_at_the_most_places_of_any(
    compile_table: Compile,
) -> None:
    scheme = read_scheme(
        {
            "code": "bloc",
            "parts": [
                {
                    "code": "own",
                    "weight": 40,
                    "by_sector": {"one": "x", "two": "y", "three": "z"},
                }
            ],
        }
    )
    roundings = {"x": "criterion = 3", "y": "section = 4", "z": "criterion = 0"}
    sets = {code: compile_table(TABLE % (code, one)) for code, one in roundings.items()}
    shown = by_code(layout_of(Rules(scheme, sets)))
    assert shown == {"P": 3, "Q": 3, "S": 4, "own": 2}


def test_the_rounding_of_the_scheme_goes_before_that_of_a_set(compile_table: Compile) -> None:
    scheme = read_scheme(
        {
            "code": "bloc",
            "rounding": {"criterion": 1, "part": 3},
            "parts": [{"code": "all", "criteria": "x"}],
        }
    )
    compiled = compile_table(TABLE % ("x", "criterion = 4, section = 5"))
    shown = by_code(layout_of(Rules(scheme, {"x": compiled})))
    assert shown == {"P": 1, "Q": 1, "S": 5, "all": 3}
