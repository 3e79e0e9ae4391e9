"""What people ask of a ranking: why these points, why this unit above that one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import say
from thidua.cli.demo.tables import WARNING, add, line, show, table_of
from thidua.cli.session import Session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from rich.table import Table

    from thidua.core.model.scheme import Part
    from thidua.core.scoring.comparing import Comparison
    from thidua.core.scoring.tally import Tally

MOST_LINES = 6
"""Lines of a comparison that are shown one by one, shared by its parts; the rest is added up."""
COLUMN, GAP = Text("Dòng điểm", "Line"), Text("Chênh lệch", "Gap")
TOTAL = Text("Tổng điểm", "Total")
ALIKE = Text("Các dòng bằng điểm nhau", "Lines of equal points")
WHOLE = Text("Cả cách tính điểm", "The scheme as a whole")
TITLE = Text("Vì sao hơn, kém nhau", "Why one stands above the other")
SIDES = ("first", "second")
PLACES = 4
Lines = Sequence[Mapping[str, Any]]
Sides = tuple[Fraction, Fraction]
"""The points of the first unit and of the second."""


def ask(session: Session, words: str) -> None:
    """Run one command in the demonstration's workspace, after showing how it is typed."""
    from thidua.cli.main import thidua

    line(Text(f"$ thidua {words}", f"$ thidua {words}"), "bold")
    context = click.get_current_context()
    folder = str(session.workspace.folder)
    name, *rest = words.split()
    command: Any = thidua.get_command(context, name)
    with command.make_context(name, [*rest, "-w", folder], parent=context) as asked:
        command.invoke(asked)
    click.echo()


def show_comparison(session: Session, cluster: str, period: str, first: str, second: str) -> None:
    """The largest differences of two units part by part, the rest added up: together the totals."""
    from thidua.core.scoring.comparing import compare
    from thidua.core.workspace.views.comparison import comparison_data
    from thidua.core.workspace.views.notices import notices_of
    from thidua.core.workspace.views.wording import tie_key_words

    shown = session.open_cluster(cluster, period)
    found = compare(shown.score(), first, second)
    assert found is not None, "every member of the demonstration has a total"
    data = comparison_data(shown, found, session.language)
    one, other = data["first"]["name"], data["second"]["name"]
    columns = (COLUMN, Text(one, one), Text(other, other), GAP)
    table = table_of(say(TITLE), columns, right=(1, 2, 3))
    _add_lines(session, table, data, _groups(shown.scheme.parts, found))
    show(table)
    for notice in notices_of(shown, illustrative=data["illustrative"]):
        line(Text(f"! {notice.vi}", f"! {notice.en}"), WARNING)
    if found.decided_by is not None:
        key = tie_key_words(found.decided_by, shown.indicators)
        line(Text(f"Bằng điểm; phân định bằng: {key.vi}.", f"A tie; decided by: {key.en}."))
    words = f"thidua compare {first} {second} --cluster {cluster} --period {period}"
    line(Text(f"Xem đủ các dòng: {words}", f"Every line: {words}"), "dim")


def _groups(parts: "Sequence[Part]", found: "Comparison") -> list[tuple[str, Text, Sides]]:
    """The parts with the points that both units have in them, and what lies outside any part."""
    rows = (found.first, found.second)
    if len(parts) == 1:
        return [("", TOTAL, (rows[0].points or Fraction(0), rows[1].points or Fraction(0)))]
    known = [{part.part.code: part.tally for part in row.total.parts} for row in rows if row.total]
    groups = [(part.code, part.title, _of_part(known, part.code)) for part in parts]
    rest = [
        (row.points or Fraction(0)) - sum(sides[place] for _, _, sides in groups)
        for place, row in enumerate(rows)
    ]
    return [*groups, ("", WHOLE, (rest[0], rest[1]))] if any(rest) else groups


def _of_part(known: "Sequence[Mapping[str, Tally | None]]", code: str) -> Sides:
    first, second = (tallies[code] for tallies in known)
    assert first is not None and second is not None, "members with a total have every part"
    return first.points, second.points


def _add_lines(
    session: Session,
    table: "Table",
    data: dict[str, Any],
    groups: Sequence[tuple[str, Text, Sides]],
) -> None:
    """Each part with its whole points, its largest differences and the rest of it."""
    for code, title, sides in groups:
        if len(groups) > 1:
            add(table, [say(title), *_numbers(session, sides)], "bold")
        known = {other for other, _, _ in groups}
        lines = [it for it in data["lines"] if (it["part"] if it["part"] in known else "") == code]
        _add_largest(session, table, lines, sides, MOST_LINES // len(groups))
    total = (Fraction(data["first"]["total"]), Fraction(data["second"]["total"]))
    add(table, [say(TOTAL), *_numbers(session, total)], "bold")


def _add_largest(session: Session, table: "Table", lines: Lines, sides: Sides, most: int) -> None:
    """The largest differences, and in two lines all others: together the points of the sides."""
    ordered = sorted(lines, key=lambda item: -abs(Fraction(item["gap"])))
    for item in ordered[:most]:
        cells = _numbers(session, (Fraction(item["first"]), Fraction(item["second"])))
        if item["absent_from"]:
            cells[SIDES.index(item["absent_from"])] = "-"
        add(table, [item["title"], *cells], indent=2)
    if rest := ordered[most:]:
        words = Text(f"{len(rest)} dòng khác cộng lại", f"{len(rest)} other lines together")
        add(table, [say(words), *_numbers(session, _sums(rest))], indent=2)
    alike = sides[0] - _sums(lines)[0]
    if alike:
        add(table, [say(ALIKE), *_numbers(session, (alike, alike))], "dim", indent=2)


def _sums(lines: Lines) -> Sides:
    first, second = (sum((Fraction(it[side]) for it in lines), Fraction(0)) for side in SIDES)
    return first, second


def _numbers(session: Session, sides: Sides) -> list[str]:
    """Both numbers and their gap, exact where they have an end; ``compare`` gives fractions."""
    from thidua.core.exact.decimal_text import is_decimal
    from thidua.core.text.number_format import format_number

    return [
        format_number(value, session.language)
        if is_decimal(value)
        else f"≈ {format_number(value, session.language, PLACES)}"
        for value in (*sides, sides[0] - sides[1])
    ]


def ending(session: Session) -> None:
    """What to try next."""
    folder = session.workspace.folder
    line(Text("Thử tiếp:", "Try next:"))
    for words in (
        f"cd {folder}",
        "thidua rank can-tho-don-vi --period 2020",
        "thidua explain cai-lay-tnmt --cluster tien-giang-phong-tnmt --period 2022",
        "thidua margin can-tho-thoi-lai --cluster can-tho-quan-huyen --period 2020",
        "thidua robust can-tho-quan-huyen --period 2020",
        "thidua report list",
    ):
        click.echo(f"  {say(Text(words, words))}")
