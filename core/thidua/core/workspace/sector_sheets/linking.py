"""Which record a line of a sheet belongs to."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import define, field

from thidua.core.model.plain_values import NotRead
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import nearest
from thidua.core.workspace.sector_sheets.cell_reading import value_of
from thidua.core.workspace.sector_sheets.columns import Form
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.nodes import Node
from thidua.core.workspace.sector_sheets.sheet_reading import Line

Records: TypeAlias = Mapping[str, list[tuple[str, Node]]]
"""The records of each form, with the code of the set or case around them."""


def code_of(node: Node, form: Form) -> str:
    """The code by which lines name a record; empty where it has none."""
    code = node.plain.get("case" if form.code == "cases" else "code")
    return code if isinstance(code, str) else ""


@define
class Links:
    """Finds the record that a line belongs to, by the codes in its links or in the line before."""

    form: Form
    nodes: Records
    note: Callable[[Fault], None]
    last: dict[str, str] = field(factory=dict)
    told: set[str] = field(factory=set)

    def owner(self, line: Line) -> Node | None:
        """The record above; None with a fault, or where there is none to belong to."""
        return self.owner_and_root(line)[0]

    def owner_and_root(self, line: Line) -> tuple[Node | None, str]:
        """The record above, and the code of the set or case that it is in."""
        form, nodes = self.form, self.nodes
        if not form.parent:
            return None, ""
        if form.parent == "sector":
            return nodes["sector"][0][1], ""
        root = self._root(line)
        if root is None or form.parent in ("sets", "cases"):
            return root, "" if root is None else self.last.get("set", "")
        around = self.last.get(form.links[0], "") if len(form.links) > 1 else None
        return self._named(form.links[-1], form.parent, line, around), around or ""

    def _root(self, line: Line) -> Node | None:
        first = self.form.links[0]
        forms = {"set": "sets", "case": "cases"}
        if first not in forms:
            return self.nodes["sector"][0][1]
        known = self.nodes[forms[first]]
        if first == "set" and len(known) == 1 and line.cell("set").is_blank:
            self.last["set"] = known[0][0]
            return known[0][1]
        return self._named(first, forms[first], line, None)

    def _named(self, link: str, kind: str, line: Line, around: str | None) -> Node | None:
        """The record of a form that a line names; ``around`` is the set that it must be in."""
        code = self._code(link, line)
        known = {
            (root if kind in ("sets", "cases") else code_of(node, _form(kind))): node
            for root, node in reversed(self.nodes[kind])
            if around is None or root == around
        }
        if code in known:
            return known[code]
        if not line.cell(link).is_blank or link not in self.told:
            self.told.add(link)
            self.note(_no_such(code, kind, known, str(line.spot(link))))
        return None

    def _code(self, link: str, line: Line) -> str:
        cell = line.cell(link)
        if not cell.is_blank:
            column = self.form.column(link)
            try:
                self.last[link] = str(value_of(cell, column))
            except NotRead:
                self.last[link] = str(cell.value)
        return self.last.get(link, "")


def _form(code: str) -> Form:
    return next(form for form in FORMS if form.code == code)


def _no_such(code: str, kind: str, known: Mapping[str, Any], place: str) -> Fault:
    title = _form(kind).title
    near = nearest(code, known)
    listed = ", ".join(list(known)[:10])
    what = (
        Text(f"Sheet “{title.vi}” không có mã “{code}”.", f"“{title.en}” has no code “{code}”.")
        if code
        else Text("Chưa ghi dòng này thuộc mã nào.", "It is not said what this row belongs to.")
    )
    if near:
        return Fault(what, place, Text(f"Có phải là “{near[0]}”?", f"Did you mean “{near[0]}”?"))
    remedy = Text(f"Các mã đang có: {listed}.", f"Known codes: {listed}.") if listed else None
    return Fault(what, place, remedy)
