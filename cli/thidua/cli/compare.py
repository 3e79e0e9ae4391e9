"""``thidua compare``: why one unit stands above another."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import Misused, command, say
from thidua.cli.output import Column, format_option, show_notices, show_rows
from thidua.cli.place_options import cluster_option, layer_of, layer_option, period_option
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused

if TYPE_CHECKING:
    from thidua.core.scoring.comparing import Comparison
    from thidua.core.scoring.results import ClusterScore, MemberScore
    from thidua.core.workspace.cases import OpenCluster


@command("So sánh hai đơn vị, từng dòng điểm.", "Compare two units, line by line.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@cluster_option
@period_option
@layer_option
@with_session
@format_option
def compare(
    session: Session,
    first: str,
    second: str,
    cluster: str,
    period: str,
    layer: str | None,
    shape: str,
) -> None:
    from thidua.core.workspace.views.comparison import comparison_data
    from thidua.core.workspace.views.notices import notices_of

    if first == second:
        raise Misused(Fault(Text("cần hai đơn vị khác nhau.", "two different units are needed.")))
    shown = session.open_cluster(cluster, period)
    for unit in (first, second):
        shown.member(unit)
    found = _compared(shown.score(layer_of(layer)), first, second)
    data = comparison_data(shown, found, session.language)
    rows = [*data["lines"], _sum_row(data)]
    if shape == "table":
        rows = [{**row, **_numbers(session, row)} for row in rows]
    show_rows(rows, _columns(data), shape, say(Text("Chênh lệch điểm", "Difference")), data)
    if shape == "table":
        show_notices(notices_of(shown, illustrative=data["illustrative"]))
        _show_deciding(shown, found)


def _show_deciding(shown: "OpenCluster", found: "Comparison") -> None:
    from thidua.core.workspace.views.wording import tie_key_words

    if found.decided_by is not None:
        words = tie_key_words(found.decided_by, shown.indicators)
        decided = Text(f"Bằng điểm; phân định bằng: {words.vi}.", f"A tie; decided by: {words.en}.")
        click.echo(say(decided))


def _compared(score: "ClusterScore", first: str, second: str) -> "Comparison":
    from thidua.core.scoring.comparing import compare as compare_units

    found = compare_units(score, first, second)
    if found is None:
        rows = [score.by_unit[unit] for unit in (first, second)]
        raise Refused(tuple(_unranked(row) for row in rows if row.rank is None))
    return found


def _unranked(row: "MemberScore") -> Fault:
    from thidua.core.workspace.views.wording import STATUS_WORDS

    unit, status = row.member.unit, STATUS_WORDS[row.status]
    what = Text(
        f"“{unit}” chưa có tổng điểm và thứ hạng để so sánh ({status.vi}).",
        f"“{unit}” has no total and rank to compare ({status.en}).",
    )
    remedy = f"thidua explain {unit} --cluster … --period …"
    return Fault(what, remedy=Text(f"Xem: {remedy}", f"See: {remedy}"))


def _columns(data: dict[str, Any]) -> tuple[Column, ...]:
    first, second = data["first"]["name"], data["second"]["name"]
    return (
        Column("title", Text("Dòng điểm", "Line")),
        Column("first", Text(first, first), right=True),
        Column("second", Text(second, second), right=True),
        Column("gap", Text("Chênh lệch", "Gap"), right=True),
    )


def _sum_row(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": say(Text("Tổng điểm", "Total")),
        "first": data["first"]["total"],
        "second": data["second"]["total"],
        "gap": data["gap"],
    }


def _numbers(session: Session, row: dict[str, Any]) -> dict[str, str]:
    from thidua.core.workspace.views.comparison import exact_words

    return {
        key: "-"
        if row.get("absent_from") == key
        else exact_words(Fraction(row[key]), session.language)
        for key in ("first", "second", "gap")
    }
