"""Writes fields.md: every field that a template of a report may read, from the records of core.

python docs/field_tables.py
"""

import ast
import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from thidua.core.workspace.documents.contents import CONTENTS, PICTURES

PAGE = Path(__file__).with_name("fields.md")
BEGINNING = """# Fields of report templates

Every field that a template may read, document by document: made by `docs/field_tables.py` from
the records that the documents are filled with, so it is complete. How a template uses them is in
[Report templates](authors/reports.md).

Every number is a text, already written as it is printed ("1.712", "97,9 %"); what is not known or
does not apply is an empty text, or "-" where a table would show a hole. A *text* is printed,
`{{ period }}`; of a *group* the fields are read, `{{ letterhead.issuer }}`; a *list* is gone
through, `{% for row in rows %}`; *yes or no* is asked, `{% if row.changed %}`; a *picture* is
printed on its own, `{{ pictures.heat_map }}`, and is an empty text where there is none to draw.
"""
EVERYWHERE = """
## Every document

| field | is | meaning |
|---|---|---|
| `document` | text | The code of the document: "minutes". |
| `language` | text | In which language its words are: "vi". |
"""
PICTURES_OF = {
    "ranking_bars": "The totals of all members by section: table of points, minutes, submission.",
    "heat_map": "Points by criterion and member: table of points.",
    "target_bars": "Results against targets: score sheet.",
    "change": "Results against those of the period before: score sheet.",
    "rank_range": "The ranks that each member may have: rank safety.",
}
"""What each chart shows, and the documents that have it."""
UNSAID = {
    "after": "As it counts now, with the unit of measure.",
    "band": 'The grade of the result: "Xuất sắc"; empty where the point table has none.',
    "bonus": "Points of bonus in the total.",
    "bound": "The word of its bound, as a code.",
    "code": "Its code.",
    "CriteriaGroup.points": "Its points.",
    "deductions": "Points deducted in the total.",
    "department_name": "The department's name.",
    "deputy": "The name of the deputy; empty where none is recorded.",
    "illustrative": "Made-up figures have counted in it.",
    "indicator": "The indicator's code.",
    "kind": "What it states, as a code.",
    "label": "What the figure is of, in words.",
    "MatrixRow.points": "By member, in the order of the ranking.",
    "maximum": "Maximum points.",
    "name": "Its name.",
    "notes": "What must be said beside the table, a sentence each.",
    "number": 'As printed before the title: "I", "1", "1.1".',
    "outcome": "What came of it.",
    "provisional": "Why ranks are provisional.",
    "rank": 'Its rank; "-" where it has none.',
    "reason": "The reason that was given.",
    "reasons": "Why the status is so, a reason each.",
    "recipients": "Who received them.",
    "recomputed": "The figure computed from its parts.",
    "role": "Its role in the cluster, in words.",
    "signer_name": "Who signs; mostly left to fill.",
    "signer_title": 'The title of the signer, in capitals: "GIÁM ĐỐC".',
    "source": "Document and date.",
    "span": "From when to when.",
    "stated": "The figure as the source has it.",
    "status": "ranked, unscored, excluded, suspended or capped.",
    "status_text": "The status in words.",
    "target": "The target, with the word of its bound.",
    "title": "Its title.",
    "total": 'Total points; "-" where unknown.',
    "TargetRow.unit": "The unit of measure.",
    "CovenantTarget.unit": "The unit of measure.",
    "unit": "The unit's code.",
    "unit_name": "The unit's name.",
    "verdict": "What the computation gave, as a code.",
    "verdict_text": "The verdict in words.",
}
"""The meaning of fields whose records leave it to the name: of one record's, else of all."""


def page() -> str:
    """The whole of fields.md."""
    pictures = "".join(
        f"| `pictures.{name}` | picture | {PICTURES_OF[name]} |\n" for name in PICTURES
    )
    documents = [
        f"\n## `{document.value}`\n\n{_about(kind)}\n\n{_table(kind)}"
        for document, kind in CONTENTS.items()
    ]
    groups = [f"\n### {kind.__name__}\n\n{_about(kind)}\n\n{_table(kind)}" for kind in _groups()]
    return "".join([BEGINNING, EVERYWHERE, pictures, *documents, "\n## The groups\n", *groups])


def _groups() -> list[Any]:
    """The records that documents are made of, each once, in the order in which they are met."""
    found: dict[Any, None] = {}
    for kind in CONTENTS.values():
        _meet(kind, found)
    return [kind for kind in found if kind not in CONTENTS.values()]


def _meet(kind: Any, found: dict[Any, None]) -> None:
    if attrs.has(kind) and kind not in found:
        found[kind] = None
        for hint in _hints(kind).values():
            _meet(get_args(hint)[0] if get_origin(hint) is tuple else hint, found)


def _table(kind: Any) -> str:
    said = dict(_meanings(kind))
    rows = [
        f"| `{name}` | {_is(hint)} | {said.get(name) or _unsaid(kind, name, hint)} |\n"
        for name, hint in _hints(kind).items()
    ]
    return "".join(["| field | is | meaning |\n|---|---|---|\n", *rows])


def _unsaid(kind: Any, name: str, hint: Any) -> str:
    """Of a field without a text of its own: what its record is, or what its name means."""
    inside = get_args(hint)[0] if get_origin(hint) is tuple else hint
    if attrs.has(inside):
        return _about(inside).partition(". ")[0].rstrip(".") + "."
    return UNSAID.get(f"{kind.__name__}.{name}") or UNSAID[name]


def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in attrs.fields(kind)}


def _is(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return f"list of {_is(get_args(hint)[0])}"
    if attrs.has(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if issubclass(hint, Enum):
        return "one of " + ", ".join(f'"{it.value}"' for it in hint)
    return {bool: "yes or no", int: "whole number"}.get(hint, "text")


def _about(kind: Any) -> str:
    return _as_markdown(inspect.getdoc(kind) or "")


def _meanings(kind: Any) -> Iterator[tuple[str, str]]:
    """The texts that stand under the fields of a class and of those it is made from."""
    for base in reversed(kind.__mro__):
        if not attrs.has(base):
            continue
        (declared,) = ast.parse(inspect.getsource(base)).body
        assert isinstance(declared, ast.ClassDef)
        for item, after in zip(declared.body, declared.body[1:], strict=False):
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                yield item.target.id, _text_of(after)


def _text_of(statement: ast.stmt) -> str:
    match statement:
        case ast.Expr(ast.Constant(str() as text)):
            return _as_markdown(text)
    return ""


def _as_markdown(text: str) -> str:
    return " ".join(text.split()).replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
