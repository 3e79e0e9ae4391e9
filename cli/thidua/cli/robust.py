"""``thidua robust``: how safe the ranks of a cluster are."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import command, language, option, say
from thidua.cli.output import Column, format_option, show_notices, show_rows, show_table
from thidua.cli.place_options import layer_of, layer_option, period_option
from thidua.cli.rank import heading
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

if TYPE_CHECKING:
    from thidua.core.scoring.robustness import Robustness
    from thidua.core.workspace.cases import OpenCluster

MEMBERS = (
    Column("rank", Text("Hạng", "Rank"), right=True),
    Column("name", Text("Đơn vị", "Unit")),
    Column("total_text", Text("Tổng điểm", "Total"), right=True),
    Column("gap_text", Text("Hơn hạng sau", "Ahead of the next by"), right=True),
    Column("range", Text("Hạng có thể", "Possible ranks"), right=True),
)
CSV = (
    MEMBERS[0],
    Column("unit", Text("Mã", "Code")),
    MEMBERS[1],
    Column("total", MEMBERS[2].title),
    Column("gap", MEMBERS[3].title),
    Column("best", Text("Hạng cao nhất", "Best rank")),
    Column("worst", Text("Hạng thấp nhất", "Worst rank")),
)
NARROW = (
    Column("ranks", Text("Hạng", "Ranks")),
    Column("above", Text("Đơn vị", "Unit")),
    Column("below", Text("Đơn vị xếp ngay sau", "Next unit")),
    Column("gap", Text("Chênh lệch", "Gap"), right=True),
    Column("decided_by", Text("Phân định bằng", "Decided by")),
)
DEPARTURES = (
    Column("name", Text("Nếu rút khỏi cụm", "If it left")),
    Column("moved", Text("Tiêu chí đổi điểm", "Criteria whose points change")),
    Column("turns", Text("Thứ tự thay đổi", "Order that changes")),
)
ALTERNATIVES = (
    Column("title", Text("Nếu quy định khác đi", "If declared otherwise")),
    Column("ranks", Text("Hạng thay đổi", "Ranks that change")),
)
NONE = Text("không có", "none")
SAME = Text("không đổi", "none")
UNFELT = Text(
    "Thành viên nào rút khỏi cụm thì điểm và thứ tự của những đơn vị còn lại cũng không đổi.",
    "Whichever member left, points and order of those who stay would be the same.",
)
UNFELT_OTHERWISE = Text(
    "Thành viên khác rút khỏi cụm thì điểm và thứ tự của những đơn vị còn lại không đổi.",
    "If any other member left, points and order of those who stay would be the same.",
)


@command("Thứ hạng của một cụm vững đến mức nào.", "How safe the ranks of a cluster are.")
@click.argument("cluster")
@period_option
@layer_option
@option(
    "--within",
    vi="Chênh lệch dưới số điểm này là sát nhau; mặc định 0,5 % của thang điểm.",
    en="A gap of fewer points is narrow; 0.5 % of the scale unless given.",
    metavar="POINTS",
)
@with_session
@format_option
def robust(
    session: Session,
    cluster: str,
    period: str,
    layer: str | None,
    within: str | None,
    shape: str,
) -> None:
    from thidua.core.scoring.robustness import robustness
    from thidua.core.workspace.views.robustness import robustness_data

    narrow = None if within is None else _points(within)
    shown = session.open_cluster(cluster, period)
    found = robustness(shown.score(layer_of(layer)), narrow)
    data = robustness_data(shown, found, session.language)
    if shape == "table":
        _show(shown, found, data)
    else:
        show_rows(data["members"], CSV, shape, data=data)


def _points(text: str) -> Fraction:
    from thidua.core.workspace.intake.entering import typed_points

    points = typed_points(text)
    if points < 0:
        raise refuse("số điểm không được âm.", "points must not be negative.", place="--within")
    return points


def _show(shown: "OpenCluster", found: "Robustness", data: dict[str, Any]) -> None:
    members = [{**row, "range": _range(row)} for row in data["members"]]
    show_table(members, MEMBERS, heading(shown, data))
    click.echo(say(_verdict(data)) + "\n")
    _show_narrow(shown, found, data)
    _show_peers(shown, found, data)
    rows = [{**one, "ranks": _changes(one["ranks"])} for one in data["alternatives"]]
    show_table(rows, ALTERNATIVES)
    _show_notices(shown, data)


def _range(row: dict[str, Any]) -> str:
    """``2``, ``1-3``; ``2, -`` for a member who may have no rank at all."""
    best, worst = row["best"], row["worst"]
    ranks = str(best) if best == worst else f"{best}-{worst}"
    return f"{ranks}, -" if row["may_lose_rank"] else ranks


def _verdict(data: dict[str, Any]) -> Text:
    """What was tried, and whose rank may change by it."""
    departures, alternatives = len(data["departures"]), len(data["alternatives"])
    tried = Text(
        f"Đã thử cho từng thành viên rút khỏi cụm ({departures}) và từng quy định khác"
        f" ({alternatives}).",
        f"Tried: each member leaving ({departures}) and each other rule ({alternatives}).",
    )
    unsafe = [row["name"] for row in data["members"] if _range(row) != str(row["rank"])]
    if not data["members"]:
        kept = Text("Chưa đơn vị nào có thứ hạng.", "No unit has a rank yet.")
    elif not unsafe:
        kept = Text("Mọi thứ hạng đều giữ nguyên.", "Every rank stays as it is.")
    else:
        names = "; ".join(unsafe)
        kept = Text(
            f"Thứ hạng có thể thay đổi: {names}. Các thứ hạng khác đều giữ nguyên.",
            f"Ranks that may change: {names}. All others stay as they are.",
        )
    return Text(f"{tried.vi} {kept.vi}", f"{tried.en} {kept.en}")


def _show_narrow(shown: "OpenCluster", found: "Robustness", data: dict[str, Any]) -> None:
    from thidua.core.workspace.views.robustness import gap_words

    within, scale = (gap_words(one, language()) for one in (found.within, found.score.points))
    title = Text(
        f"Thứ hạng sát nhau: chênh lệch dưới {within} điểm (thang {scale} điểm) hoặc bằng điểm",
        f"Narrow ranks: a gap of less than {within} points (of {scale}), or a tie",
    )
    rows = [*_step_rows(shown, found, data), *_shared_rows(data)]
    if rows:
        show_table(rows, NARROW, say(title))
    else:
        click.echo(f"{say(title)}: {say(NONE)}.\n")


def _step_rows(
    shown: "OpenCluster", found: "Robustness", data: dict[str, Any]
) -> list[dict[str, Any]]:
    from thidua.core.workspace.views.comparison import exact_words
    from thidua.core.workspace.views.wording import tie_key_words

    return [
        {
            "ranks": "/".join(str(rank) for rank in plain["ranks"]),
            "above": _names(plain["above"]),
            "below": _names(plain["below"]),
            "gap": exact_words(step.gap, language()),
            "decided_by": say(tie_key_words(step.decided_by, shown.indicators))
            if step.decided_by
            else None,
        }
        for step, plain in zip(found.narrow, data["narrow"], strict=True)
    ]


def _shared_rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    level = Text("đồng hạng, không tiêu chí phụ nào phân định", "shared: no key parts them")
    return [
        {
            "ranks": str(one["rank"]),
            "above": _names(one["units"]),
            "gap": "0",
            "decided_by": say(level),
        }
        for one in data["shared"]
    ]


def _names(units: list[dict[str, str]]) -> list[str]:
    return [unit["name"] for unit in units]


def _show_peers(shown: "OpenCluster", found: "Robustness", data: dict[str, Any]) -> None:
    from thidua.core.workspace.views.wording import tie_key_words

    head = Text("Tiêu chí so sánh các thành viên với nhau", "Criteria that compare the members")
    compared = [f"{one['code']} {one['title']}" for one in data["peer_criteria"]]
    compared += [say(tie_key_words(key, shown.indicators)) for key in found.peer_keys]
    click.echo(f"{say(head)}: {'; '.join(compared) or say(NONE)}.")
    both = zip(found.departures, data["departures"], strict=True)
    felt = [_departure(data, plain) for one, plain in both if one.is_felt]
    if felt:
        show_table(felt, DEPARTURES)
    if len(felt) < len(data["departures"]):
        click.echo(say(UNFELT_OTHERWISE if felt else UNFELT) + "\n")


def _departure(data: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    names = {it["unit"]: it["name"] for it in (*data["members"], *data["unranked"])}
    lost = Text("không chấm được nữa", "can no longer be scored")
    gained = Text("chấm được", "can be scored")
    turns = [
        *(turn["words"] for turn in one["turns"]),
        *(f"{names[unit]}: {say(lost)}" for unit in one["lost"]),
        *(f"{names[unit]}: {say(gained)}" for unit in one["gained"]),
    ]
    return {
        "name": one["name"],
        "moved": [moved["code"] for moved in one["moved"]],
        "turns": _listed(turns),
    }


def _changes(ranks: list[dict[str, Any]]) -> str:
    """``Xã An Hòa: 2 → 1``; a dash for one without a rank."""
    return _listed([f"{one['name']}: {one['from'] or '-'} → {one['to'] or '-'}" for one in ranks])


def _listed(words: list[str]) -> str:
    """A line each: names are long."""
    return "\n".join(words) or say(SAME)


def _show_notices(shown: "OpenCluster", data: dict[str, Any]) -> None:
    from thidua.core.workspace.views.notices import notices_of
    from thidua.core.workspace.views.wording import PROVISIONAL

    show_notices(notices_of(shown, illustrative=data["illustrative"]))
    show_notices([PROVISIONAL] if data["provisional"] else [])
