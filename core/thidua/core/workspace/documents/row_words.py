"""What stands beside the points of a criterion: why they are what they are, and the evidence."""

from collections.abc import Collection, Iterator

from attrs import frozen

from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.titles import Naming
from thidua.core.model.compiled import CompiledCriterion
from thidua.core.model.observation import LAYERS, JudgedPoints, Layer, Observation
from thidua.core.scoring.cells import Cell
from thidua.core.text.bilingual import Language
from thidua.core.workspace.documents.figure_moves import FigureMove
from thidua.core.workspace.views.explanation import NOT_OF_KIND
from thidua.core.workspace.views.wording import LAYER_WORDS

Reasoned = tuple[Layer | None, str]
"""A reason, and the layer that gave it; None where no person did."""


@frozen
class RowWords:
    """The reasons and the evidence of one member's criteria."""

    judged: tuple[JudgedPoints, ...]
    """The member's own that count in any layer, from the lowest layer up."""
    observations: tuple[Observation, ...]
    """The member's own, of all layers."""
    moves: tuple[FigureMove, ...]
    naming: Naming
    language: Language

    def reason(self, item: CompiledCriterion, parts: Collection[str], cell: Cell | None) -> str:
        """Why the points were judged, changed, not applicable or are unknown; each reason is
        marked with its layer where several layers gave one. ``parts`` are the criteria that make
        it up, itself among them; ``cell`` is the last layer's."""
        given = list(dict.fromkeys((*self._by_people(item, parts), *self._by_rules(cell))))
        several = len({layer for layer, _ in given if layer is not None}) > 1
        return "; ".join(self._marked(layer, words, several) for layer, words in given)

    def evidence(self, item: CompiledCriterion) -> str:
        """The evidence of the figures that the criterion reads, each once; where a figure has
        none its source, or the reason that was given with it."""
        read = sorted(
            (one for one in self.observations if one.indicator in item.inputs),
            key=lambda one: LAYERS.index(one.layer),
        )
        found = (one.evidence or one.source or one.reason for one in read)
        return "; ".join(dict.fromkeys(words for words in found if words))

    def _by_people(self, item: CompiledCriterion, parts: Collection[str]) -> list[Reasoned]:
        judged = [(one.layer, one.reason) for one in self.judged if one.criterion in parts]
        changed = [
            (move.after.layer, move.after.reason)
            for move in self.moves
            if move.after.indicator in item.inputs and move.after.reason
        ]
        return sorted((*judged, *changed), key=lambda given: LAYERS.index(given[0]))

    def _by_rules(self, cell: Cell | None) -> Iterator[Reasoned]:
        if cell is None:
            return
        if cell.not_applicable is not None:
            yield None, cell.not_applicable or NOT_OF_KIND.in_language(self.language)
        for reason in cell.unknown:
            yield None, reason_in_words(reason, self.naming).in_language(self.language)

    def _marked(self, layer: Layer | None, words: str, several: bool) -> str:
        if layer is None or not several:
            return words
        return f"{LAYER_WORDS[layer].in_language(self.language)}: {words}"
