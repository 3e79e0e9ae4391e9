"""What every document of a cluster begins with: whose it is, its period, its notices."""

from typing import TypedDict

from thidua.core.model.criteria import Basis
from thidua.core.text.bilingual import Language
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.cluster_card import cluster_card
from thidua.core.workspace.documents.contents import ClusterCard
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.report_data import Letterhead, Notices
from thidua.core.workspace.summary.rankings import COUNTED, NOT_FINAL, PROPOSED
from thidua.core.workspace.summary.spans import span_title
from thidua.core.workspace.views.notices import validity_notices


class Beginning(TypedDict):
    """The fields of ``ClusterDocument``."""

    department: str
    department_name: str
    period: str
    letterhead: Letterhead
    notices: Notices
    cluster: ClusterCard


def beginning(
    read: ClusterReading, letterhead: Letterhead, notices: Notices, language: Language
) -> Beginning:
    """The fields that all documents share; ``letterhead`` and ``notices`` are the document's."""
    shown = read.shown
    return Beginning(
        department=shown.cluster.organiser,
        department_name=read.organiser.name,
        period=span_title(shown.period.span).in_language(language),
        letterhead=letterhead,
        notices=notices,
        cluster=cluster_card(shown, shown.recorded.highest_layer(), language),
    )


def score_notices(
    read: ClusterReading, language: Language, *, illustrative: bool | None = None
) -> Notices:
    """What the reader must know before the points; ``illustrative`` says whether made-up figures
    have counted in those shown, in any of the cluster's unless given."""
    counted = read.score.illustrative if illustrative is None else illustrative
    return Notices(
        basis=basis_notice(read.shown, language),
        provisional=NOT_FINAL.in_language(language) if read.score.provisional else "",
        illustrative=COUNTED.in_language(language) if counted else "",
    )


def basis_notice(shown: OpenCluster, language: Language) -> str:
    """That the point table is a proposal, or is used outside its validity; empty for neither."""
    proposed = (PROPOSED,) if shown.opened.basis is Basis.PROPOSAL else ()
    return " ".join(text.in_language(language) for text in (*proposed, *validity_notices(shown)))
