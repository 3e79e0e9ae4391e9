"""A sector under a code of its own, to stand beside the one that it was made from."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from thidua.core.workspace.sector_sheets.sector_plain import PlainTable, SectorPlain


def under(plain: SectorPlain, code: str) -> SectorPlain:
    """The plain values with another code for plugin, sector and criteria sets; indicators,
    formulas and checks keep theirs, since they are the same in both."""
    old = str(_table(plain.sector, "sector").get("code", ""))
    sector = {
        key: {**value, "code": code} if key in ("plugin", "sector") else value
        for key, value in plain.sector.items()
    }
    return evolve(
        plain,
        sector=sector,
        criteria=tuple(_set_under(criteria, old, code) for criteria in plain.criteria),
        cases=cases_under(plain.cases, [str(it.get("code")) for it in plain.criteria], old, code),
    )


def set_code_under(code: str, old: str, new: str) -> str:
    """``labour-social-2026`` as that of the sector ``hb``: ``hb-2026``."""
    rest = code.removeprefix(f"{old}-") if old else code
    return f"{new}-{rest}"


def cases_under(
    cases: Mapping[str, PlainTable], sets: Iterable[str], old: str, new: str
) -> dict[str, PlainTable]:
    """Worked cases that name the criteria sets of the sector by their new codes."""
    own = {code: set_code_under(code, old, new) for code in sets}
    return {
        name: {**case, "criteria": own[case["criteria"]]} if case.get("criteria") in own else case
        for name, case in cases.items()
    }


def _set_under(criteria: PlainTable, old: str, new: str) -> PlainTable:
    named = {**criteria, "code": set_code_under(str(criteria.get("code", "")), old, new)}
    return named | {"sector": new} if criteria.get("sector") == old else named


def _table(plain: PlainTable, key: str) -> Mapping[str, Any]:
    value = plain.get(key)
    return value if isinstance(value, Mapping) else {}
