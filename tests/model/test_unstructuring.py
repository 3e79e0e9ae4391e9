"""Records given back as the plain values that they were read from."""

from fractions import Fraction
from pathlib import Path

import pytest

import thidua.cli
from thidua.core.model.formulas import Formula
from thidua.core.model.sector_file import SectorFile
from thidua.core.model.structuring import read_criteria_set, read_sector
from thidua.core.model.unstructuring import unstructure_criteria_set, unstructure_sector
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.plugins import Folder

TIEN_GIANG = Path(thidua.cli.__file__).parent / "demo" / "data" / "tien_giang"
LABOUR = Folder("thidua.sectors.labour_social")
TRADE = Folder("thidua.sectors.industry_trade")
STANDARD = Folder("thidua.standard")
SETS = (
    (LABOUR, "criteria-2026.toml"),
    (TRADE, "criteria-2026.toml"),
    (STANDARD, "criteria-common-2026.toml"),
    (Folder(TIEN_GIANG), "criteria-2022-practice.toml"),
    (Folder(TIEN_GIANG), "criteria-2023-text.toml"),
)
SECTORS = (
    (LABOUR, "sector.toml"),
    (TRADE, "sector.toml"),
    (STANDARD, "formulas.toml"),
    (STANDARD, "indicators.toml"),
    (STANDARD, "checks.toml"),
    (Folder(TIEN_GIANG), "sector.toml"),
)


@pytest.mark.parametrize(("folder", "file"), SETS)
def test_a_criteria_set_is_read_again_as_it_was(folder: Folder, file: str) -> None:
    known = folder.criteria_set(file)
    assert read_criteria_set(unstructure_criteria_set(known)) == known


@pytest.mark.parametrize(("folder", "file"), SECTORS)
def test_a_sector_is_read_again_as_it_was(folder: Folder, file: str) -> None:
    known = folder.sector_file(file)
    assert read_sector(unstructure_sector(known)) == known


def test_what_a_default_says_is_left_out() -> None:
    known = LABOUR.criteria_set("criteria-2026.toml")
    plain = unstructure_criteria_set(known)
    assert plain["points"] == 950 and "deductions_cap" not in plain
    assert all(None not in item.values() for item in plain["criteria"])


def test_a_python_formula_has_no_plain_values() -> None:
    def doubled(given: object) -> Fraction:
        return Fraction(2)

    formula = Formula(
        "doubled",
        Text("Gấp đôi", "Doubled"),
        Text("Luôn là 2", "Always 2"),
        inputs=(),
        function=doubled,
        places=0,
    )
    with pytest.raises(Refused) as caught:
        unstructure_sector(SectorFile(formulas=(formula,)))
    assert caught.value.faults[0].place == "formulas[doubled]"
