"""The figures that a layer above the self-score has changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from thidua.core.model.observation import LAYERS, Layer, Observation
from thidua.core.model.period import Span
from thidua.core.scoring.entries import Member
from thidua.core.text.bilingual import Language
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.contents import FigureChange
from thidua.core.workspace.summary.figures import KIND_WORDS, Book
from thidua.core.workspace.views.wording import LAYER_WORDS


@frozen
class FigureMove:
    """A figure as a layer set it, and as it stood below."""

    before: Observation | None
    """None where no lower layer had the figure."""
    after: Observation


def figure_moves(observations: Iterable[Observation], unit: str) -> tuple[FigureMove, ...]:
    """Every change of a unit's figures by a layer above the self-score, from the lowest up."""
    own = sorted((item for item in observations if item.unit == unit), key=_key)
    return tuple(
        move for _, items in groupby(own, key=lambda it: _key(it)[:-1]) for move in _moves(items)
    )


def _key(item: Observation) -> tuple[str, str, Span, int]:
    return item.indicator, item.kind.value, item.span, LAYERS.index(item.layer)


def _moves(items: Iterable[Observation]) -> Iterator[FigureMove]:
    """The changes of one figure, its layers from the lowest up."""
    before: Observation | None = None
    for item in items:
        same = before is not None and (before.value, before.bound) == (item.value, item.bound)
        if item.layer is not Layer.SELF and not same:
            yield FigureMove(before, item)
        before = item


def readers_of(shown: OpenCluster, member: Member) -> dict[str, list[str]]:
    """The criteria that read each indicator, in the order of the point table, by which the
    indicators stand too."""
    found: dict[str, list[str]] = {}
    codes = (part.set_for(member.sector) for part in shown.scheme.parts)
    for code in dict.fromkeys(code for code in codes if code is not None):
        for item in shown.sets[code].criteria:
            if item.criterion.parent is None:
                for indicator in item.inputs:
                    found.setdefault(indicator, []).append(item.criterion.code)
    return found


def figure_changes(
    shown: OpenCluster,
    moves: Sequence[FigureMove],
    readers: Mapping[str, Sequence[str]],
    language: Language,
) -> tuple[FigureChange, ...]:
    """The changes in words, in the order of the criteria that read the figures."""
    book = Book(shown.indicators, {}, language)
    order = {code: place for place, code in enumerate(readers)}
    placed = sorted(moves, key=lambda move: order.get(move.after.indicator, len(order)))
    return tuple(
        FigureChange(
            criteria=", ".join(readers.get(move.after.indicator, ())),
            label=_label(move.after, book),
            before="-" if move.before is None else book.words(move.before),
            after=book.words(move.after),
            layer=book.say(LAYER_WORDS[move.after.layer]),
            reason=move.after.reason,
        )
        for move in placed
    )


def _label(item: Observation, book: Book) -> str:
    title, kind = book.say(book.indicator(item.indicator).title), KIND_WORDS.get(item.kind)
    return f"{title} ({book.say(kind)})" if kind else title
