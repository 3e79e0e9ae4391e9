"""Schemes from plain values: the parts of a cluster's score and the rules over them."""

from fractions import Fraction

from thidua.core.model.code import folded, repeated
from thidua.core.model.plain_table import PlainTable
from thidua.core.model.plain_values import as_amount, as_cap, as_code, one_of
from thidua.core.model.scheme import Part, PartBonus, Scheme
from thidua.core.model.structuring.rules import read_rules
from thidua.core.text.bilingual import Text


def structure_scheme(table: PlainTable) -> Scheme:
    """The scheme as far as it can be read, with stand-ins where it cannot, each of them noted."""
    parts = tuple(_part(item) for item in table.need_tables("parts"))
    doubled = repeated(parts, lambda part: folded(part.code))
    for part in doubled:
        table.note(
            Text(f"Phần “{part.code}” bị lặp lại.", f"The part “{part.code}” stands twice."),
            "parts",
        )
    scheme = Scheme(
        code=table.read("code", as_code, ""),
        parts=parts if parts and not doubled else (_STAND_IN,),
        bonus_cap=table.read("bonus_cap", as_cap, None),
        **read_rules(table),
    )
    table.close()
    return scheme


_STAND_IN = Part(code="none", title=Text("?", "?"), criteria="none")


def _part(table: PlainTable) -> Part:
    code = table.code()
    criteria = table.read("criteria", as_code, None)
    by_sector = table.pairs("by_sector", as_code)
    _refuse_unclear_sets(table, by_sector)
    weight = table.read("weight", as_amount, None)
    if by_sector and not table.has("weight"):
        table.need("weight", as_amount, Fraction(0))
    part = Part(
        code=code,
        title=table.title("title", Text(code, code)),
        weight=Fraction(0) if weight is None and by_sector else weight,
        criteria=None if by_sector else criteria or "none",
        by_sector=tuple(by_sector.items()),
        bonus=table.read("bonus", one_of(PartBonus), PartBonus.ADDED),
    )
    table.close()
    return part


def _refuse_unclear_sets(table: PlainTable, by_sector: dict[str, str]) -> None:
    if table.has("criteria") == table.has("by_sector"):
        table.note(
            Text(
                "Mỗi phần cần đúng một trong “criteria” và “by_sector”.",
                "Each part needs exactly one of “criteria” and “by_sector”.",
            )
        )
    elif table.has("by_sector") and not by_sector:
        table.note(
            Text("Chưa nêu bảng điểm của ngành nào.", "No sector's criteria set is named."),
            "by_sector",
        )
