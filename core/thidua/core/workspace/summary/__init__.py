"""The summary report of one department (or unit) for a period, built from the record alone."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Engine

from thidua.core.model.formulas import Formula
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.joining import join_words
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.report_data import (
    FigureGroup,
    Notices,
    RankingTable,
    SummaryReport,
)
from thidua.core.workspace.summary.audit import audit
from thidua.core.workspace.summary.figures import figure_groups
from thidua.core.workspace.summary.letterhead import letterhead_of
from thidua.core.workspace.summary.rankings import PROPOSED, ranking_table
from thidua.core.workspace.summary.reading import SummaryReading, SummaryRequest, read_summary
from thidua.core.workspace.summary.same_days import told_apart
from thidua.core.workspace.summary.spans import span_title
from thidua.core.workspace.summary.targets import next_targets


def build_summary(
    engine: Engine,
    catalogue: Catalogue,
    request: SummaryRequest,
    language: Language = "vi",
    formulas: Mapping[str, Formula] | None = None,
) -> SummaryReport:
    """Read, score and compose, as :func:`~thidua.core.workspace.summary.reading.read_summary` and
    :func:`summary_of` say."""
    return summary_of(read_summary(engine, catalogue, request, formulas), language)


def summary_of(read: SummaryReading, language: Language = "vi") -> SummaryReport:
    """The report on what was read, its rankings scored."""
    book = read.book(language)
    groups = figure_groups(read.figures, book)
    rankings = tuple(
        told_apart(ranking_table(item, language), item, read.clusters, language)
        for item in read.clusters
    )
    title = span_title(read.period.span)
    return SummaryReport(
        department=read.unit,
        department_name=read.version.name,
        period=title.in_language(language),
        letterhead=letterhead_of(read.version, read.superior, title),
        notices=_notices(groups, rankings, language),
        figures=groups,
        sources=tuple(f"{book.mark(source)} {source}" for source in read.sources),
        next_targets=next_targets(read.figures, read.period.span, book),
        audit=audit(read.figures, read.catalogue.checks.values(), book),
        rankings=rankings,
    )


def _notices(
    groups: Iterable[FigureGroup], rankings: Iterable[RankingTable], language: Language
) -> Notices:
    tables = tuple(rankings)
    provisional = join_words((item.title for item in tables if item.provisional), language)
    provisional_words = Text(
        f"Thứ hạng tạm thời: {provisional}.", f"Provisional ranks: {provisional}."
    )
    return Notices(
        basis=" ".join(
            (
                *([PROPOSED.in_language(language)] if any(item.basis for item in tables) else []),
                *dict.fromkeys(item.validity for item in tables if item.validity),
            )
        ),
        provisional=provisional_words.in_language(language) if provisional else "",
        illustrative=_illustrative(groups, tables, language),
    )


def _illustrative(
    groups: Iterable[FigureGroup], tables: Iterable[RankingTable], language: Language
) -> str:
    """Where figures that nobody published stand or have counted."""
    count = sum(row.illustrative for group in groups for row in group.rows)
    titles = join_words((item.title for item in tables if item.illustrative), language)
    rows = Text(
        f"có {count} dòng số liệu minh hoạ",
        f"rows of illustrative figures (số liệu minh hoạ): {count}",
    )
    counted = Text(
        f"số liệu minh hoạ đã được tính vào điểm của {titles}",
        f"illustrative figures (số liệu minh hoạ) have counted in the points of {titles}",
    )
    said = [*([rows] if count else []), *([counted] if titles else [])]
    sentence = "; ".join(text.in_language(language) for text in said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
