"""``thidua plugin why``: who provides a code, in which file, and who else claims it."""

from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import command, say
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.core.model.formulas import Formula, Parameter
    from thidua.plugins.whereabouts import Claim


def _hold_words(hold: Any) -> Text:
    words: Text = hold.words
    return words


WHY = (
    Column("code", Text("Mã", "Code")),
    Column("kind", Text("Là", "Is")),
    Column("title", Text("Tên", "Title")),
    Column("within", Text("Trong bảng điểm", "In criteria set")),
    Column("provider", Text("Phần mở rộng", "Plugin")),
    Column("status", Text("Tình trạng", "Status"), words=_hold_words),
)


@command(
    "Cho biết mã này do phần mở rộng nào cung cấp, trong tệp nào; công thức thì kèm cách dùng.",
    "Tell which plugin provides a code, in which file; of a formula also its inputs.",
    "why",
)
@click.argument("code")
@with_session
@format_option
def why(session: Session, code: str, shape: str) -> None:
    from thidua.plugins.whereabouts import claims_on

    claims = claims_on(session.plugins, code)
    rows = [_claim_row(claim, shape) for claim in claims]
    file = Column("file", Text("Tệp", "File"))
    show_rows(rows, WHY if shape == "table" else (*WHY, file), shape)
    if shape == "table":
        _say_files(claims, say(file.title))
        for claim in claims:
            if claim.formula is not None:
                _say_formula(claim.formula)


def _say_files(claims: "Sequence[Claim]", heading: str) -> None:
    """Every file, and whose it is where there are several claimants."""
    several = len({claim.provider for claim in claims}) > 1
    said = [
        f"{heading}, {say(claim.provider.in_words)}: {claim.place}"
        if several
        else f"{heading}: {claim.place}"
        for claim in claims
        if claim.place
    ]
    for line in dict.fromkeys(said):
        click.echo(line)


def _claim_row(claim: "Claim", shape: str) -> dict[str, Any]:
    row = {
        "code": claim.code,
        "kind": claim.subject.words if shape == "table" else claim.subject.kind,
        "title": claim.title,
        "within": claim.within or None,
        "provider": claim.provider.in_words,
        "file": claim.place,
        "status": claim.hold,
    }
    return row if claim.formula is None else row | _formula_row(claim.formula)


def _formula_row(formula: "Formula") -> dict[str, Any]:
    return {
        "explanation": formula.explanation,
        "inputs": list(formula.inputs),
        "optional_inputs": dict(formula.optional_inputs),
        "parameters": [
            {
                "name": it.name,
                "title": it.title,
                "default": it.default,
                "choices": [name for name, _ in it.choices],
            }
            for it in formula.parameters
        ],
    }


def _say_formula(formula: "Formula") -> None:
    """How a criterion applies the formula: its inputs and its parameters, one a line."""
    click.echo(say(formula.explanation))
    click.echo(f"{say(Text('Đầu vào', 'Inputs'))}: {', '.join(formula.inputs)}")
    for name, source in formula.optional_inputs:
        click.echo(
            say(Text(f"  {name}: nếu bỏ trống là {source}", f"  {name}: {source} unless given"))
        )
    for parameter in formula.parameters:
        click.echo(say(_in_one_line(parameter)))


def _in_one_line(parameter: "Parameter") -> Text:
    name, title, default = parameter.name, parameter.title, parameter.default
    choices = ", ".join(choice for choice, _ in parameter.choices)
    listed = f" ({choices})" if choices else ""
    vi, en = ("bắt buộc", "required") if default is None else _unless_given(default)
    return Text(
        f"Tham số {name}{listed}, {vi}: {title.vi}",
        f"Parameter {name}{listed}, {en}: {title.en}",
    )


def _unless_given(default: str) -> tuple[str, str]:
    """A number as each language writes it, or the code of a choice."""
    from thidua.core.exact.decimal_text import read_decimal
    from thidua.core.text.number_format import format_number

    try:
        value = read_decimal(default)
    except ValueError:
        return f"mặc định {default}", f"{default} unless given"
    vi, en = format_number(value), format_number(value, "en")
    return f"mặc định {vi}", f"{en} unless given"
