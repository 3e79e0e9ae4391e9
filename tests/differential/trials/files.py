"""Clusters written as a dataset, scored by an executor, and read back from the file of scores."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from rulebook.plain import PlainRanking, PlainRow
from thidua.core.dataset.executors.tasks import Executor
from thidua.core.dataset.header import header_for
from thidua.core.dataset.score_file import open_scores
from thidua.core.dataset.scoring_run import score_dataset
from thidua.core.dataset.writing import write_dataset
from thidua.core.model.observation import Layer
from thidua.core.model.period import Span
from thidua.core.scoring.columns.layout import layout_of
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.tally import Level
from trials.agreeing import Clusters
from trials.casting import case_of, key_text
from trials.shown import Digits, Shown

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def file_reading(
    folder: Path, executor: Executor, *, group_rows: int = 4, partitions: int | None = None
) -> Callable[[Clusters], Shown]:
    """Clusters through a dataset of small row groups, in so many partitions."""

    def reading(clusters: Clusters) -> Shown:
        file, out = folder / "figures.parquet", folder / "scores.parquet"
        rules = written(file, clusters, group_rows)
        score_dataset(
            file, out, executor, formulas=dict, release="", partitions=partitions, afresh=True
        )
        return scores_in(out, rules, clusters)

    return reading


def written(file: Path, clusters: Clusters, group_rows: int) -> Rules:
    """The clusters as a dataset, in the order of their codes; the rules that it carries."""
    cases = {code: case_of(clusters[code]) for code in sorted(clusters)}
    first = next(iter(cases.values()))
    table = table_of(cases)
    header = header_for(
        "2026",
        YEAR,
        Layer.SELF,
        first.scheme,
        first.sets,
        places={name: column.places for name, column in table.figures.items()},
        judged_places={code: column.places for code, column in table.judged.items()},
        not_applicable=table.not_applicable,
    )
    write_dataset(file, header, [table], group_rows=group_rows)
    return Rules(first.scheme, first.sets)


def scores_in(file: Path, rules: Rules, clusters: Clusters) -> Shown:
    """A file of scores as plain data; of an empty cluster it says nothing."""
    layout = layout_of(rules)
    keys = {
        (part, level.value, code): digits
        for (part, level, code), digits in layout.places.items()
        # The one part of a plain scheme has no column: its points are the total.
        if level is not Level.PART or len(rules.scheme.parts) > 1
    }
    rows: dict[str, dict[str, PlainRow]] = {code: {} for code in clusters}
    provisional = dict.fromkeys(clusters, False)
    for line in open_scores(file).table().to_pylist():
        rows[line["cluster"]][line["unit"]] = _row(line, rules, keys)
        provisional[line["cluster"]] = line["provisional"]
    rankings = {code: PlainRanking(found) for code, found in rows.items()}
    return Shown(rankings, Digits(layout.total, layout.deductions, keys), provisional)


def _row(
    line: Mapping[str, Any], rules: Rules, keys: Mapping[tuple[str, str, str], int]
) -> PlainRow:
    places = {key: _fraction(line.get(_column(key, rules))) for key in keys}
    return PlainRow(
        status=line["status"],
        rank=line["rank"],
        shares_rank=line["shares_rank"],
        points=_fraction(line["points"]),
        bonus=_fraction(line["bonus"]),
        deductions=_fraction(line["deductions"]),
        band=line["band"],
        decided_by=_key(line["decided_by"], rules),
        cells={("", code.rpartition(":")[2]): None for code in (line["unknown"] or "").split()},
        places={key: points for key, points in places.items() if points is not None},
    )


def _key(written: str | None, rules: Rules) -> str | None:
    """The key of the chain that the file names without its direction."""
    chain = [key_text(key) for key in rules.scheme.tie_breakers]
    return next((key for key in chain if written in (key, key.rpartition(" ")[0])), None)


def _column(key: tuple[str, str, str], rules: Rules) -> str:
    part, level, code = key
    own = f"{level}:{code}"
    return own if level == "part" or len(rules.scheme.parts) == 1 else f"{part}/{own}"


def _fraction(written: Any) -> Fraction | None:
    return None if written is None else Fraction(written)
