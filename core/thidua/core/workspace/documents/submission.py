"""The submission (tờ trình) that proposes the leader of a cluster for the flag."""

from thidua.core.text.bilingual import Language
from thidua.core.workspace.documents.beginning import beginning, score_notices
from thidua.core.workspace.documents.contents import Submission
from thidua.core.workspace.documents.letterheads import cluster_letterhead, council_of
from thidua.core.workspace.documents.proposal import (
    barred_candidates,
    leading_candidates,
    obstacles,
    proposal_of,
)
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.summary.rankings import ranking_table
from thidua.core.workspace.templates import Document


def submission(read: ClusterReading, language: Language) -> Submission:
    """The proposal as the ranking stands; with ``obstacles`` it cannot be made yet."""
    ranking = ranking_table(read.shown, language, read.scores)
    proposal = proposal_of(read.score)
    return Submission(
        **beginning(
            read,
            cluster_letterhead(read, Document.SUBMISSION),
            score_notices(read, language),
            language,
        ),
        addressee=council_of(read.organiser),
        ranking=ranking,
        leaders=leading_candidates(proposal, ranking, language),
        barred=barred_candidates(proposal, ranking),
        obstacles=obstacles(read.score, ranking, language),
    )
