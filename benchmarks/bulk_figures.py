"""What a figure costs into the record and out of it: ``python benchmarks/bulk_figures.py``.

Processor time a figure, in microseconds, of this process; of PostgreSQL, whose server is another
process, the time on the clock too. Row objects are measured on fewer units, for they take
minutes. Needs the extra ``scale``; of PostgreSQL also psycopg and an empty database:
``--postgresql postgresql+psycopg://user@/name?host=/folder/of/socket``.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Numeric,
    Table,
    create_engine,
    delete,
    insert,
)
from sqlalchemy import Text as TextColumn

from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind
from thidua.core.model.period import Period, Span
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record import tables
from thidua.core.record.columns.decimals import scaled_texts
from thidua.core.record.columns.entries import read_self_figures
from thidua.core.record.columns.inserting import insert_columns
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.columns.saving import save_figures
from thidua.core.record.mapping import observation_values
from thidua.core.record.migrating import SCRIPTS, create_database
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.record.units import save_units
from thidua.core.text.bilingual import Text
from thidua.core.workspace.datasets.bulk_files import read_csv_figures
from thidua.core.workspace.datasets.checking import BulkScope, checked_figures

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
NOW = datetime(2026, 3, 1, tzinfo=UTC)
KINDS = (ObservationKind.ACTUAL, ObservationKind.TARGET)


@dataclass(frozen=True)
class Load:
    """Figures of some units, made by arithmetic, so that every run has the same."""

    units: int
    figures: int
    """Of a unit: actuals and targets of half as many indicators."""

    @property
    def count(self) -> int:
        """Figures in all."""
        return self.units * self.figures

    @property
    def codes(self) -> list[str]:
        """The units."""
        return [f"unit{number:07d}" for number in range(self.units)]

    @property
    def indicators(self) -> list[str]:
        """Their indicators."""
        return [f"indicator_{number:02d}" for number in range(self.figures // 2)]

    def value(self, unit: int, figure: int) -> str:
        """One figure, of two decimals at most."""
        whole, rest = divmod((unit * 7919 + figure * 104729) % 10**7, 100)
        return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")

    def columns(self) -> NewFigures:
        """The figures in columns."""
        names = [(code, kind.value) for code in self.indicators for kind in KINDS]
        return NewFigures(
            units=pa.array([code for code in self.codes for _ in names]),
            indicators=pa.array([code for code, _ in names] * self.units),
            kinds=pa.array([kind for _, kind in names] * self.units),
            values=pa.array(
                [self.value(unit, at) for unit in range(self.units) for at in range(self.figures)]
            ),
            bounds=pa.repeat("exact", self.count),
            sources=pa.repeat("", self.count),
            span=YEAR,
        )

    def objects(self) -> list[Observation]:
        """The figures as records."""
        return [
            Observation(code, indicator, kind, YEAR, Fraction(self.value(unit, 2 * at + of_kind)))
            for unit, code in enumerate(self.codes)
            for at, indicator in enumerate(self.indicators)
            for of_kind, kind in enumerate(KINDS)
        ]

    def csv(self, folder: Path) -> Path:
        """The figures as a file in the wide form."""
        columns = {"unit": pa.array(self.codes)}
        for at, indicator in enumerate(self.indicators):
            for of_kind, ending in enumerate(("", ".target")):
                at_column = 2 * at + of_kind
                values = [self.value(unit, at_column) for unit in range(self.units)]
                columns[f"{indicator}{ending}"] = pa.array(values)
        file = folder / "figures.csv"
        pa.csv.write_csv(pa.table(columns), file)
        return file


def main() -> None:
    """Measure, and print a Markdown table."""
    options = _options()
    many, few = Load(options.units, 80), Load(min(options.units, 1_000), 80)
    sys.stdout.write("| what | figures | µs CPU a figure | µs on the clock |\n|---|--:|--:|--:|\n")
    with tempfile.TemporaryDirectory(prefix="thidua-bulk-") as name:
        folder = Path(name)
        _show(_of_file(many, folder))
        _show(_of_engine("SQLite", create_database(folder / "thidua.db"), many, few))
    if options.postgresql:
        with prepared(options.postgresql) as engine:
            _show(_of_copy(engine, few))
            _show(_of_engine("PostgreSQL", engine, many, few))


def _show(rows: Iterator[tuple[str, str, int, float, float]]) -> None:
    for where, what, count, cpu, wall in rows:
        sys.stdout.write(f"| {where}: {what} | {count:,} | {cpu:.2f} | {wall:.2f} |\n")
        sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=25_000, help="units of 80 figures each")
    parser.add_argument("--postgresql", help="address of an empty database")
    return parser.parse_args()


@contextmanager
def prepared(url: str) -> Iterator[Engine]:
    """A database of PostgreSQL with the schema, which is emptied again."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("path_separator", "os")
        config.set_main_option("script_location", str(SCRIPTS))
        command.upgrade(config, "head")
    yield engine
    tables.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    engine.dispose()


def _of_file(load: Load, folder: Path) -> Iterator[tuple[str, str, int, float, float]]:
    """From a CSV file to figures that are ready to be stored."""
    indicators = {
        code: Indicator(code, Text(code, code), Text("việc", "tasks")) for code in load.indicators
    }
    clusters = {code: ["k1"] for code in load.codes}
    scope = BulkScope(Period("2026", YEAR, YEAR.kind()), Layer.SELF, indicators, clusters)
    file = load.csv(folder)
    cpu, wall = _timed(lambda: checked_figures(read_csv_figures(file, indicators), scope))
    yield "CSV", "read and check", load.count, cpu / load.count, wall / load.count


def _of_copy(engine: Engine, load: Load) -> Iterator[tuple[str, str, int, float, float]]:
    """What COPY is worth by itself: a table with a key, and no other condition."""
    texts = (Column(name, TextColumn, primary_key=True) for name in ("unit", "indicator", "kind"))
    bare = Table("bare_figure", MetaData(), *texts, Column("value", Numeric))
    figures = load.columns()
    columns = {column.name: figures.column(column.name) for column in bare.columns}
    dicts = pa.table(columns).to_pylist()
    bare.create(engine)
    core, copied = "a bare table by SQLAlchemy Core", "a bare table by COPY"
    steps: Sequence[tuple[str, Callable[[Connection], object]]] = (
        (core, lambda it: it.execute(insert(bare), dicts)),
        ("", lambda it: it.execute(delete(bare))),
        (copied, lambda it: insert_columns(it, bare, columns, {})),
    )
    for what, step in steps:
        cpu, wall = _timed(_in_one_transaction(engine, step))
        if what:
            yield "PostgreSQL", what, load.count, cpu / load.count, wall / load.count
    bare.drop(engine)


def _of_engine(
    where: str, engine: Engine, many: Load, few: Load
) -> Iterator[tuple[str, str, int, float, float]]:
    """The same figures into a database and out of it, in columns and as objects."""
    with engine.begin() as connection:
        named = (UnitVersion(date(2020, 1, 1), "Phòng", "division"),)
        save_units(connection, [Unit(code, named) for code in many.codes])
    figures, objects = many.columns(), few.objects()
    dicts = [
        {**observation_values(one), "revision": 1, "batch": None, "actor": "an", "at": NOW}
        for one in objects
    ]
    steps: Sequence[tuple[str, Load, Callable[[Connection], object]]] = (
        ("in by SQLAlchemy Core", few, lambda it: it.execute(insert(tables.observation), dicts)),
        ("", few, lambda it: it.execute(delete(tables.observation))),
        ("in by save_observations", few, lambda it: save_observations(it, objects, "an", NOW)),
        ("out by load_observations", few, lambda it: load_observations(it, few.codes, [YEAR])),
        ("", few, lambda it: it.execute(delete(tables.observation))),
        ("in by columns", many, lambda it: save_figures(it, figures, "an", NOW)),
        ("the same again by columns", many, lambda it: save_figures(it, figures, "an", NOW)),
        ("out by columns", many, lambda it: _out(it, many.codes)),
    )
    for what, load, step in steps:
        cpu, wall = _timed(_in_one_transaction(engine, step))
        if what:
            yield where, what, load.count, cpu / load.count, wall / load.count


def _in_one_transaction(engine: Engine, step: Callable[[Connection], object]) -> Callable[[], None]:
    def work() -> None:
        with engine.begin() as connection:
            step(connection)

    return work


def _out(connection: Connection, units: Sequence[str]) -> Any:
    """As text of the record, and then as scaled integers."""
    found = read_self_figures(connection, units, YEAR)
    return scaled_texts(found["value"].combine_chunks())


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Microseconds of the processor and on the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) * 1e6, (time.perf_counter() - wall) * 1e6


if __name__ == "__main__":
    main()
