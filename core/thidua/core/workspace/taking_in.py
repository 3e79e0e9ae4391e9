"""Taking files in: read whole, checked whole, stored whole or not at all.

A dry run does everything but store. The same file for the same purpose is taken in once.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from attrs import frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.observation import Observation
from thidua.core.record.clusters import load_clusters, load_roster, save_clusters, save_roster
from thidua.core.record.connection import reading, writing
from thidua.core.record.imports import ImportBatch, find_import, record_import, request_id_of
from thidua.core.record.observations import save_observations
from thidua.core.record.stored import Stored
from thidua.core.record.units import load_units, save_units
from thidua.core.text.fault import refuse
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.cluster_import import ClusterImport, read_clusters
from thidua.core.workspace.readers import Table
from thidua.core.workspace.result_import import ImportScope, ResultImport, read_results
from thidua.core.workspace.unit_import import UnitImport, read_units

Read = TypeVar("Read", UnitImport, ClusterImport, ResultImport)


@frozen
class SourceFile:
    """A file as it was read, once."""

    name: str
    sha256: str
    tables: tuple[Table, ...]


@frozen
class TakenIn(Generic[Read]):
    """What became of a file. Rows read = new + changed + unchanged + blank."""

    file: SourceFile
    content: Read
    stored: Stored
    dry_run: bool = False
    earlier: ImportBatch | None = None
    """The import of the very same file: nothing was stored this time."""


def read_file(catalogue: Catalogue, file: Path) -> SourceFile:
    """Read a file by the reader of its suffix; Refused where it is missing or none reads it."""
    if not file.is_file():
        raise refuse("không có tệp này.", "there is no such file.", place=str(file))
    reader = catalogue.reader_for(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return SourceFile(file.name, digest, reader.read(file))


def now() -> datetime:
    """The time that goes into records: UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def take_in_units(
    engine: Engine, file: SourceFile, actor: str, *, dry_run: bool = False
) -> TakenIn[UnitImport]:
    """Import units; the versions in the file replace those that the units had."""
    with reading(engine) as connection:
        content = read_units(file.name, file.tables, load_units(connection))

    def store(connection: Connection) -> Stored:
        return save_units(connection, content.units)

    return _take_in(engine, "units", file, content, store, actor, dry_run=dry_run)


def take_in_clusters(
    engine: Engine, file: SourceFile, actor: str, *, dry_run: bool = False
) -> TakenIn[ClusterImport]:
    """Import clusters with their rosters; periods already open keep the members they have."""
    with reading(engine) as connection:
        units = {unit.code for unit in load_units(connection)}
    content = read_clusters(file.name, file.tables, units)
    return _take_in(
        engine, "clusters", file, content, lambda it: _save(it, content), actor, dry_run=dry_run
    )


def _save(connection: Connection, content: ClusterImport) -> Stored:
    save_clusters(connection, content.clusters)
    before = {item.code for item in load_clusters(connection)}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for cluster in content.clusters:
        roster = [item for item in content.memberships if item.cluster == cluster.code]
        held = load_roster(connection, cluster.code) if cluster.code in before else ()
        changed = save_roster(connection, cluster, roster)
        kind = "unchanged" if not changed else "changed" if held else "new"
        counts[kind] += len(roster)
    return Stored(**counts)


def take_in_results(
    engine: Engine,
    file: SourceFile,
    scope: ImportScope,
    actor: str,
    *,
    check: Callable[[tuple[Observation, ...]], None],
    dry_run: bool = False,
) -> TakenIn[ResultImport]:
    """Import results; ``check`` refuses what cannot be true before anything is stored."""
    content = read_results(file.name, file.tables, scope)
    check(content.observations)

    def store(connection: Connection) -> Stored:
        return save_observations(connection, content.observations, actor, now())

    place = (scope.place.cluster, scope.place.period) if scope.place else ()
    span = (scope.span.start.isoformat(), scope.span.end.isoformat()) if scope.span else ()
    target = (scope.layer.value, *place, *span)
    return _take_in(engine, "results", file, content, store, actor, *target, dry_run=dry_run)


def _take_in(
    engine: Engine,
    subject: str,
    file: SourceFile,
    content: Read,
    store: Callable[[Connection], Stored],
    actor: str,
    *target: str,
    dry_run: bool,
) -> TakenIn[Read]:
    request = request_id_of(subject, file.sha256, *target)
    with reading(engine) as connection:
        earlier = find_import(connection, request)
    if earlier is not None:
        return TakenIn(file, content, Stored(), dry_run, earlier)
    try:
        with writing(engine) as connection:
            stored = store(connection)
            if dry_run:
                raise _DryRun(stored)
            batch = ImportBatch(
                request, subject, file.name, file.sha256, content.rows, stored.written, actor, now()
            )
            record_import(connection, batch)
    except _DryRun as trial:
        return TakenIn(file, content, trial.stored, dry_run=True)
    return TakenIn(file, content, stored)


class _DryRun(Exception):
    """Ends a trial: everything was done, and all of it is undone."""

    def __init__(self, stored: Stored) -> None:
        super().__init__()
        self.stored = stored
