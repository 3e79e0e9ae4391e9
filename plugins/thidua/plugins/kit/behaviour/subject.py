"""One criterion under examination: its trees, the figures that they read, what may be reported."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import evolve, field, frozen

from thidua.core.formula.titles import Naming
from thidua.core.formula.tree import (
    Aggregate,
    Field,
    Given,
    Judgement,
    Name,
    Node,
    PythonCall,
)
from thidua.core.formula.walking import has_aggregate, names_read, own_names, unlabelled, walk
from thidua.core.model.compiled import CompiledCriterion, CompiledSet
from thidua.core.model.indicator import Indicator, ValueKind, WhenBlank
from thidua.core.text.bilingual import Text

ANY_KIND = "unit"
"""The kind of the generated members where a criterion concerns every kind."""
_FIELDS = {Field.TARGET: 0, Field.BASELINE: 1, Field.PREVIOUS: 2, Field.ACTUAL: 3}


@frozen(slots=False, eq=False)
class Subject:
    """A criterion with all that its checks need."""

    item: CompiledCriterion
    compiled: CompiledSet = field(repr=False)
    """The set cut down to the criterion and those above it, so that one cell is cheap to read."""
    indicators: Mapping[str, Indicator] = field(repr=False)
    conditions: tuple[Node, ...] = field(default=(), repr=False)
    """What is true of every figure that a unit may enter: the sector's own strict checks."""

    @property
    def code(self) -> str:
        """The criterion's code."""
        return self.item.criterion.code

    @cached_property
    def kind(self) -> str:
        """A kind of unit that the criterion concerns."""
        applies = (one.criterion.applies_to for one in self.compiled.criteria)
        return next((kinds[0] for kinds in applies if kinds), ANY_KIND)

    @property
    def trees(self) -> tuple[Node, ...]:
        """The trees that make up the points."""
        return (self.item.full, self.item.deducted, self.item.base, self.item.bonus)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of the trees, each once."""
        found = (node for tree in self.trees for node in walk(tree))
        return tuple({id(node): node for node in found}.values())

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every figure that the points may depend on; what an actual is set against comes first."""
        found = frozenset[Name]().union(*map(names_read, self.trees))
        return tuple(sorted(found, key=lambda name: (name.indicator, _FIELDS[name.field])))

    @cached_property
    def own(self) -> frozenset[Name]:
        """Those of the unit itself."""
        return frozenset[Name]().union(*map(own_names, self.trees))

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """The points that an appraiser chooses."""
        return tuple(node for node in self.nodes if isinstance(node, Judgement))

    @cached_property
    def python_formulas(self) -> tuple[str, ...]:
        """Codes of the plain Python functions that the trees call."""
        return tuple(sorted({one.formula for one in self.nodes if isinstance(one, PythonCall)}))

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """Words of the aggregates that the trees take over the cluster."""
        return tuple(sorted({one.kind.value for one in self.nodes if isinstance(one, Aggregate)}))

    @cached_property
    def depends_on_cluster(self) -> bool:
        """Whether the criterion says that the other members count."""
        return any(has_aggregate(tree) for tree in self.trees)

    @cached_property
    def guarded(self) -> frozenset[Name]:
        """The figures whose blank the criterion treats by a rule of its own: given(x)."""
        return frozenset(
            name
            for node in self.nodes
            if isinstance(node, Given)
            for name in own_names(unlabelled(node.operand))
        )

    @cached_property
    def presumed(self) -> tuple[Name, ...]:
        """The figures whose blank is declared to mean zero."""
        return tuple(name for name in self.names if self._is_presumed(name))

    def _is_presumed(self, name: Name) -> bool:
        blank = self.indicators[name.indicator].when_blank
        return name.field is Field.ACTUAL and blank is WhenBlank.ZERO

    @cached_property
    def naming(self) -> Naming:
        """What counterexamples call the figures."""
        return Naming(
            titles={code: one.title for code, one in self.indicators.items()},
            units={code: one.unit for code, one in self.indicators.items()},
            dates={code for code, one in self.indicators.items() if one.kind is ValueKind.DATE},
            values={code: words for code, one in self.indicators.items() if (words := _words(one))},
        )


def _words(indicator: Indicator) -> dict[int, Text]:
    if indicator.kind is ValueKind.YES_NO:
        return {1: Text("có", "yes"), 0: Text("không", "no")}
    return dict(enumerate(indicator.grade_words, start=1))


def subjects_of(
    compiled: CompiledSet, indicators: Mapping[str, Indicator], conditions: Iterable[Node]
) -> tuple[Subject, ...]:
    """The criteria of a set; those that are parts of another come before it."""
    strict = tuple(conditions)
    found = [_subject(compiled, item, indicators, strict) for item in compiled.criteria]
    return tuple(sorted(found, key=lambda one: -len(one.compiled.criteria)))


def _subject(
    compiled: CompiledSet,
    item: CompiledCriterion,
    indicators: Mapping[str, Indicator],
    conditions: tuple[Node, ...],
) -> Subject:
    known = dict(indicators) | {one.code: one for one in compiled.indicators}
    read = {code: known[code] for code in item.inputs}
    concerned = tuple(
        node for node in conditions if {name.indicator for name in names_read(node)} <= read.keys()
    )
    return Subject(
        item, evolve(compiled, criteria=(item, *_above(compiled, item))), read, concerned
    )


def _above(compiled: CompiledSet, item: CompiledCriterion) -> Iterator[CompiledCriterion]:
    while item.criterion.parent is not None:
        item = compiled.by_code[item.criterion.parent]
        yield item
