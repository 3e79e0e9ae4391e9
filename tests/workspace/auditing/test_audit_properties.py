"""Whatever adds up yields no finding; one changed figure yields those that involve it."""

from fractions import Fraction

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.workspace.auditing import audit_tables
from thidua.core.workspace.auditing.findings import Finding, Kind
from thidua.core.workspace.readers import Cell, CellValue, Row, Table, cell_address
from thidua.core.workspace.report_data import Verdict

NUMERALS = ("I", "II", "III", "IV", "V")
HEADING = ("TT", "Nội dung", "Điểm tối đa", "Tự chấm", "Kế hoạch", "Kết quả", "Tỷ lệ (%)")
FIGURES = range(2, 6)
Values = tuple[Fraction, ...]


@frozen
class Item:
    """A row of a generated sheet with its figures: maximum, given, plan, result, percent."""

    code: str
    values: Values
    above: int | None = None


@st.composite
def sheets(draw: st.DrawFn) -> list[Item]:
    """A sheet of two levels with a total row, all of it right; points in steps of a quarter."""
    items: list[Item] = []
    for numeral in NUMERALS[: draw(st.integers(1, 4))]:
        place = len(items)
        count = draw(st.integers(1, 4))
        leaves = [leaf(draw, f"{number}", place) for number in range(1, count + 1)]
        items.append(Item(numeral, summed([item.values for item in leaves])))
        items.extend(leaves)
    total = summed([item.values for item in items if item.above is None])
    return [*items, Item("", total)]


def leaf(draw: st.DrawFn, code: str, above: int) -> Item:
    """A criterion: what is given is no more than its maximum."""
    given_points = Fraction(draw(st.integers(0, 80)), 4)
    most = given_points + Fraction(draw(st.integers(0, 8)), 4)
    plan, result = draw(st.integers(1, 900)), draw(st.integers(0, 900))
    return Item(code, with_share((most, given_points, Fraction(plan), Fraction(result))), above)


def with_share(values: Values) -> Values:
    """Result of plan in percent, printed to one place, half up."""
    share = values[3] * 1000 / values[2]
    return (*values[:4], Fraction((2 * share.numerator + share.denominator)
                                  // (2 * share.denominator), 10))  # fmt: skip


def summed(rows: list[Values]) -> Values:
    sums = [sum((row[place] for row in rows), Fraction(0)) for place in range(4)]
    return with_share(tuple(sums))


def table(items: list[Item]) -> Table:
    rows: list[tuple[CellValue, ...]] = [HEADING]
    for item in items:
        label = f"Tiêu chí {item.code}" if item.code else "Tổng cộng"
        rows.append((item.code or None, label, *item.values))
    return Table(
        "Bảng",
        tuple(
            Row(
                number,
                tuple(Cell(value, cell_address(column, number))
                      for column, value in enumerate(row)),
            )
            for number, row in enumerate(rows, start=1)
        ),
    )  # fmt: skip


def findings(items: list[Item]) -> tuple[Finding, ...]:
    return audit_tables("bang.xlsx", (table(items),)).findings


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_a_consistent_sheet_yields_nothing_wrong(items: list[Item]) -> None:
    found = findings(items)
    assert {item.verdict for item in found} == {Verdict.AGREES}
    shares = sum(bool(item.values[2]) for item in items)
    assert sum(item.kind is Kind.SHARE for item in found) == shares
    assert {item.place for item in found if item.kind is Kind.TOTAL} == {
        cell_address(column, len(items) + 1) for column in FIGURES
    }


@settings(max_examples=80, deadline=None)
@given(sheets(), st.data())
def test_one_raised_figure_yields_all_the_sums_that_it_stands_in(
    items: list[Item], data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(items) - 1))
    column = data.draw(st.sampled_from((0, 1)))
    by = Fraction(data.draw(st.integers(1, 40)), 4)
    values = list(items[row].values)
    values[column] += by if column else -by
    changed = [*items]
    changed[row] = evolve(items[row], values=tuple(values))
    address = cell_address(column + 2, row + 2)

    found = findings(changed)
    adding = [item for item in found if item.kind in (Kind.GROUP, Kind.TOTAL)]
    involved = {item.place for item in adding if address in (item.place, *item.parts)}
    wrong = [item for item in found if item.verdict is Verdict.DISAGREES]
    sums = [item for item in wrong if item.kind in (Kind.GROUP, Kind.TOTAL)]
    assert {item.place for item in sums} == involved
    assert involved
    assert all(abs(item.difference or 0) == by for item in sums)
    ceilings = [item for item in wrong if item.kind is Kind.CEILING]
    assert all(address in (item.place, *item.parts) for item in ceilings)
    assert len(sums) + len(ceilings) == len(wrong)


@settings(max_examples=60, deadline=None)
@given(sheets(), st.data())
def test_one_wrong_percentage_is_the_only_one_found(items: list[Item], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(items) - 1))
    by = Fraction(data.draw(st.integers(1, 50)), 10)
    changed = [*items]
    changed[row] = evolve(items[row], values=(*items[row].values[:4], items[row].values[4] + by))
    wrong = [item for item in findings(changed) if item.verdict is Verdict.DISAGREES]
    assert [item.place for item in wrong] == [cell_address(6, row + 2)]
