"""The minutes of the closing meeting (biên bản họp): the ranking, and who is put to the vote."""

from thidua.core.text.bilingual import Language
from thidua.core.workspace.documents.beginning import beginning, score_notices
from thidua.core.workspace.documents.contents import Minutes
from thidua.core.workspace.documents.letterheads import cluster_letterhead
from thidua.core.workspace.documents.proposal import leading_candidates, proposal_of
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.summary.rankings import ranking_table
from thidua.core.workspace.templates import Document


def minutes(read: ClusterReading, language: Language) -> Minutes:
    """Everything that is known before the meeting; what it says and decides is left to fill."""
    ranking = ranking_table(read.shown, language, read.scores)
    return Minutes(
        **beginning(
            read,
            cluster_letterhead(read, Document.MINUTES),
            score_notices(read, language),
            language,
        ),
        ranking=ranking,
        candidates=leading_candidates(proposal_of(read.score), ranking, language),
    )
