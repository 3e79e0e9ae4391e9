"""The emulation covenant (giao ước thi đua): what is scored, and the targets that members sign."""

from collections.abc import Iterable

from attrs import frozen

from thidua.core.model.observation import LAYERS, Observation, ObservationKind
from thidua.core.scoring.entries import Member
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.beginning import basis_notice, beginning
from thidua.core.workspace.documents.cluster_card import members_in_order, role_words
from thidua.core.workspace.documents.contents import (
    Covenant,
    CovenantMember,
    CovenantTarget,
    CriteriaGroup,
)
from thidua.core.workspace.documents.figure_moves import readers_of
from thidua.core.workspace.documents.letterheads import cluster_letterhead
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.documents.table_places import table_places
from thidua.core.workspace.figure_words import FigureWords, figure_words
from thidua.core.workspace.report_data import Notices
from thidua.core.workspace.templates import Document

MADE_UP = Text(
    "Chỉ tiêu hoặc kết quả kỳ trước có số liệu minh hoạ, không nguồn nào công bố.",
    "Some targets or earlier results are illustrative (số liệu minh hoạ), published by no source.",
)


@frozen
class _Signed:
    """A member's target beside its result of the period before."""

    target: Observation
    previous: Observation | None

    @property
    def illustrative(self) -> bool:
        return self.target.illustrative or bool(self.previous and self.previous.illustrative)


def covenant(read: ClusterReading, language: Language) -> Covenant:
    """The covenant of a period; nothing is scored for it."""
    members = [
        (member, role, _signed(read.shown, member)) for member, role in members_in_order(read.shown)
    ]
    made_up = any(item.illustrative for _, _, signed in members for item in signed)
    notices = Notices(
        basis=basis_notice(read.shown, language),
        illustrative=MADE_UP.in_language(language) if made_up else "",
    )
    return Covenant(
        **beginning(read, cluster_letterhead(read, Document.COVENANT), notices, language),
        groups=_groups(read.shown, language),
        members=tuple(
            CovenantMember(
                member.unit,
                member.name,
                role_words(read.shown.cluster.label, role).in_language(language),
                tuple(_target(read.shown, item, language) for item in signed),
            )
            for member, role, signed in members
        ),
    )


def _groups(shown: OpenCluster, language: Language) -> tuple[CriteriaGroup, ...]:
    """The parts of the scheme; of a plain cluster the sections, or the criteria without them."""
    top = (item for item in table_places(shown, lambda part: part.set_codes()) if not item.depth)
    return tuple(
        CriteriaGroup(item.title.in_language(language), _points(item.maximum.in_language(language)))
        for item in top
    )


def _points(maximum: str) -> str:
    """The maximum where it is a number; a section that only gives a bonus without bound, or only
    deducts, has none."""
    return maximum if any(sign.isdigit() for sign in maximum) else ""


def _signed(shown: OpenCluster, member: Member) -> list[_Signed]:
    """The targets of the indicators by which the member is scored, in the order of the criteria."""
    targets = _latest(shown.recorded.observations, member, ObservationKind.TARGET)
    results = _latest(shown.recorded.previous, member, ObservationKind.ACTUAL)
    return [
        _Signed(targets[code], results.get(code))
        for code in readers_of(shown, member)
        if code in targets
    ]


def _latest(
    items: Iterable[Observation], member: Member, kind: ObservationKind
) -> dict[str, Observation]:
    """The member's figures of a kind by indicator, each as the highest layer has it."""
    own = (item for item in items if item.unit == member.unit and item.kind is kind)
    return {item.indicator: item for item in sorted(own, key=lambda it: LAYERS.index(it.layer))}


def _target(shown: OpenCluster, item: _Signed, language: Language) -> CovenantTarget:
    indicator = shown.indicators[item.target.indicator]
    asked = figure_words(item.target, indicator, language)
    before = None if item.previous is None else figure_words(item.previous, indicator, language)
    return CovenantTarget(
        indicator=indicator.code,
        label=indicator.title.in_language(language),
        target=asked.value,
        unit=asked.unit,
        previous="" if before is None else _beside(before, asked),
    )


def _beside(before: FigureWords, asked: FigureWords) -> str:
    """An earlier result; with its unit only where the target is counted in another."""
    return before.value if before.unit == asked.unit else before.whole()
