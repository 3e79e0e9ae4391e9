"""What a report template of a plugin may contain, checked on its syntax tree before it runs.

An allow-list: text, fields, ``if``, ``for``, comparisons, a few filters, and blocks of a layout
that the office plugin itself provides. No call, no arithmetic, no assignment, no import, so a
template can neither reach Python nor compute a figure of its own.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from jinja2 import nodes

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import nearest

Place = Callable[[int], str]
"""Names a line of a template for a person."""

MAX_NESTED_LOOPS: Final = 3
FILTERS: Final = frozenset({"upper", "lower", "trim", "join", "length", "first", "last", "escape"})
TESTS: Final = frozenset({"none", "odd", "even"})
LOOP_FIELDS: Final = frozenset({"index", "index0", "first", "last", "length"})

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
    nodes.Filter,
    nodes.Keyword,
    nodes.Test,
    nodes.Extends,
    nodes.Block,
    # Only ever around another node, which is checked itself; it stands on no line.
    nodes.Scope,
)

_SIGNS: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.Neg: "-",
    nodes.Pos: "+",
}

_IN_WORDS: Final[Mapping[str, Text]] = {
    "Call": Text("lời gọi hàm", "a call"),
    "CallBlock": Text("thẻ call", "a call block"),
    "Include": Text("thẻ include", "an include"),
    "Import": Text("thẻ import", "an import"),
    "FromImport": Text("thẻ import", "an import"),
    "Macro": Text("thẻ macro", "a macro"),
    "With": Text("thẻ with", "a with tag"),
    "FilterBlock": Text("thẻ filter", "a filter block"),
    "Assign": Text("thẻ set", "a set tag"),
    "AssignBlock": Text("thẻ set", "a set tag"),
    "ScopedEvalContextModifier": Text("thẻ autoescape", "an autoescape tag"),
}


def faults_of_template(
    tree: nodes.Template,
    place: Place,
    fields: Collection[str],
    layouts: Mapping[str, Collection[str]],
) -> tuple[Fault, ...]:
    """Everything in a parsed template that is not allowed, in the order of its lines.

    ``fields`` are the names that the report offers, ``layouts`` the files it may extend, with the
    blocks that each has to fill.
    """
    found = [
        *_forbidden(tree, place),
        *_bad_words(tree, place),
        *_bad_layouts(tree, place, layouts),
        *_lost_blocks(tree, place, layouts),
        *_deep_loops(tree, place, 0),
        *_unknown_names(tree, place, fields),
    ]
    return tuple(fault for _, fault in sorted(found, key=lambda pair: pair[0]))


_Found = Iterator[tuple[int, Fault]]


def _fault(line: int, place: Place, what: Text, remedy: Text | None = None) -> tuple[int, Fault]:
    return line, Fault(what, place(line), remedy)


def _every_node(tree: nodes.Template) -> Iterator[nodes.Node]:
    yield tree
    yield from tree.find_all(nodes.Node)


def _forbidden(tree: nodes.Template, place: Place) -> _Found:
    for node in _every_node(tree):
        if isinstance(node, nodes.For) and node.recursive:
            yield _not_allowed(node, place, Text("vòng lặp đệ quy", "a recursive loop"))
        elif type(node) in _SIGNS:
            yield _computing(node, place, _SIGNS[type(node)])
        elif type(node) not in _ALLOWED:
            kind = type(node).__name__
            yield _not_allowed(node, place, _IN_WORDS.get(kind, Text(kind, kind)))


def _not_allowed(node: nodes.Node, place: Place, what: Text) -> tuple[int, Fault]:
    said = Text(
        f"Mẫu báo cáo không được có {what.vi}.", f"A report template may not hold {what.en}."
    )
    return _fault(node.lineno, place, said, _FIELDS_ONLY)


def _computing(node: nodes.Node, place: Place, sign: str) -> tuple[int, Fault]:
    said = Text(
        f"Mẫu báo cáo không được tính toán ({sign}).",
        f"A report template may not compute ({sign}).",
    )
    return _fault(node.lineno, place, said, _FIELDS_ONLY)


_FIELDS_ONLY: Final = Text(
    "Chỉ dùng trường dữ liệu, if, for và khối của bố cục; số đã được viết sẵn thành chữ.",
    "Use fields, if, for and the layout's blocks only; numbers arrive as text.",
)


def _bad_words(tree: nodes.Template, place: Place) -> _Found:
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        allowed = FILTERS if isinstance(node, nodes.Filter) else TESTS
        if node.name not in allowed:
            listed = ", ".join(sorted(allowed))
            yield _fault(
                node.lineno,
                place,
                Text(f"Không dùng được “{node.name}”.", f"“{node.name}” cannot be used."),
                Text(f"Được dùng: {listed}.", f"Allowed: {listed}."),
            )


def _bad_layouts(
    tree: nodes.Template, place: Place, layouts: Mapping[str, Collection[str]]
) -> _Found:
    for node in tree.find_all(nodes.Extends):
        if _layout(node) not in layouts:
            listed = ", ".join(sorted(layouts))
            yield _fault(
                node.lineno,
                place,
                Text("Không có bố cục này.", "There is no such layout."),
                Text(f"Được kế thừa: {listed}.", f"Layouts to extend: {listed}."),
            )


def _layout(node: nodes.Extends) -> str:
    """The file that is extended; empty where the template would work it out."""
    return str(node.template.value) if isinstance(node.template, nodes.Const) else ""


def _lost_blocks(
    tree: nodes.Template, place: Place, layouts: Mapping[str, Collection[str]]
) -> _Found:
    """Blocks that no layout shows; one inside another block is shown with that."""
    for extends in tree.find_all(nodes.Extends):
        layout = _layout(extends)
        if layout not in layouts:
            continue
        known = layouts[layout]
        for block in _outer_blocks(tree):
            if block.name not in known:
                listed = ", ".join(sorted(known))
                yield _fault(
                    block.lineno,
                    place,
                    Text(
                        f"Bố cục không có khối “{block.name}”.",
                        f"The layout has no block “{block.name}”.",
                    ),
                    suggestion(block.name, known)
                    or Text(f"Các khối: {listed}.", f"Its blocks: {listed}."),
                )


def _outer_blocks(node: nodes.Node) -> Iterator[nodes.Block]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outer_blocks(child)


def _deep_loops(node: nodes.Node, place: Place, depth: int) -> _Found:
    depth += isinstance(node, nodes.For)
    if depth > MAX_NESTED_LOOPS:
        limit = MAX_NESTED_LOOPS
        yield _fault(
            node.lineno,
            place,
            Text(f"Vòng lặp lồng nhau quá {limit} tầng.", f"More than {limit} loops are nested."),
        )
        return
    for child in node.iter_child_nodes():
        yield from _deep_loops(child, place, depth)


def _unknown_names(tree: nodes.Template, place: Place, fields: Collection[str]) -> _Found:
    names = list(tree.find_all(nodes.Name))
    known = {*fields, "loop", *(node.name for node in names if node.ctx == "store")}
    for node in names:
        if node.name not in known:
            yield _fault(node.lineno, place, no_such_field(node.name), suggestion(node.name, known))


def no_such_field(name: str) -> Text:
    """The message for a field that the report does not have."""
    return Text(f"Báo cáo không có trường “{name}”.", f"The report has no field “{name}”.")


def suggestion(name: str, fields: Collection[str]) -> Text | None:
    """The nearest field there is, or None where nothing is near."""
    near = nearest(name, sorted(fields))
    if not near:
        return None
    return Text(f"Có phải ý là “{near[0]}”?", f"Did you mean “{near[0]}”?")
