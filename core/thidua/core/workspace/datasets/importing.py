"""Figures in bulk into the record: read whole, checked whole, stored whole or not at all."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import evolve, frozen
from sqlalchemy import Connection, Engine

from thidua.core.files.refusal import guarded_read
from thidua.core.model.contribution import Check
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.columns.saving import save_figures
from thidua.core.record.connection import reading
from thidua.core.record.periods import load_opened
from thidua.core.record.stored import Stored
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse
from thidua.core.workspace.cases import find_cluster, find_period, not_open
from thidua.core.workspace.clock import now
from thidua.core.workspace.datasets.bulk_files import read_csv_figures, read_parquet_figures
from thidua.core.workspace.datasets.checking import BulkScope, checked_figures
from thidua.core.workspace.datasets.dataset_figures import is_dataset, read_dataset_figures
from thidua.core.workspace.datasets.plausible import refuse_implausible_figures
from thidua.core.workspace.datasets.strips import BulkFile
from thidua.core.workspace.intake.scopes import frozen_indicators
from thidua.core.workspace.intake.taking_in import SourceFile, TakenIn, take_in
from thidua.core.workspace.period_state import refuse_final


@frozen(eq=False)
class BulkImport:
    """What a file of figures says, checked, nothing of it stored yet."""

    figures: NewFigures
    rows: int
    """Cells of figures, blank ones among them."""
    ignored: tuple[str, ...]

    @property
    def entries(self) -> int:
        """How many figures the cells give."""
        return len(self.figures)

    @property
    def blank(self) -> int:
        """Cells without a value: nothing is stored for them."""
        return self.rows - self.entries


def bulk_scope(
    engine: Engine,
    period: str,
    catalogue: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    *,
    layer: Layer = Layer.SELF,
    cluster: str | None = None,
) -> BulkScope:
    """Whose figures for what may be taken in: of the members of a period, or of one cluster.

    ``catalogue`` are the indicators of the enabled sectors; those that the frozen sets of the
    period read come before them. Refused for an unknown or final period, and for a cluster that
    is not open in it.
    """
    with reading(engine) as connection:
        at = find_period(connection, period)
        refuse_final(at)
        opened = load_opened(connection, period=period)
        indicators = {**catalogue, **frozen_indicators(opened, connection, formulas)}
        if cluster is not None:
            find_cluster(connection, cluster)
            opened = tuple(one for one in opened if one.place.cluster == cluster)
            if not opened:
                raise not_open(cluster, period)
    clusters: dict[str, list[str]] = {}
    for one in opened:
        for member in one.members:
            clusters.setdefault(member.unit, []).append(one.place.cluster)
    return BulkScope(at, layer, indicators, clusters, cluster)


def take_in_figures(
    engine: Engine,
    file: Path,
    scope: BulkScope,
    formulas: Mapping[str, Formula],
    actor: str,
    *,
    checks: Collection[Check] = (),
    dry_run: bool = False,
) -> TakenIn[BulkImport]:
    """Import a file of figures; Refused, with every fault, where anything in it is wrong.

    Also where a check says that a figure cannot be true.
    """
    digest = _digest(file)
    found = _read(file, scope, formulas)
    figures = checked_figures(found, scope)
    content = BulkImport(figures, found.read, found.ignored)

    doubts: list[Fault] = []

    def store(connection: Connection, number: int) -> Stored:
        stored = save_figures(connection, figures, actor, now(), batch=number)
        doubts.extend(refuse_implausible_figures(connection, checks, figures, scope))
        return stored

    target = (scope.layer.value, scope.period.code, scope.cluster or "")
    source = SourceFile(file.name, digest, ())
    taken = take_in(engine, "figures", source, content, store, actor, *target, dry_run=dry_run)
    return taken if taken.earlier else evolve(taken, warnings=tuple(doubts))


def _read(file: Path, scope: BulkScope, formulas: Mapping[str, Formula]) -> BulkFile:
    suffix = file.suffix.casefold()
    if suffix == ".csv":
        return read_csv_figures(file, scope.indicators)
    if suffix == ".parquet":
        if is_dataset(file):
            return read_dataset_figures(
                file, scope.period, scope.indicators, formulas, scope.cluster
            )
        return read_parquet_figures(file, scope.indicators)
    raise refuse(
        f"không đọc được loại tệp “{file.suffix}” ở đây.",
        f"files of the kind “{file.suffix}” are not read here.",
        place=file.name,
        remedy=Text(
            "Hãy dùng tệp .csv hoặc .parquet; bảng tính thì nhập bằng: thidua result import",
            "Use .csv or .parquet; spreadsheets are imported with: thidua result import",
        ),
    )


def _digest(file: Path) -> str:
    with guarded_read(file), file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
