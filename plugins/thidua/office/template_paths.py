"""Fields that a template reads and a report does not have, found before anything is filled in.

Walks the syntax tree beside a report with one of everything: ``{% for row in rows %}`` takes the
first row for all, so that ``{{ row.nmae }}`` is found inside the loop too. What the walk cannot
know (an empty list, an index that is worked out) is left to the filling itself.
"""

from collections.abc import Mapping
from typing import Final

from jinja2 import nodes

from thidua.core.text.fault import Fault
from thidua.office.template_rules import LOOP_FIELDS, Place, no_such_field, suggestion

_Scope = Mapping[str, object]


class _Unknown:
    """Stands where the walk cannot know the value."""


UNKNOWN: Final = _Unknown()
_LOOP: Final = dict.fromkeys(LOOP_FIELDS, 1)


def faults_of_paths(
    tree: nodes.Template, place: Place, report: Mapping[str, object]
) -> tuple[Fault, ...]:
    """A fault for each field below the names of ``report`` that is not there, by line."""
    walk = _Walk(place)
    walk.value(tree, report)
    return tuple(fault for _, fault in sorted(walk.found, key=lambda pair: pair[0]))


class _Walk:
    """Values of expressions, as far as they can be told, noting what is missing on the way."""

    def __init__(self, place: Place) -> None:
        self.found: list[tuple[int, Fault]] = []
        self._place = place

    def value(self, node: nodes.Node, scope: _Scope) -> object:
        """What the node gives, UNKNOWN where that cannot be told."""
        match node:
            case nodes.Name():
                return scope.get(node.name, UNKNOWN)
            case nodes.Getattr():
                return self._key(node, self.value(node.node, scope), node.attr)
            case nodes.Getitem():
                return self._item(node, scope)
            case nodes.For():
                return self._loop(node, scope)
            case nodes.Filter(name="first" | "last") if node.node is not None:
                return _one_of(self.value(node.node, scope))
        for child in node.iter_child_nodes():
            self.value(child, scope)
        return UNKNOWN

    def _loop(self, loop: nodes.For, scope: _Scope) -> object:
        item = _one_of(self.value(loop.iter, scope))
        target = {loop.target.name: item} if isinstance(loop.target, nodes.Name) else {}
        inner = {**scope, **target, "loop": _LOOP}
        for child in (loop.test, *loop.body):
            if child is not None:
                self.value(child, inner)
        for child in loop.else_:
            self.value(child, scope)
        return UNKNOWN

    def _item(self, node: nodes.Getitem, scope: _Scope) -> object:
        value = self.value(node.node, scope)
        if not isinstance(node.arg, nodes.Const):
            self.value(node.arg, scope)
            return UNKNOWN
        if isinstance(node.arg.value, int):
            return _one_of(value)
        return self._key(node, value, str(node.arg.value))

    def _key(self, node: nodes.Node, value: object, name: str) -> object:
        if value is None or value is UNKNOWN:
            return UNKNOWN
        if isinstance(value, Mapping) and name in value:
            return value[name]
        known = list(value) if isinstance(value, Mapping) else []
        fault = Fault(no_such_field(name), self._place(node.lineno), suggestion(name, known))
        self.found.append((node.lineno, fault))
        return UNKNOWN


def _one_of(value: object) -> object:
    return value[0] if isinstance(value, list) and value else UNKNOWN
