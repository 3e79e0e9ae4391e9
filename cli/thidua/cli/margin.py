"""``thidua margin``: how far the next rank is either way, and what would turn the order."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.output import Column, format_option, show_notices, show_rows
from thidua.cli.place_options import cluster_option, layer_of, layer_option, period_option
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused

if TYPE_CHECKING:
    from thidua.core.scoring.margin import Margin
    from thidua.core.scoring.results import MemberScore
    from thidua.core.workspace.cases import OpenCluster

CSV = (
    Column("way", Text("Chiều", "Way")),
    Column("rank", Text("Hạng", "Rank")),
    Column("gap", Text("Khoảng cách", "Gap")),
    Column("criterion", Text("Tiêu chí", "Criterion")),
    Column("indicator", Text("Chỉ tiêu", "Indicator")),
    Column("judged", Text("Điểm chấm", "Judged")),
    Column("title", Text("Tên", "Title")),
    Column("measure", Text("Đơn vị tính", "Measure")),
    Column("step", Text("Bước", "Step")),
    Column("from", Text("Từ", "From")),
    Column("to", Text("Đến", "To")),
    Column("change", Text("Thay đổi", "Change")),
    Column("decided_by", Text("Phân định bằng", "Decided by")),
    Column("cause", Text("Vì sao không có", "Why none")),
    Column("words", Text("Bằng lời", "In words")),
)
TOP = Text("Không có hạng nào ở trên.", "No rank is above.")
BOTTOM = Text("Không có hạng nào ở dưới.", "No rank is below.")


@command(
    "Khoảng cách đến hạng trên, hạng dưới, và thay đổi nhỏ nhất làm đổi thứ tự.",
    "How far the next ranks are, and the smallest changes that turn the order.",
)
@click.argument("unit")
@cluster_option
@period_option
@layer_option
@option("--criterion", vi="Chỉ một tiêu chí.", en="One criterion only.", metavar="CODE")
@with_session
@format_option
def margin(
    session: Session,
    unit: str,
    cluster: str,
    period: str,
    layer: str | None,
    criterion: str | None,
    shape: str,
) -> None:
    from thidua.core.scoring.margin import margin_of
    from thidua.core.workspace.deciding import find_criterion
    from thidua.core.workspace.views.margin import margin_data

    shown = session.open_cluster(cluster, period)
    shown.member(unit)
    if criterion is not None:
        find_criterion(shown, unit, criterion)
    score = shown.score(layer_of(layer))
    found = margin_of(score, unit, criterion)
    if found is None:
        raise Refused((_unranked(shown, score.by_unit[unit]),))
    data = margin_data(shown, score, found, session.language)
    if shape == "table":
        _print(session, shown, found, data, criterion)
    else:
        rows = [
            {**change, "way": side["way"], "rank": side["rank"], "gap": side["gap"]}
            for side in data["sides"]
            for change in side["changes"]
        ]
        show_rows(rows, CSV, shape, data=data)


def _print(
    session: Session,
    shown: "OpenCluster",
    found: "Margin",
    data: dict[str, Any],
    criterion: str | None,
) -> None:
    """The answer as text that can be read aloud; of one criterion nothing is summed up."""
    from thidua.core.workspace.views.comparison import exact_words
    from thidua.core.workspace.views.margin_words import side_words
    from thidua.core.workspace.views.notices import notices_of
    from thidua.core.workspace.views.wording import PROVISIONAL

    total = exact_words(Fraction(data["total"]), session.language)
    head = f"{data['name']}: {total} "
    click.echo(head + say(Text(f"điểm, hạng {data['rank']}", f"points, rank {data['rank']}")))
    ways = {side["way"] for side in data["sides"]}
    if "up" not in ways:
        click.echo(say(TOP))
    for side, plain in zip(found.sides, data["sides"], strict=True):
        click.echo(say(side_words(shown, side)))
        in_full = [it for it in plain["changes"] if not it["cause"] or criterion is not None]
        for change in in_full:
            click.echo(f"  {change['title']}: {change['words']}")
        if criterion is None:
            _print_rest(plain["changes"])
    if "down" not in ways:
        click.echo(say(BOTTOM))
    provisional = (PROVISIONAL,) if data["provisional"] else ()
    show_notices((*notices_of(shown, illustrative=data["illustrative"]), *provisional))


def _print_rest(changes: list[dict[str, Any]]) -> None:
    """The criteria of which no change turns the order, in a line for each cause; a criterion of
    which some input does is not among them."""
    from thidua.core.workspace.views.margin_words import REST

    told = {change["criterion"] for change in changes if not change["cause"]}
    for cause, words in REST.items():
        codes = dict.fromkeys(
            change["criterion"]
            for change in changes
            if change["cause"] == cause.value and change["criterion"] not in told
        )
        told.update(codes)
        if known := [code for code in codes if code]:
            click.echo(f"  {say(words)}: {', '.join(known)}")


def _unranked(shown: "OpenCluster", row: "MemberScore") -> Fault:
    """A member without a rank has nothing to lose; why it has none."""
    from thidua.core.workspace.views.wording import STATUS_WORDS

    unit, status = row.member.unit, STATUS_WORDS[row.status]
    what = Text(
        f"“{unit}” chưa có thứ hạng ({status.vi}), nên không có khoảng cách để tính.",
        f"“{unit}” has no rank ({status.en}), so there is no distance to give.",
    )
    look = f"thidua explain {unit} --cluster {shown.cluster.code} --period {shown.period.code}"
    return Fault(what, remedy=Text(f"Xem lý do: {look}", f"See why: {look}"))
