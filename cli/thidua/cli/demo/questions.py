"""What people ask of a ranking: why these points, why this unit above that one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import say
from thidua.cli.demo.tables import add, line, show, table_of
from thidua.cli.session import Session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from rich.table import Table

MOST_LINES = 6
"""Lines of a comparison that are shown one by one, shared by its parts; the rest is added up."""
COLUMN, GAP = Text("Dòng điểm", "Line"), Text("Chênh lệch", "Gap")
TOTAL = Text("Tổng điểm", "Total")
ALIKE = Text("Các dòng bằng điểm nhau", "Lines of equal points")
WHOLE = Text("Cả cách tính điểm", "The scheme as a whole")
TITLE = Text("Vì sao hơn, kém nhau", "Why one stands above the other")
SIDES = ("first", "second", "gap")
PLACES = 4
Lines = Sequence[Mapping[str, Any]]


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
    """The largest differences of two units, the rest in one line: together exactly the gap."""
    from thidua.core.scoring.comparing import compare
    from thidua.core.workspace.views.comparison import comparison_data
    from thidua.core.workspace.views.wording import tie_key_words

    shown = session.open_cluster(cluster, period)
    found = compare(shown.score(), first, second)
    assert found is not None, "every member of the demonstration has a total"
    data = comparison_data(shown, found, session.language)
    one, other = data["first"]["name"], data["second"]["name"]
    columns = (COLUMN, Text(one, one), Text(other, other), GAP)
    table = table_of(say(TITLE), columns, right=(1, 2, 3))
    _add_lines(session, table, data, {part.code: part.title for part in shown.scheme.parts})
    show(table)
    if found.decided_by is not None:
        key = tie_key_words(found.decided_by)
        line(Text(f"Bằng điểm; phân định bằng: {key.vi}.", f"A tie; decided by: {key.en}."))
    words = f"thidua compare {first} {second} --cluster {cluster} --period {period}"
    line(Text(f"Xem đủ các dòng: {words}", f"Every line: {words}"), "dim")


def _add_lines(
    session: Session, table: "Table", data: dict[str, Any], parts: Mapping[str, Text]
) -> None:
    lines = data["lines"]
    if len(parts) == 1:
        _add_largest(session, table, lines, MOST_LINES)
    else:
        groups = {
            title: [it for it in lines if it["part"] == code] for code, title in parts.items()
        }
        groups[WHOLE] = [item for item in lines if item["part"] not in parts]
        for title, some in groups.items():
            _add_sum(session, table, title, some, "bold")
            _add_largest(session, table, some, MOST_LINES // len(parts))
    total = {side: data[side]["total"] for side in SIDES[:2]} | {"gap": data["gap"]}
    alike = {side: str(Fraction(total[side]) - _sum(lines, side)) for side in SIDES}
    add(table, [say(ALIKE), *_numbers(session, alike)], "dim")
    add(table, [say(TOTAL), *_numbers(session, total)], "bold")


def _add_largest(session: Session, table: "Table", lines: Lines, most: int) -> None:
    ordered = sorted(lines, key=lambda item: -abs(Fraction(item["gap"])))
    for item in ordered[:most]:
        add(table, [item["title"], *_numbers(session, item)], indent=2)
    if rest := ordered[most:]:
        words = Text(f"{len(rest)} dòng khác cộng lại", f"{len(rest)} other lines together")
        _add_sum(session, table, words, rest, indent=2)


def _add_sum(
    session: Session, table: "Table", title: Text, lines: Lines, style: str = "", indent: int = 0
) -> None:
    sums = {side: str(_sum(lines, side)) for side in SIDES}
    add(table, [say(title), *_numbers(session, sums)], style, indent)


def _sum(lines: Lines, side: str) -> Fraction:
    return sum((Fraction(item[side]) for item in lines), Fraction(0))


def _numbers(session: Session, item: Mapping[str, Any]) -> list[str]:
    """The numbers of a line, exact where they have an end; ``compare`` gives the fractions."""
    from thidua.core.exact.decimal_text import is_decimal
    from thidua.core.text.number_format import format_number

    values = [Fraction(item[side]) for side in SIDES]
    return [
        format_number(value, session.language)
        if is_decimal(value)
        else f"≈ {format_number(value, session.language, PLACES)}"
        for value in values
    ]


def ending(session: Session, files: int) -> None:
    """Where everything is, and what to try next."""
    folder = session.workspace.folder
    line(
        Text(
            f"Đã ghi {files} báo cáo tổng kết vào {folder / 'reports'}.",
            f"{files} summary reports are in {folder / 'reports'}.",
        )
    )
    line(Text("Thử tiếp:", "Try next:"))
    for words in (
        f"cd {folder}",
        "thidua rank can-tho-don-vi --period 2020",
        "thidua explain cai-lay-tnmt --cluster tien-giang-phong-tnmt --period 2022",
        "thidua report list",
    ):
        click.echo(f"  {say(Text(words, words))}")
