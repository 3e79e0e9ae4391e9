"""The formula language, from docs/authors/formula-language.md: an expression read straight off
Python's syntax tree, for one unit among its peers."""

import ast
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache

from attrs import evolve, field, frozen

from rulebook import values
from rulebook.plain import PlainFigure, PlainUnit
from rulebook.ranges import above, below
from rulebook.values import UNKNOWN, Truth, Unknown, Value


@frozen
class Scene:
    """What an expression can see: one unit's figures, its peers, and the names given to it."""

    unit: PlainUnit
    peers: tuple[PlainUnit, ...] = ()
    points: Fraction | None = None
    names: Mapping[str, "Given"] = field(factory=dict)
    """Inputs, parameters and choices."""
    rows: "Callable[[str, Scene], Value] | None" = None
    """What the deduct row of a code takes off."""
    children: Mapping[str, Fraction] = field(factory=dict)
    left_out: list[str] = field(factory=list)
    """Members whom an aggregate left out because their value is unknown."""

    def of(self, unit: PlainUnit) -> "Scene":
        """The same among the same peers, for another unit."""
        return evolve(self, unit=unit)


@frozen
class Given:
    """What a name of a formula stands for: an expression with the names that it may use itself."""

    source: str
    names: Mapping[str, "Given"] = field(factory=dict)

    def within(self, scene: Scene) -> Scene:
        return evolve(scene, names=self.names)


@cache
def _parsed(source: str) -> ast.expr:
    return ast.parse(f"({source})", mode="eval").body


def number(source: str, scene: Scene) -> Value:
    """The value of an expression that gives a number."""
    return _number(_parsed(source), source, scene)


def truth(source: str, scene: Scene) -> Truth:
    """The answer of a condition."""
    return _truth(_parsed(source), source, scene)


def _number(node: ast.expr, source: str, scene: Scene) -> Value:
    match node:
        case ast.Constant():
            # As it is written: 0.1 is a tenth, which no float is.
            written = ast.get_source_segment(f"({source})", node)
            return Fraction(str(written))
        case ast.Name() | ast.Attribute():
            return _named(node, scene)
        case ast.UnaryOp(ast.USub(), operand):
            return values.negate(_number(operand, source, scene))
        case ast.BinOp(left, operator, right):
            operation = _OPERATIONS[type(operator)]
            return operation(_number(left, source, scene), _number(right, source, scene))
        case ast.IfExp(test, body, orelse):
            taken = _truth(test, source, scene)
            if isinstance(taken, Unknown):
                return UNKNOWN
            return _number(body if taken else orelse, source, scene)
        case ast.Call(ast.Name(name)):
            return _called(name, node, source, scene)
    raise AssertionError(ast.dump(node))


_OPERATIONS: Mapping[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: values.add,
    ast.Sub: values.subtract,
    ast.Mult: values.multiply,
    ast.Div: values.divide,
}


def _called(name: str, node: ast.Call, source: str, scene: Scene) -> Value:
    if name in _AGGREGATES:
        return _AGGREGATES[name](node, source, scene)
    if name in ("row", "child"):
        code = ast.literal_eval(node.args[0])
        if name == "child":
            return scene.children.get(code, UNKNOWN)
        assert scene.rows is not None
        return scene.rows(code, scene)
    if name == "days_late":
        day, due = node.args[0], ast.Attribute(node.args[0], "target")
        return values.maximum(values.subtract(_named(day, scene), _named(due, scene)), Fraction(0))
    arguments = [_number(one, source, scene) for one in node.args]
    if name == "round":
        return values.half_up(arguments[0], _literal(arguments[1]))
    if name == "power":
        p, q, places = map(_literal, arguments[1:])
        return values.power(arguments[0], p, q, places)
    if name == "floor":
        return values.whole(arguments[0])
    return values.minimum(*arguments) if name == "min" else values.maximum(*arguments)


def _literal(value: Value) -> int:
    assert isinstance(value, Fraction)
    return int(value)


def _figure_name(node: ast.expr, scene: Scene) -> str | None:
    """The figure that a name stands for: ``jobs.target``; None for any other given name."""
    if isinstance(node, ast.Attribute):
        bare = _figure_name(node.value, scene)
        assert bare is not None
        return f"{bare}.{node.attr}"
    assert isinstance(node, ast.Name)
    if node.id in scene.names:
        given = scene.names[node.id]
        inner = _parsed(given.source)
        is_name = isinstance(inner, ast.Name | ast.Attribute)
        return _figure_name(inner, given.within(scene)) if is_name else None
    return None if node.id == "points" else node.id


def _named(node: ast.expr, scene: Scene) -> Value:
    name = _figure_name(node, scene)
    if name is not None:
        return _figure(name, scene.unit.figures.get(name))
    assert isinstance(node, ast.Name)
    if node.id in scene.names:
        given = scene.names[node.id]
        return number(given.source, given.within(scene))
    assert scene.points is not None
    return scene.points


def _figure(name: str, figure: PlainFigure | None) -> Value:
    """A missing figure and one that is only "nearly" so many are unknown; a target's bound counts
    in comparisons alone."""
    if figure is None or figure.bound == "near":
        return UNKNOWN
    if figure.bound == "exact" or name.endswith(".target"):
        return figure.value
    return above(figure.value) if figure.bound == "over" else below(figure.value)


def _truth(node: ast.expr, source: str, scene: Scene) -> Truth:
    match node:
        case ast.BoolOp(operator, operands):
            settling = isinstance(operator, ast.Or)
            return _until(settling, (_truth(one, source, scene) for one in operands))
        case ast.UnaryOp(ast.Not(), operand):
            answer = _truth(operand, source, scene)
            return answer if isinstance(answer, Unknown) else not answer
        case ast.Compare():
            return _until(False, _pairs(node, source, scene))
        case ast.Call(ast.Name("given"), [operand]):
            return all(_is_given(name, scene.unit) for name in _own_figures(operand, scene))
    raise AssertionError(ast.dump(node))


def _until(settling: bool, answers: Iterator[Truth]) -> Truth:
    """The answer that settles it, whatever is unknown before; unknown where none does."""
    found = []
    for answer in answers:
        if answer is settling:
            return settling
        found.append(answer)
    return UNKNOWN if UNKNOWN in found else not settling


def _pairs(node: ast.Compare, source: str, scene: Scene) -> Iterator[Truth]:
    operands = [node.left, *node.comparators]
    for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
        sign = _SIGNS[type(operator)]
        one, other = _number(left, source, scene), _number(right, source, scene)
        yield values.compare_beside(one, _edge(left, scene), sign, other, _edge(right, scene))


_SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def _edge(node: ast.expr, scene: Scene) -> int:
    """A target "under 6" stands a hair below 6 (-1), "over 6" a hair above (1)."""
    name = _figure_name(node, scene) if isinstance(node, ast.Name | ast.Attribute) else None
    figure = scene.unit.figures.get(name) if name and name.endswith(".target") else None
    return 0 if figure is None else {"under": -1, "over": 1}.get(figure.bound, 0)


def _is_given(name: str, unit: PlainUnit) -> bool:
    figure = unit.figures.get(name)
    return figure is not None and not figure.presumed


def _own_figures(node: ast.expr, scene: Scene) -> Iterator[str]:
    """The figures of the unit itself that an expression names, those of aggregates not."""
    called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    if called in _AGGREGATES:
        return
    if isinstance(node, ast.Name | ast.Attribute):
        name = _figure_name(node, scene)
        if name is not None:
            yield name
        elif isinstance(node, ast.Name) and node.id in scene.names:
            given = scene.names[node.id]
            yield from _own_figures(_parsed(given.source), given.within(scene))
        return
    if called == "days_late" and isinstance(node, ast.Call):
        yield from _own_figures(ast.Attribute(node.args[0], "target"), scene)
    inner = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    for one in inner:
        if isinstance(one, ast.expr):
            yield from _own_figures(one, scene)


def _own_value(node: ast.Call, source: str, scene: Scene) -> Value | None:
    """What a unit brings to an aggregate; None where the condition does not choose it."""
    where = next((word.value for word in node.keywords if word.arg == "where"), None)
    counts = True if where is None else _truth(where, source, scene)
    if counts is False:
        return None
    if isinstance(counts, Unknown):
        return UNKNOWN
    return _number(node.args[0], source, scene) if node.args else Fraction(1)


def _counted(node: ast.Call, source: str, scene: Scene) -> dict[str, Value]:
    """The values of those peers who count; one whose value is unknown is left out, and said."""
    found: dict[str, Value] = {}
    for peer in scene.peers:
        value = _own_value(node, source, scene.of(peer))
        if isinstance(value, Unknown):
            scene.left_out.append(peer.code)
        elif value is not None:
            found[peer.code] = value
    return found


def _over_values(together: Callable[[list[Value]], Value]) -> Callable[..., Value]:
    def read(node: ast.Call, source: str, scene: Scene) -> Value:
        return together(list(_counted(node, source, scene).values()))

    return read


def _sum(some: list[Value]) -> Value:
    total: Value = Fraction(0)
    for one in some:
        total = values.add(total, one)
    return total


def _mean(some: list[Value]) -> Value:
    return values.divide(_sum(some), Fraction(len(some))) if some else UNKNOWN


def _rank(node: ast.Call, source: str, scene: Scene) -> Value:
    """One more than the members that are higher; unknown for a unit that does not count."""
    own = _own_value(node, source, scene)
    if own is None or isinstance(own, Unknown):
        return UNKNOWN
    counted = _counted(node, source, scene)
    others = [value for code, value in counted.items() if code != scene.unit.code]
    higher = [values.compare(other, ">", own) for other in others]
    return UNKNOWN if UNKNOWN in higher else Fraction(1 + higher.count(True))


_AGGREGATES: Mapping[str, Callable[[ast.Call, str, Scene], Value]] = {
    "highest": _over_values(lambda some: values.maximum(*some) if some else UNKNOWN),
    "lowest": _over_values(lambda some: values.minimum(*some) if some else UNKNOWN),
    "mean": _over_values(_mean),
    "sum": _over_values(_sum),
    "count": _over_values(lambda some: Fraction(len(some))),
    "rank": _rank,
}
