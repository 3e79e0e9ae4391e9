"""``thidua period open``: from then on criteria and members are kept as they are."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from thidua.cli.bilingual_commands import Misused, command, option, say
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.counting import counted
from thidua.core.text.fault import Fault, Refused, refuse

if TYPE_CHECKING:
    from thidua.core.model.period import Period, PeriodKind
    from thidua.core.workspace.opening import Opening, SchemeOffer

T = TypeVar("T")


@command(
    "Mở một kỳ cho các cụm; từ đó bảng điểm và thành viên được giữ nguyên.",
    "Open a period for clusters; from then on criteria and members are kept.",
    "open",
)
@click.argument("code")
@option(
    "--cluster",
    "clusters",
    vi="Mã cụm; ghi được nhiều lần.",
    en="Cluster; may be given several times.",
    metavar="CODE",
    multiple=True,
    required=True,
)
@option(
    "--from", "start", vi="Từ ngày, ghi ngày/tháng/năm.", en="From, dd/mm/yyyy.", metavar="DATE",
    required=True,
)  # fmt: skip
@option(
    "--to",
    "end",
    vi="Đến ngày, ghi ngày/tháng/năm.",
    en="To, dd/mm/yyyy.",
    metavar="DATE",
    required=True,
)
@option(
    "--criteria",
    vi="Mã bảng điểm, hoặc tệp .toml.",
    en="Criteria set: its code, or a .toml file.",
    metavar="CODE|FILE",
)
@option(
    "--scheme", vi="Tệp cách tính điểm.", en="Scheme file.", type=click.Path(path_type=Path),
    metavar="FILE",
)  # fmt: skip
@option("--deadline", vi="Hạn nộp kết quả.", en="Deadline for results.", metavar="DATE")
@option(
    "--kind",
    vi="Loại kỳ: quarter, half-year, year, stage, movement; mặc định theo độ dài.",
    en="Kind: quarter, half-year, year, stage, movement; by its length unless given.",
    metavar="CODE",
)
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
    from thidua.core.workspace.intake.taking_in import now
    from thidua.core.workspace.opening import open_clusters, plan_opening

    _one_way_of_scoring(criteria, scheme)
    period = _period(code, start, end, deadline, kind)
    offer = _offer(session, clusters, criteria, scheme)
    openings = plan_opening(session.engine, period, clusters, offer)
    open_clusters(session.engine, period, openings, offer, session.actor, now())
    _report(code, openings)


def _one_way_of_scoring(criteria: str | None, scheme: Path | None) -> None:
    if (criteria is None) == (scheme is None):
        what = Text(
            "cần đúng một trong --criteria và --scheme.",
            "exactly one of --criteria and --scheme is needed.",
        )
        raise Misused(Fault(what))


def _offer(
    session: Session, clusters: Iterable[str], criteria: str | None, scheme: Path | None
) -> "SchemeOffer":
    from thidua.cli.scheme_offers import offer_of_file, offer_of_set
    from thidua.core.workspace.opening import departments_of

    organisers = departments_of(session.engine, clusters)
    if criteria is not None:
        return offer_of_set(session, organisers, criteria)
    return offer_of_file(session, organisers, scheme or Path())


def _report(code: str, openings: "Iterable[Opening]") -> None:
    for notice in dict.fromkeys(text for item in openings for text in item.notices):
        warn(notice)
    for item in openings:
        cluster, count = item.cluster.code, len(item.members)
        done = Text(
            f"Đã mở kỳ {code} cho cụm {cluster}: {count} thành viên.",
            f"Period {code} is open for cluster {cluster}: {counted(count, 'member')}.",
        )
        click.echo(say(done))


def _period(code: str, start: str, end: str, deadline: str | None, kind: str | None) -> "Period":
    """The period asked for; Refused with all that is wrong with it."""
    from thidua.core.model.period import Period, Span

    faults: list[Fault] = []
    _kept(faults, lambda: _code(code))
    first = _kept(faults, lambda: _day(start, "--from"))
    last = _kept(faults, lambda: _day(end, "--to"))
    last_day = _kept(faults, lambda: _day(deadline, "--deadline")) if deadline else None
    named = _kept(faults, lambda: _kind(kind)) if kind else None
    if first and last and last < first:
        faults.append(Fault(Text("--to đứng trước --from.", "--to is before --from.")))
    if faults or first is None or last is None:
        raise Refused(tuple(faults))
    span = Span(first, last)
    return Period(code, span, named or span.kind(), deadline=last_day)


def _kept(faults: list[Fault], read: Callable[[], T]) -> T | None:
    """What was read, or None with the faults kept."""
    try:
        return read()
    except Refused as refused:
        faults.extend(refused.faults)
        return None


def _day(text: str, name: str) -> date:
    from thidua.core.text.dates import DateRefused, read_date

    try:
        return read_date(text)
    except DateRefused as refused:
        raise Refused((Fault(refused.message, name),)) from refused


def _code(code: str) -> str:
    from thidua.core.model.code import CODE

    if not CODE.fullmatch(code):
        raise refuse(
            f"“{code}” không phải là mã: chỉ gồm chữ không dấu, chữ số, dấu gạch, dấu chấm.",
            f"“{code}” is no code: plain letters, digits, dashes and points only.",
        )
    return code


def _kind(named: str) -> "PeriodKind":
    from thidua.core.model.period import PeriodKind

    if named not in set(PeriodKind):
        known = ", ".join(PeriodKind)
        raise refuse(f"loại kỳ là một trong: {known}.", f"a kind is one of: {known}.")
    return PeriodKind(named)
