"""``thidua period``: open, list, show."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, option, say
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

COLUMNS = (
    Column("code", Text("Mã", "Code")),
    Column("kind", Text("Loại kỳ", "Kind")),
    Column("start", Text("Từ ngày", "From")),
    Column("end", Text("Đến ngày", "To")),
    Column("state", Text("Tình trạng", "State")),
    Column("deadline", Text("Hạn nộp", "Deadline")),
)
CLUSTERS = (
    Column("code", Text("Cụm", "Cluster")),
    Column("criteria", Text("Bảng điểm", "Criteria")),
    Column("basis", Text("Căn cứ", "Basis")),
    Column("members", Text("Thành viên", "Members"), right=True),
    Column("digest", Text("Mã kiểm tra", "Digest")),
)


@command(
    "Mở một kỳ cho các cụm; từ đó bảng điểm và thành viên được giữ nguyên.",
    "Open a period for clusters; from then on criteria and members are kept.",
    "open",
)
@click.argument("code")
@option("--cluster", "clusters", vi="Mã cụm.", en="Cluster.", multiple=True, required=True)
@option("--from", "start", vi="Từ ngày (dd/mm/yyyy).", en="From (dd/mm/yyyy).", required=True)
@option("--to", "end", vi="Đến ngày (dd/mm/yyyy).", en="To (dd/mm/yyyy).", required=True)
@option("--criteria", vi="Mã bảng điểm, hoặc tệp .toml.", en="Criteria set or .toml file.")
@option("--scheme", vi="Tệp cách tính điểm.", en="Scheme file.", type=click.Path(path_type=Path))
@option("--deadline", vi="Hạn nộp kết quả.", en="Deadline for results.")
@option("--kind", vi="Loại kỳ; mặc định theo độ dài.", en="Kind; by its length unless given.")
@with_session
def open_period(
    session: Session,
    code: str,
    clusters: tuple[str, ...],
    start: str,
    end: str,
    criteria: str | None,
    scheme: Path | None,
    deadline: str | None,
    kind: str | None,
) -> None:
    from thidua.cli.scheme_offers import offer_of_file, offer_of_set
    from thidua.core.model.period import Period, Span
    from thidua.core.workspace.opening import departments_of, open_clusters, plan_opening
    from thidua.core.workspace.taking_in import now

    if (criteria is None) == (scheme is None):
        raise refuse(
            "cần đúng một trong --criteria và --scheme.",
            "exactly one of --criteria and --scheme is needed.",
        )
    first, last = _day(start, "--from"), _day(end, "--to")
    if last < first:
        raise refuse("--to đứng trước --from.", "--to is before --from.")
    span = Span(first, last)
    last_day = _day(deadline, "--deadline") if deadline else None
    period = Period(_code(code), span, _kind(kind, span), deadline=last_day)
    organisers = departments_of(session.engine, clusters)
    offer = (
        offer_of_set(session, organisers, criteria)
        if criteria is not None
        else offer_of_file(session, organisers, scheme or Path())
    )
    openings = plan_opening(session.engine, period, clusters, offer)
    open_clusters(session.engine, period, openings, offer, session.actor, now())
    for notice in dict.fromkeys(text for item in openings for text in item.notices):
        warn(notice)
    for item in openings:
        click.echo(
            say(
                Text(
                    f"Đã mở kỳ {code} cho cụm {item.cluster.code}: {len(item.members)} thành viên.",
                    f"Period {code} is open for cluster {item.cluster.code}:"
                    f" {len(item.members)} members.",
                )
            )
        )


def _day(text: str, name: str) -> date:
    from thidua.core.text.dates import DateRefused, read_date
    from thidua.core.text.fault import Fault, Refused

    try:
        return read_date(text)
    except DateRefused as refused:
        raise Refused((Fault(refused.message, name),)) from refused


def _code(code: str) -> str:
    from thidua.core.model.code import CODE

    if not CODE.fullmatch(code):
        raise refuse(f"“{code}” không phải là mã.", f"“{code}” is no code.")
    return code


def _kind(named: str | None, span: Any) -> Any:
    from thidua.core.model.period import PeriodKind

    if named is None:
        return span.kind()
    if named not in set(PeriodKind):
        known = ", ".join(PeriodKind)
        raise refuse(f"loại kỳ là một trong: {known}.", f"a kind is one of: {known}.")
    return PeriodKind(named)


@command("Liệt kê các kỳ.", "List periods.", "list")
@with_session
@format_option
def list_periods(session: Session, shape: str) -> None:
    from thidua.core.record.connection import reading
    from thidua.core.record.periods import load_periods

    with reading(session.engine) as connection:
        periods = load_periods(connection)
    show_rows([_row(item) for item in periods], COLUMNS, shape)


def _row(period: Any) -> dict[str, Any]:
    from thidua.core.text.dates import format_date
    from thidua.core.workspace.wording import PERIOD_KIND_WORDS, PERIOD_STATE_WORDS

    return {
        "code": period.code,
        "kind": say(PERIOD_KIND_WORDS[period.kind]),
        "start": format_date(period.span.start, "vi"),
        "end": format_date(period.span.end, "vi"),
        "state": say(PERIOD_STATE_WORDS[period.state]),
        "deadline": format_date(period.deadline, "vi") if period.deadline else None,
    }


@command("Xem một kỳ và các cụm của kỳ.", "Show a period and its clusters.", "show")
@click.argument("code")
@with_session
@format_option
def show(session: Session, code: str, shape: str) -> None:
    from thidua.core.record.connection import reading
    from thidua.core.record.periods import load_opened
    from thidua.core.workspace.cases import find_period
    from thidua.core.workspace.wording import BASIS_WORDS

    with reading(session.engine) as connection:
        period = find_period(connection, code)
        opened = load_opened(connection, period=code)
    rows = [
        {
            "code": item.place.cluster,
            "criteria": item.criteria,
            "basis": say(BASIS_WORDS[item.basis]),
            "members": len(item.members),
            "digest": item.digest,
        }
        for item in opened
    ]
    facts = _row(period)
    title = "{code}: {start} - {end} ({kind}, {state})".format(**facts)
    show_rows(rows, CLUSTERS, shape, title=title, data={**facts, "clusters": rows})


period: Any = Group(
    "period",
    about=Text("Kỳ chấm điểm: mở, liệt kê, xem.", "Scoring periods: open, list, show."),
    commands=[open_period, list_periods, show],
)
