"""Builds the demonstration's workspace, by the same use cases as the commands."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from thidua.cli.demo.departments import Department, Scored
from thidua.cli.session import Session
from thidua.core.model.observation import Layer
from thidua.core.model.period import Period, Span
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.workspace.intake.taking_in import SourceFile
    from thidua.core.workspace.opening import SchemeOffer

OWN_FIGURES = ("published.csv", "facts-self.csv", "presumed.csv", "illustrative.csv")
APPRAISED_FIGURES = "facts-appraised.csv"


FILE_WORDS = {
    "published.csv": Text("số liệu công bố", "published figures"),
    "facts-self.csv": Text("số liệu tự báo cáo", "reported figures"),
    "presumed.csv": Text("số suy ra hoặc giả định", "inferred or presumed figures"),
    "illustrative.csv": Text("số liệu minh hoạ", "illustrative figures"),
    "facts-appraised.csv": Text("số liệu thẩm định lại", "appraised figures"),
}
_NOUNS = (
    Text("đơn vị", "units"),
    Text("cụm/khối thi đua", "clusters"),
    Text("điểm chấm minh hoạ", "illustrative judged points"),
)


@frozen
class Taken:
    """How much of each kind was taken in for a department."""

    units: int
    clusters: int
    figures: tuple[tuple[str, int], ...]
    """By file."""
    judged: int

    def in_words(self, code: str) -> Text:
        """One line for the screen."""
        units, clusters, judged = zip((self.units, self.clusters, self.judged), _NOUNS, strict=True)
        figures = [(count, FILE_WORDS[name]) for name, count in self.figures]
        said = [(count, noun) for count, noun in (units, clusters, *figures, judged) if count]
        vi = ", ".join(f"{count} {noun.vi}" for count, noun in said)
        en = ", ".join(f"{noun.en} {count}" for count, noun in said)
        return Text(f"{code}: {vi}", f"{code}: {en}")


def build(session: Session, department: Department) -> Taken:
    """Import a department's units and clusters, open its periods, import its figures."""
    from thidua.cli.sector import enable_for

    units = _take_in_units(session, department)
    for owner, sector in department.sectors:
        enable_for(session, sector, owner)
    clusters = _take_in_clusters(session, department)
    for scored in department.scored:
        _open(session, department, scored)
    figures = tuple(_take_in_figures(session, department))
    judged = sum(_take_in_judged(session, department, it) for it in department.scored)
    return Taken(units, clusters, figures, judged)


def _read(session: Session, file: Path) -> "SourceFile":
    from thidua.core.workspace.intake.taking_in import read_file

    return read_file(session.catalogue(), file)


def _take_in_units(session: Session, department: Department) -> int:
    from thidua.core.workspace.intake.taking_in import take_in_units

    source = _read(session, department.file("units.csv"))
    return take_in_units(session.engine, source, session.actor).stored.written


def _take_in_clusters(session: Session, department: Department) -> int:
    from thidua.core.workspace.intake.taking_in import take_in_clusters

    file = department.file("clusters.csv")
    if not file.exists():
        return 0
    taken = take_in_clusters(session.engine, _read(session, file), session.actor)
    return len(taken.content.clusters)


def _open(session: Session, department: Department, scored: Scored) -> None:
    from thidua.core.workspace.intake.taking_in import now
    from thidua.core.workspace.opening import open_clusters, plan_opening

    span = Span(date(scored.year, 1, 1), date(scored.year, 12, 31))
    period = Period(scored.period, span, span.kind())
    offer = _offer(session, department, scored)
    openings = plan_opening(session.engine, period, scored.clusters, offer)
    open_clusters(session.engine, period, openings, offer, session.actor, now())


def _offer(session: Session, department: Department, scored: Scored) -> "SchemeOffer":
    from thidua.cli.scheme_offers import offer_of_file, offer_of_set
    from thidua.core.workspace.opening import departments_of

    organisers = departments_of(session.engine, scored.clusters)
    if scored.scheme:
        return offer_of_file(session, organisers, department.file(scored.scheme))
    file = department.file(scored.criteria)
    return offer_of_set(session, organisers, str(file) if file.exists() else scored.criteria)


def _take_in_figures(session: Session, department: Department) -> Iterator[tuple[str, int]]:
    for name in OWN_FIGURES:
        file = department.file(name)
        if file.exists():
            yield name, _take_in(session, file)
    file = department.file(APPRAISED_FIGURES)
    if file.exists():
        for scored in department.scored:
            (cluster,) = scored.clusters
            count = _take_in(session, file, Layer.APPRAISED, cluster, scored.period)
        yield file.name, count


def _take_in(
    session: Session,
    file: Path,
    layer: Layer = Layer.SELF,
    cluster: str | None = None,
    period: str | None = None,
) -> int:
    from thidua.core.workspace.intake.scopes import import_scope
    from thidua.core.workspace.intake.taking_in import take_in_results

    catalogue = session.catalogue()
    scope = import_scope(
        session.engine,
        catalogue.indicators,
        session.formulas,
        layer=layer,
        cluster=cluster,
        period=period,
    )
    taken = take_in_results(
        session.engine,
        _read(session, file),
        scope,
        session.actor,
        checks=catalogue.checks.values(),
    )
    return taken.stored.written


def _take_in_judged(session: Session, department: Department, scored: Scored) -> int:
    from thidua.core.workspace.intake.taking_in import take_in_judged

    stored = 0
    for cluster, file in _judged_files(department, scored.clusters):
        shown = session.open_cluster(cluster, scored.period)
        source = _read(session, file)
        taken = take_in_judged(session.engine, source, shown, Layer.APPRAISED, session.actor)
        stored += taken.stored.written
    return stored


def _judged_files(department: Department, clusters: Iterable[str]) -> Iterator[tuple[str, Path]]:
    for cluster in clusters:
        file = department.file(f"judged-{cluster}.csv")
        if file.exists():
            yield cluster, file
