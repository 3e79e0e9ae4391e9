"""Whole clusters scored and ranked in columns; what columns cannot decide, the scalar reading
does, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.blocks import score_columns
from thidua.core.scoring.columns.joining import joined, pasted
from thidua.core.scoring.columns.layout import Layout, layout_of
from thidua.core.scoring.columns.results import TableScore, table_score_of
from thidua.core.scoring.columns.table import ClusterTable, Rules
from thidua.core.scoring.columns.tabling import case_at

BLOCK_ROWS = 131_072
"""Clusters are scored together until they have as many rows: their columns stay in the cache. Half
as many are not worth a thread: two threads take longer for 100,000 rows than one does."""


def score_table(rules: Rules, table: ClusterTable, *, threads: int = 1) -> TableScore:
    """Score and rank every cluster of a table.

    The result does not depend on ``threads`` nor on the other clusters. Refused where a plugin's
    function was stopped, or where points are wider than a column of results holds.
    """
    layout, blocks = layout_of(rules), blocks_of(table)

    def score(block: slice) -> TableScore:
        return _score_block(rules, layout, table.take(block))

    if threads == 1 or len(blocks) == 1:
        return joined(map(score, blocks), table.rows, len(table.clusters))
    with ThreadPoolExecutor(threads) as pool:
        return joined(pool.map(score, blocks), table.rows, len(table.clusters))


def blocks_of(table: ClusterTable) -> list[slice]:
    """Ranges of whole clusters, each but the last of :data:`BLOCK_ROWS` rows or a cluster more;
    one range at least."""
    starts, clusters = table.segments.starts, len(table.clusters)
    bounds = [0]
    while bounds[-1] < clusters:
        end = np.searchsorted(starts, starts[bounds[-1]] + BLOCK_ROWS)
        bounds.append(min(int(end), clusters))
    return [slice(*pair) for pair in pairwise(bounds)] or [slice(0, 0)]


def _score_block(rules: Rules, layout: Layout, table: ClusterTable) -> TableScore:
    score, undecided = score_columns(rules, layout, table)
    clusters = np.unique(table.segments.cluster_of_rows[undecided]).tolist()
    if not clusters:
        return score
    found = [score_cluster(case_at(rules, table, cluster)) for cluster in clusters]
    rows = np.concatenate([np.arange(table.rows)[table.rows_of(one)] for one in clusters])
    return pasted(score, table_score_of(rules, found), rows, np.array(clusters))
