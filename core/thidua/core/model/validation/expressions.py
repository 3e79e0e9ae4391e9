"""The expressions of a set that is read alone: they parse, and name rows that exist."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from thidua.core.formula.parsing import Names
from thidua.core.formula.tree import LabelKind, Labelled, Node
from thidua.core.formula.walking import has_aggregate, names_read
from thidua.core.model.criteria import (
    BandTable,
    CombineKind,
    CriteriaSet,
    Criterion,
    FormulaBase,
    Interpolation,
    Row,
    TieKeyKind,
)
from thidua.core.model.expressions import NOTHING, labels, read_condition, read_number
from thidua.core.model.places import (
    alternative_places,
    criterion_places,
    gate_places,
    row_places,
    within,
)
from thidua.core.model.plain_table import Faults
from thidua.core.model.validation.branches import branches
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

_CODE_WITH_HYPHEN = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)+")


def is_like_a_formula_code(text: str) -> bool:
    """Whether a ``formula`` is written as a code, ``ratio-capped``; also ``a-b`` without spaces."""
    return _CODE_WITH_HYPHEN.fullmatch(text) is not None


def row_stand_ins(source: CriteriaSet) -> dict[str, Node]:
    """A node for each row that has a code, so that a tree shows which rows it reads."""
    rows = (row for criterion in source.criteria for row in criterion.rows)
    return {row.code: Labelled(LabelKind.ROW, row.code, NOTHING) for row in rows if row.code}


@frozen
class ReadRow:
    """A row with the codes of the rows that its expressions read."""

    place: str
    criterion: Criterion
    row: Row
    reads: frozenset[str]


def read_rows(source: CriteriaSet, faults: Faults) -> tuple[ReadRow, ...]:
    """Parse the expressions of every row."""
    stand_ins = row_stand_ins(source)
    return tuple(
        ReadRow(at, criterion, row, frozenset(_rows_read(at, criterion, row, stand_ins, faults)))
        for place, criterion in criterion_places(source)
        for at, row in row_places(place, criterion)
    )


def _rows_read(
    place: str, criterion: Criterion, row: Row, rows: Mapping[str, Node], faults: Faults
) -> Iterator[str]:
    names = Names(rows=rows, points=criterion.points)
    for at, case in alternative_places(place, row):
        if case.when is not None:
            condition = read_condition(case.when, within(at, "when"), names, faults)
            yield from labels(condition, LabelKind.ROW)
        if case.per is not None:
            yield from labels(
                read_number(case.per, within(at, "per"), names, faults), LabelKind.ROW
            )


def expression_faults(source: CriteriaSet) -> Iterator[Fault]:
    """What is wrong with the expressions outside rows: gates, bases, combines, tie keys."""
    faults: Faults = []
    rows = row_stand_ins(source)
    for place, criterion in criterion_places(source):
        _read_gates(place, criterion, rows, faults)
        _read_base(place, criterion, rows, faults)
    _read_combines(source, faults)
    _read_tie_keys(source, faults)
    yield from faults


def _read_gates(place: str, criterion: Criterion, rows: Mapping[str, Node], faults: Faults) -> None:
    for at, gate in gate_places(place, criterion):
        names = Names(rows=rows)
        node = read_condition(gate.condition, within(at, "gate"), names, faults)
        if has_aggregate(node) or any(labels(node, LabelKind.ROW)):
            faults.append(
                Fault(
                    Text(
                        "Điều kiện loại (gate) chỉ được xét số liệu của chính đơn vị, không xét cả"
                        " cụm và không xét dòng điểm khác.",
                        "A gate looks at the unit's own figures only, neither at the cluster nor at"
                        " other rows.",
                    ),
                    within(at, "gate"),
                )
            )


def _read_base(place: str, criterion: Criterion, rows: Mapping[str, Node], faults: Faults) -> None:
    names = Names(rows=rows, points=criterion.points)
    match criterion.base:
        case BandTable(on=on):
            read_number(on, f"{place}.bands.on", names, faults)
        case Interpolation(on=on):
            read_number(on, f"{place}.interpolate.on", names, faults)
        case FormulaBase() as base:
            _read_formula(place, base, names, faults)


def _read_formula(place: str, base: FormulaBase, names: Names, faults: Faults) -> None:
    aliases: dict[str, Node] = {}
    for alias, source in base.inputs:
        node = read_number(source, f"{place}.inputs.{alias}", names, faults)
        aliases[alias] = Labelled(LabelKind.INPUT, alias, node)
    if not is_like_a_formula_code(base.formula):
        inside = Names(aliases=aliases, rows=names.rows, points=names.points)
        read_number(base.formula, f"{place}.formula", inside, faults)


def _read_combines(source: CriteriaSet, faults: Faults) -> None:
    for branch in branches(source):
        if branch.combine.kind is not CombineKind.EXPRESSION:
            continue
        place = within(branch.place, "combine")
        codes = [item.code for _, item in branch.children]
        read_combine_expression(branch.combine.expression, place, codes, branch.points, faults)


def read_combine_expression(
    source: str, place: str, children: list[str], points: Fraction, faults: Faults
) -> Node:
    """The tree of a section's ``combine``, which reads its children and nothing else."""
    node = read_number(source, place, Names(children=children, points=points), faults)
    for name in sorted({name.indicator for name in names_read(node)}):
        faults.append(
            Fault(
                Text(
                    f"Cách gộp điểm chỉ đọc các mục con, không đọc chỉ tiêu “{name}”.",
                    f"A combine reads its children only, not the indicator “{name}”.",
                ),
                place,
                Text('Viết child("MÃ").', 'Write child("CODE").'),
            )
        )
    if has_aggregate(node):
        faults.append(
            Fault(
                Text(
                    "Cách gộp điểm chỉ đọc các mục con của chính đơn vị, không xét cả cụm.",
                    "A combine reads the unit's own children only, not the cluster.",
                ),
                place,
            )
        )
    return node


def _read_tie_keys(source: CriteriaSet, faults: Faults) -> None:
    for position, key in enumerate(source.tie_breakers, start=1):
        if key.kind is TieKeyKind.FORMULA:
            read_number(key.code, f"tie_breakers[{position}]", Names(), faults)
