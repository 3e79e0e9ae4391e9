"""Taking files in: read whole, checked whole, stored whole or not at all.

A dry run does everything but store. The same file for the same purpose is taken in once, unless
the record has moved on since: then it is a further import. Every figure names the import that it
came with.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from attrs import frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.contribution import Check, Sector
from thidua.core.model.observation import Layer
from thidua.core.record.clusters import load_clusters, load_roster, save_clusters, save_roster
from thidua.core.record.connection import reading, writing
from thidua.core.record.decisions import save_judged
from thidua.core.record.imports import (
    ImportBatch,
    count_stored,
    find_import,
    record_import,
    request_id_of,
)
from thidua.core.record.observations import save_observations
from thidua.core.record.stored import Stored
from thidua.core.record.units import load_units, save_units
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse, refuse_all
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.clock import now as now
from thidua.core.workspace.deciding import exempt_faults
from thidua.core.workspace.intake.clusters import ClusterImport, read_clusters
from thidua.core.workspace.intake.figure_checking import refuse_implausible
from thidua.core.workspace.intake.judged import JudgedImport, read_judged
from thidua.core.workspace.intake.results import ImportScope, ResultImport, read_results
from thidua.core.workspace.intake.unit_doubts import unit_doubts
from thidua.core.workspace.intake.units import UnitImport, read_units
from thidua.core.workspace.period_state import refuse_final
from thidua.core.workspace.readers import Table


class Content(Protocol):
    """What a file says."""

    @property
    def rows(self) -> int:
        """Records found in the file."""


Read = TypeVar("Read", bound=Content)

Store = Callable[[Connection, int], Stored]
"""Stores what was read, as coming with the import of that number."""


@frozen
class SourceFile:
    """A file as it was read, once."""

    name: str
    sha256: str
    tables: tuple[Table, ...]


@frozen
class TakenIn(Generic[Read]):
    """What became of a file. Its entries = new + changed + unchanged."""

    file: SourceFile
    content: Read
    stored: Stored
    dry_run: bool = False
    earlier: ImportBatch | None = None
    """The latest import of the very same file, which still holds: nothing was stored this time."""
    warnings: tuple[Fault, ...] = ()
    """What looks wrong, and is taken in all the same."""


def read_file(catalogue: Catalogue, file: Path) -> SourceFile:
    """Read a file by the reader of its suffix; Refused where it is missing or none reads it."""
    if not file.is_file():
        raise refuse("không có tệp này.", "there is no such file.", place=str(file))
    reader = catalogue.reader_for(file)
    tables = reader.read(file)  # refuses a file that is too large to be read here
    return SourceFile(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), tables)


def take_in_units(
    engine: Engine,
    file: SourceFile,
    actor: str,
    *,
    sectors: Mapping[str, Sector] | None = None,
    dry_run: bool = False,
) -> TakenIn[UnitImport]:
    """Import units; the versions in the file replace those that the units had.

    ``sectors`` are those that are installed, by which kinds and sectors of units are doubted.
    """
    with reading(engine) as connection:
        content = read_units(file.name, file.tables, load_units(connection))
    warnings = () if sectors is None else tuple(unit_doubts(content.units, sectors))

    def store(connection: Connection, _: int) -> Stored:
        return save_units(connection, content.units)

    return take_in(engine, "units", file, content, store, actor, warnings=warnings, dry_run=dry_run)


def take_in_clusters(
    engine: Engine, file: SourceFile, actor: str, *, dry_run: bool = False
) -> TakenIn[ClusterImport]:
    """Import clusters with their rosters; periods already open keep the members they have."""
    with reading(engine) as connection:
        units = {unit.code for unit in load_units(connection)}
        content = read_clusters(file.name, file.tables, units)
        warnings = tuple(_left_out(connection, content))

    def store(connection: Connection, _: int) -> Stored:
        return _save_clusters(connection, content)

    return take_in(
        engine, "clusters", file, content, store, actor, dry_run=dry_run, warnings=warnings
    )


def _left_out(connection: Connection, content: ClusterImport) -> Iterator[Fault]:
    """Members that a cluster has on record, and that its new roster does not name."""
    for cluster in content.clusters:
        named = {item.unit for item in content.memberships if item.cluster == cluster.code}
        held = {item.unit for item in load_roster(connection, cluster.code)}
        for unit in sorted(held - named):
            yield Fault(
                Text(
                    f"tệp không còn đơn vị “{unit}” của cụm này; từ nay không là thành viên.",
                    f"the file no longer names unit “{unit}”; it is no member from now on.",
                ),
                cluster.code,
            )


def _save_clusters(connection: Connection, content: ClusterImport) -> Stored:
    known = {item.code for item in load_clusters(connection)}
    beside = save_clusters(connection, content.clusters).anything
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for cluster in content.clusters:
        roster = [item for item in content.memberships if item.cluster == cluster.code]
        held = load_roster(connection, cluster.code) if cluster.code in known else ()
        beside |= save_roster(connection, cluster, roster)
        for item in roster:
            before = any(item.unit == one.unit for one in held)
            kind = "unchanged" if item in held else "changed" if before else "new"
            counts[kind] += 1
    return Stored(**counts, beside=beside)


def take_in_results(
    engine: Engine,
    file: SourceFile,
    scope: ImportScope,
    actor: str,
    *,
    checks: Iterable[Check] = (),
    dry_run: bool = False,
) -> TakenIn[ResultImport]:
    """Import results; Refused where a check says that a figure cannot be true."""
    content = read_results(file.name, file.tables, scope)
    implausible = refuse_implausible(engine, checks, content.observations, scope)
    warnings = (*content.doubts, *implausible)

    def store(connection: Connection, number: int) -> Stored:
        said, unsaid = content.observations, content.unsaid
        return save_observations(connection, said, actor, now(), batch=number, unsaid=unsaid)

    place = (scope.place.cluster, scope.place.period) if scope.place else ("", "")
    span = (scope.span.start.isoformat(), scope.span.end.isoformat()) if scope.span else ()
    target = (scope.layer.value, *place, *span)
    return take_in(
        engine, "results", file, content, store, actor, *target, dry_run=dry_run, warnings=warnings
    )


def take_in_judged(
    engine: Engine,
    file: SourceFile,
    shown: OpenCluster,
    layer: Layer,
    actor: str,
    *,
    dry_run: bool = False,
) -> TakenIn[JudgedImport]:
    """Import judged points of one cluster; ``layer`` is that of rows that name none."""
    refuse_final(shown.period)
    content = read_judged(file.name, file.tables, shown, layer)

    def store(connection: Connection, _: int) -> Stored:
        refuse_all(exempt_faults(connection, shown, content.judged))
        return save_judged(connection, content.judged, actor, now())

    target = (layer.value, shown.place.cluster, shown.place.period)
    return take_in(engine, "judged", file, content, store, actor, *target, dry_run=dry_run)


def take_in(
    engine: Engine,
    subject: str,
    file: SourceFile,
    content: Read,
    store: Store,
    actor: str,
    *target: str,
    dry_run: bool,
    warnings: tuple[Fault, ...] = (),
) -> TakenIn[Read]:
    """Store what was read of a file in one unit of work, as an import of the ``subject``.

    ``target`` is whatever else makes it another request. The same file again is told so, unless
    the record has moved on since.
    """
    try:
        with writing(engine) as connection:
            request, earlier = _request(connection, subject, file.sha256, *target)
            batch = ImportBatch(
                request, subject, file.name, file.sha256, content.rows, 0, actor, now()
            )
            number = record_import(connection, batch)
            stored = store(connection, number)
            count_stored(connection, number, stored.written)
            if dry_run or not (earlier is None or stored.anything):
                raise _Undone(stored)
    except _Undone as trial:
        if earlier is not None and not trial.stored.anything:
            return TakenIn(file, content, Stored(), dry_run, earlier)
        return TakenIn(file, content, trial.stored, dry_run=True, warnings=warnings)
    return TakenIn(file, content, stored, warnings=warnings)


def _request(
    connection: Connection, subject: str, sha256: str, *target: str
) -> tuple[str, ImportBatch | None]:
    """The identity of the next import of a file, and its latest so far.

    A file that restores what a later one has changed is imported further times.
    """
    latest = None
    request = request_id_of(subject, sha256, *target)
    times = 0
    while (found := find_import(connection, request)) is not None:
        latest, times = found, times + 1
        request = request_id_of(subject, sha256, *target, f"again-{times}")
    return request, latest


class _Undone(Exception):
    """Ends a trial, or an import that says nothing new: all of it is undone."""

    def __init__(self, stored: Stored) -> None:
        super().__init__()
        self.stored = stored
