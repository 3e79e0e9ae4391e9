"""``thidua period``: open, list, show."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import Group, command, say
from thidua.cli.output import Column, format_option, show_notices, show_rows
from thidua.cli.period_opening import open_period
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thidua.core.model.criteria import CriteriaSet
    from thidua.core.model.period import Period


def _kind_words(kind: Any) -> Text:
    from thidua.core.workspace.views.wording import PERIOD_KIND_WORDS

    return PERIOD_KIND_WORDS[kind]


def _state_words(state: Any) -> Text:
    from thidua.core.workspace.views.wording import PERIOD_STATE_WORDS

    return PERIOD_STATE_WORDS[state]


def _basis_words(basis: Any) -> Text:
    from thidua.core.workspace.views.wording import BASIS_WORDS

    return BASIS_WORDS[basis]


def _short(digest: str) -> Text:
    return Text(f"{digest[:12]}…", f"{digest[:12]}…")


COLUMNS = (
    Column("code", Text("Mã", "Code")),
    Column("kind", Text("Loại kỳ", "Kind"), words=_kind_words),
    Column("start", Text("Từ ngày", "From")),
    Column("end", Text("Đến ngày", "To")),
    Column("state", Text("Tình trạng", "State"), words=_state_words),
    Column("deadline", Text("Hạn nộp", "Deadline")),
)
CLUSTERS = (
    Column("code", Text("Cụm", "Cluster")),
    Column("criteria", Text("Bảng điểm", "Criteria")),
    Column("basis", Text("Căn cứ", "Basis"), words=_basis_words),
    Column("members", Text("Thành viên", "Members"), right=True),
    Column("digest", Text("Mã kiểm tra", "Digest"), words=_short),
)


@command("Liệt kê các kỳ.", "List periods.", "list")
@with_session
@format_option
def list_periods(session: Session, shape: str) -> None:
    from thidua.core.record.connection import reading
    from thidua.core.record.periods import load_periods

    with reading(session.engine) as connection:
        periods = load_periods(connection)
    show_rows([_row(item) for item in periods], COLUMNS, shape)


def _row(period: "Period") -> dict[str, Any]:
    return {
        "code": period.code,
        "kind": period.kind,
        "start": period.span.start,
        "end": period.span.end,
        "state": period.state,
        "deadline": period.deadline,
    }


@command("Xem một kỳ và các cụm của kỳ.", "Show a period and its clusters.", "show")
@click.argument("code")
@with_session
@format_option
def show(session: Session, code: str, shape: str) -> None:
    from thidua.core.record.connection import reading
    from thidua.core.record.periods import load_opened, load_scheme
    from thidua.core.workspace.cases import find_period

    with reading(session.engine) as connection:
        period = find_period(connection, code)
        opened = load_opened(connection, period=code)
        texts = {item.digest: load_scheme(connection, item.digest) for item in opened}
    outside = {digest: _outside(session, text, period.span.end) for digest, text in texts.items()}
    rows = [
        {
            "code": item.place.cluster,
            "criteria": item.criteria,
            "basis": item.basis,
            "members": len(item.members),
            "digest": item.digest,
            "outside_validity": [source.code for source in outside[item.digest]],
        }
        for item in opened
    ]
    data = {**_row(period), "clusters": rows}
    show_rows(rows, CLUSTERS, shape, title=_title(period), data=data)
    if shape == "table":
        show_notices(_notices(outside.values()))


def _outside(session: Session, text: str, day: date) -> "Sequence[CriteriaSet]":
    """The sets of a frozen scheme that are used outside their validity."""
    from thidua.core.model.freezing import thaw_scheme
    from thidua.core.text.fault import Refused
    from thidua.core.workspace.views.notices import outside_validity

    try:
        _, sets = thaw_scheme(text, session.formulas)
    except Refused:  # a Python formula that has changed stops the ranking, not the list
        return ()
    return outside_validity(sets, day)


def _notices(outside: "Iterable[Sequence[CriteriaSet]]") -> "Iterable[Text]":
    from thidua.core.workspace.views.notices import validity_words

    return validity_words(list({it.code: it for sources in outside for it in sources}.values()))


def _title(period: "Period") -> str:
    from thidua.cli.bilingual_commands import language
    from thidua.core.text.dates import format_date

    first, last = (format_date(day, language()) for day in (period.span.start, period.span.end))
    state = f"{say(_kind_words(period.kind))}, {say(_state_words(period.state))}"
    return f"{period.code}: {first} - {last} ({state})"


period: Any = Group(
    "period",
    about=Text("Kỳ chấm điểm: mở, liệt kê, xem.", "Scoring periods: open, list, show."),
    commands=[open_period, list_periods, show],
)
