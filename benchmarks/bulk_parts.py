"""What storing a figure is made of: ``python benchmarks/bulk_parts.py``.

The same figures into tables that have more and more of what the record's own has, each the best
of some rounds in turn. Processor time a figure of this process on SQLite; on PostgreSQL, with
``--postgresql`` as in ``bulk_figures.py``, that of the server's process added (Linux only).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, Table, Text
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from bulk_figures import NOW, Load, prepared
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record import tables
from thidua.core.record.columns.inserting import insert_columns
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.columns.saving import save_figures
from thidua.core.record.migrating import create_database
from thidua.core.record.units import save_units

_NAMES = ("unit", "indicator", "kind", "value")
_RECORD = tables.observation
_FOUR = Table("four_columns", MetaData(), *(Column(name, Text) for name in _NAMES))
_ALL = Table(
    _RECORD.name,
    MetaData(),
    *(Column(one.name, one.type, primary_key=one.primary_key) for one in _RECORD.columns),
    sqlite_strict=True,
)
_INDEX = next(index for index in _RECORD.indexes if index.name == "uq_observation_self")

Step = Callable[[Connection, NewFigures], object]


def main() -> None:
    """Measure, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=6_000, help="units of 80 figures each")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--postgresql", help="address of an empty database")
    options = parser.parse_args()
    load = Load(options.units, 80)
    if options.postgresql:
        with prepared(options.postgresql) as engine:
            _name_units(engine, load)
            found = _rounds(engine, load, options.rounds)
    else:
        with tempfile.TemporaryDirectory(prefix="thidua-parts-") as folder:
            engine = create_database(Path(folder) / "thidua.db")
            _name_units(engine, load)
            found = _rounds(engine, load, options.rounds)
    sys.stdout.write("| into | µs CPU a figure |\n|---|--:|\n")
    for what, cost in found.items():
        sys.stdout.write(f"| {what} | {cost / load.count:.2f} |\n")


def _name_units(engine: Engine, load: Load) -> None:
    with engine.begin() as connection:
        named = (UnitVersion(date(2020, 1, 1), "Phòng", "division"),)
        save_units(connection, [Unit(code, named) for code in load.codes])


def _rounds(engine: Engine, load: Load, rounds: int) -> dict[str, float]:
    figures = load.columns()
    best: dict[str, float] = {}
    for _ in range(rounds):
        for what, made, step in _parts(engine.dialect.name == "sqlite", figures):
            with engine.begin() as connection:
                for name in (_FOUR.name, _RECORD.name):
                    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
                for statement in made:
                    connection.execute(statement)
            cost = _timed(engine, figures, step)
            best[what] = min(best.get(what, cost), cost)
    return best


def _parts(
    by_tuples: bool, figures: NewFigures
) -> Iterator[tuple[str, tuple[ExecutableDDLElement, ...], Step]]:
    """What is measured, the tables that it needs, and how figures get into them."""
    unbound = CreateTable(_RECORD, include_foreign_key_constraints=())
    if by_tuples:
        rows = list(zip(*(figures.column(name).to_pylist() for name in _NAMES), strict=True))
        text = f"INSERT INTO {_FOUR.name} VALUES (?, ?, ?, ?)"
        made = (CreateTable(_FOUR),)
        yield "four columns, a tuple a figure", made, lambda it, _: it.exec_driver_sql(text, rows)
    yield "four columns", (CreateTable(_FOUR),), _into_four
    yield "all columns", (CreateTable(_ALL),), _save
    yield "…, never null, with checks", (unbound,), _save
    yield "…, with foreign keys", (CreateTable(_RECORD),), _save
    yield "…, with the unique index", (CreateTable(_RECORD), CreateIndex(_INDEX)), _save


def _into_four(connection: Connection, figures: NewFigures) -> None:
    columns = {name: figures.column(name) for name in _NAMES}
    insert_columns(connection, _FOUR, columns, {})


def _save(connection: Connection, figures: NewFigures) -> None:
    save_figures(connection, figures, "an", NOW)


def _timed(engine: Engine, figures: NewFigures, step: Step) -> float:
    """Microseconds of the processors that work on it."""
    with engine.connect() as connection:
        server = _server(connection)
        before = time.process_time() + server()
        with connection.begin():
            step(connection, figures)
        return (time.process_time() + server() - before) * 1e6


def _server(connection: Connection) -> Callable[[], float]:
    """The processor time of the server's process for this connection, so far; in seconds."""
    if connection.dialect.name == "sqlite":
        return lambda: 0.0
    process: Any = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    connection.rollback()
    status = Path(f"/proc/{process}/stat")

    def seconds() -> float:
        ticks = status.read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / 100

    return seconds


if __name__ == "__main__":
    main()
