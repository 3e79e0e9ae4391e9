"""``thidua result set``, ``judge``, ``not-applicable``, ``withdraw``: each with its reason."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import click

from thidua.cli.bilingual_commands import Command, command, option, say
from thidua.cli.place_options import cluster_option, layer_of, layer_option, period_option
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.model.indicator import Indicator
    from thidua.core.model.observation import Layer, Observation
    from thidua.core.text.bilingual import Language
    from thidua.core.workspace.withdrawing import Withdrawn

reason_option = option(
    "--reason", vi="Lý do, văn bản.", en="Reason, document.", metavar="TEXT", required=True
)

_NEGATIVE = re.compile(r"[-−–][0-9]")


class SignedCommand(Command):
    """A command one of whose arguments may be a negative number, ``-2,5``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A space before the sign keeps it from being taken for an option."""
        return super().parse_args(ctx, [f" {it}" if _NEGATIVE.match(it) else it for it in args])


def signed_command(vi: str, en: str, name: str) -> Callable[[Any], Command]:
    """:func:`command` for one that takes a number."""
    made = click.command(name, cls=SignedCommand, about=Text(vi, en))
    return cast("Callable[[Any], Command]", made)


def _layer(named: str | None) -> "Layer":
    from thidua.core.model.observation import Layer

    return layer_of(named) or Layer.SELF


@signed_command("Ghi một số liệu.", "Enter one figure.", "set")
@click.argument("unit")
@click.argument("indicator")
@click.argument("value")
@reason_option
@period_option
@option(
    "--cluster",
    vi="Mã cụm; bắt buộc với các lớp từ thẩm định trở lên.",
    en="Cluster; needed above self.",
    metavar="CODE",
)
@layer_option
@option(
    "--kind",
    vi="Loại: actual (kết quả), target (chỉ tiêu), baseline (mức gốc).",
    en="Kind: actual, target, baseline.",
    metavar="CODE",
    default="actual",
)
@with_session
def set_figure(
    session: Session,
    unit: str,
    indicator: str,
    value: str,
    reason: str,
    period: str,
    cluster: str | None,
    layer: str | None,
    kind: str,
) -> None:
    from thidua.core.workspace import deciding
    from thidua.core.workspace.intake.entering import typed_figure
    from thidua.core.workspace.intake.figure_checking import refuse_implausible
    from thidua.core.workspace.intake.scopes import import_scope

    catalogue = session.catalogue()
    scope = import_scope(
        session.engine,
        catalogue.indicators,
        session.formulas,
        layer=_layer(layer),
        cluster=cluster,
        period=period,
    )
    given = deciding.given_reason(reason)
    entered = typed_figure(scope, unit, indicator, value, kind, given)
    checks = catalogue.checks.values()
    warnings = refuse_implausible(session.engine, checks, [entered], scope)
    before = deciding.set_figure(session.engine, entered, session.actor)
    click.echo(say(_entered(entered, before, scope.indicators[indicator])))
    for fault in warnings:
        warn(Text(fault.in_language("vi"), fault.in_language("en")))


def _entered(entered: "Observation", before: "Observation | None", indicator: "Indicator") -> Text:
    """``ncc: Số người có việc làm (chỉ tiêu, tự chấm): 125.000 người; trước: 120.000 người.``"""
    from thidua.core.workspace.figure_words import figure_words
    from thidua.core.workspace.intake.results import KIND_WORDS
    from thidua.core.workspace.views.wording import LAYER_WORDS

    def line(language: "Language", earlier: str) -> str:
        kind = KIND_WORDS[entered.kind].in_language(language)
        layer = LAYER_WORDS[entered.layer].in_language(language)
        title = indicator.title.in_language(language)
        words = figure_words(entered, indicator, language).whole()
        was = "" if before is None else figure_words(before, indicator, language).whole()
        replaced = f"; {earlier}: {was}" if was else ""
        return f"{entered.unit}: {title} ({kind}, {layer}): {words}{replaced}."

    return Text(line("vi", "trước"), line("en", "before"))


@signed_command("Ghi điểm chấm của một tiêu chí.", "Enter judged points of a criterion.", "judge")
@click.argument("unit")
@click.argument("criterion")
@click.argument("points")
@reason_option
@cluster_option
@period_option
@layer_option
@with_session
def judge(
    session: Session,
    unit: str,
    criterion: str,
    points: str,
    reason: str,
    cluster: str,
    period: str,
    layer: str | None,
) -> None:
    from thidua.core.model.observation import JudgedPoints
    from thidua.core.text.number_format import format_number
    from thidua.core.workspace import deciding
    from thidua.core.workspace.intake.entering import typed_points
    from thidua.core.workspace.views.wording import LAYER_WORDS

    shown = session.open_cluster(cluster, period)
    found = deciding.find_criterion(shown, unit, criterion)
    given, value = deciding.given_reason(reason), typed_points(points)
    entry = JudgedPoints(unit, found.code, shown.place, _layer(layer), value, given)
    deciding.judge(session.engine, shown, entry, session.actor)
    words = LAYER_WORDS[entry.layer]
    number = format_number(value, session.language)
    click.echo(
        say(
            Text(
                f"{unit}: tiêu chí {found.code} ({words.vi}): {number} điểm.",
                f"{unit}: criterion {found.code} ({words.en}): {number} points.",
            )
        )
    )


@command(
    "Ghi rằng một tiêu chí không áp dụng cho đơn vị.",
    "Say that a criterion does not concern a unit.",
    "not-applicable",
)
@click.argument("unit")
@click.argument("criterion")
@reason_option
@cluster_option
@period_option
@layer_option
@with_session
def not_applicable(
    session: Session,
    unit: str,
    criterion: str,
    reason: str,
    cluster: str,
    period: str,
    layer: str | None,
) -> None:
    from thidua.core.model.observation import NotApplicable
    from thidua.core.workspace import deciding

    shown = session.open_cluster(cluster, period)
    found = deciding.find_criterion(shown, unit, criterion)
    given = deciding.given_reason(reason)
    entry = NotApplicable(unit, found.code, shown.place, _layer(layer), given)
    deciding.exempt(session.engine, shown, entry, session.actor)
    click.echo(
        say(
            Text(
                f"{unit}: tiêu chí {found.code} không áp dụng.",
                f"{unit}: criterion {found.code} does not apply.",
            )
        )
    )


@command(
    "Rút lại điểm chấm, hoặc việc ghi không áp dụng, của một tiêu chí.",
    "Withdraw judged points, or that a criterion does not concern a unit.",
    "withdraw",
)
@click.argument("unit")
@click.argument("criterion")
@reason_option
@cluster_option
@period_option
@layer_option
@with_session
def withdraw(
    session: Session,
    unit: str,
    criterion: str,
    reason: str,
    cluster: str,
    period: str,
    layer: str | None,
) -> None:
    from thidua.core.workspace import withdrawing
    from thidua.core.workspace.views.wording import LAYER_WORDS

    shown = session.open_cluster(cluster, period)
    matter = withdrawing.Matter(unit, criterion, shown.place, _layer(layer))
    found = withdrawing.withdraw(session.engine, shown, matter, reason, session.actor)
    words = LAYER_WORDS[matter.layer]
    taken = _withdrawn(found)
    click.echo(
        say(
            Text(
                f"{unit}: tiêu chí {criterion} ({words.vi}): đã rút {taken.vi}.",
                f"{unit}: criterion {criterion} ({words.en}): withdrawn: {taken.en}.",
            )
        )
    )


def _withdrawn(found: "Withdrawn") -> Text:
    """``điểm chấm 12,5``, ``quyết định không áp dụng``, or both."""
    from thidua.core.text.number_format import format_number

    def words(language: "Language") -> str:
        points = Text("điểm chấm", "judged points").in_language(language)
        entry = Text("quyết định không áp dụng", "the not-applicable entry").in_language(language)
        judged = [f"{points} {format_number(it.points, language)}" for it in found.judged]
        joint = Text(" và ", " and ").in_language(language)
        return joint.join([*judged, *(entry for _ in found.not_applicable)])

    return Text(words("vi"), words("en"))
