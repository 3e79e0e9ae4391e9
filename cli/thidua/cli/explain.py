"""``thidua explain``: every point of a unit, in words."""

from fractions import Fraction
from typing import Any

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.output import Column, format_option, show_notices, show_rows
from thidua.cli.place_options import cluster_option, layer_of, layer_option, period_option
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

CSV = (
    Column("code", Text("Tiêu chí", "Criterion")),
    Column("title", Text("Tên", "Title")),
    Column("maximum", Text("Điểm tối đa", "Maximum")),
    Column("base", Text("Điểm gốc", "Base")),
    Column("deducted", Text("Điểm trừ", "Deducted")),
    Column("bonus", Text("Điểm thưởng", "Bonus")),
    Column("counts", Text("Được tính", "Counts")),
    Column("explanation", Text("Giải thích", "Explanation")),
)


@command("Giải thích từng điểm của một đơn vị.", "Explain every point of a unit.")
@click.argument("unit")
@cluster_option
@period_option
@layer_option
@option("--criterion", vi="Chỉ một tiêu chí.", en="One criterion only.", metavar="CODE")
@with_session
@format_option
def explain(
    session: Session,
    unit: str,
    cluster: str,
    period: str,
    layer: str | None,
    criterion: str | None,
    shape: str,
) -> None:
    from thidua.core.workspace.deciding import find_criterion
    from thidua.core.workspace.views.explanation import explanation_data
    from thidua.core.workspace.views.notices import notices_of

    shown = session.open_cluster(cluster, period)
    if criterion is not None:
        find_criterion(shown, unit, criterion)
    score = shown.score(layer_of(layer))
    data = explanation_data(shown, score, unit, session.language, criterion)
    if shape == "table":
        # What one criterion lacks stands in its own explanation.
        print_explanation(session, data if criterion is None else {**data, "reasons": []})
        show_notices(notices_of(shown, illustrative=data["illustrative"]))
    else:
        show_rows(data["criteria"], CSV, shape, data=data)


def print_explanation(session: Session, data: dict[str, Any]) -> None:
    """The explanation as text that can be read aloud."""
    rank = data["rank"] if data["rank"] is not None else "-"
    total = _number(session, data["total"])
    head = Text(
        f"{data['name']}: {total} điểm, hạng {rank}", f"{data['name']}: {total} points, rank {rank}"
    )
    click.echo(say(head))
    for reason in data["reasons"]:
        click.echo(f"  ! {reason}")
    for cell in data["criteria"]:
        click.echo(_cell_head(session, cell))
        for line in (*cell["explanation"], *_what_counts(session, cell)):
            click.echo(f"    {line}")
    for line in data["lines"]:
        click.echo(f"{line['title']}: {_number(session, line['points'])}")


def _what_counts(session: Session, cell: dict[str, Any]) -> list[str]:
    """How the points become those that count, where rescaling, rounding or a part changes them."""
    if cell["points"] in (None, cell["counts"]):
        return []
    head = Text("Được tính vào tổng điểm", "Counts in the total")
    lines = [f"  {line['title']}: {_number(session, line['points'])}" for line in cell["lines"]]
    return [f"{say(head)}: {_number(session, cell['counts'])}", *lines]


def _cell_head(session: Session, cell: dict[str, Any]) -> str:
    return f"{cell['code']} {cell['title']}: {achieved(session, cell)}"


def achieved(session: Session, cell: dict[str, Any]) -> str:
    """``40 trên 45``; of a criterion without points of its own, what it added or took."""
    maximum = _number(session, cell["maximum"])
    if not cell["applies"]:
        return _without_points(session, cell)
    points = _number(session, cell["counts"] if cell["points"] is None else cell["points"])
    if cell["points"] is None or cell["maximum"] != "0":
        return f"{points} {say(Text('trên', 'of'))} {maximum}"
    value = Fraction(cell["points"])
    size = _number(session, str(abs(value)))
    if value < 0:
        return say(Text(f"trừ {size} điểm", f"{size} points deducted"))
    if value == 0:
        return say(Text("0 điểm", "0 points"))
    cap = _number(session, cell["bonus_cap"])
    most = say(Text(f" (tối đa {cap})", f" (at most {cap})")) if cell["bonus_cap"] else ""
    return say(Text(f"thưởng {size} điểm", f"{size} bonus points")) + most


def _without_points(session: Session, cell: dict[str, Any]) -> str:
    """Of a criterion that does not apply: nothing, or the full points that its policy gives."""
    if all(line["kind"] != "full-points" for line in cell["lines"]):
        return say(Text("không áp dụng (không tính điểm)", "does not apply (not scored)"))
    full = _number(session, cell["counts"])
    return say(
        Text(f"không áp dụng, tính đủ {full} điểm", f"does not apply, given its full {full} points")
    )


def _number(session: Session, text: str | None) -> str:
    from thidua.core.workspace.views.comparison import exact_words

    return "-" if text is None else exact_words(Fraction(text), session.language)
