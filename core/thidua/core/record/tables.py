"""What is stored. The tables as they stand now; ``migrations`` says how they came to be.

Entries (figures, judged points, standings …) are never changed: a change is a further row with
the next ``revision``. Rows that do change carry a ``version``, so that of two editors the second
is told. A code is unique together with its ``folded`` form: ``A1`` and ``a1`` are one code.
"""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from thidua.core.record.column_types import ExactDecimal, Instant, IsoDate

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *items: SchemaItem) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)


def _text(name: str, *items: SchemaItem, **options: Any) -> Column[str]:
    return Column(name, Text, *items, **{"nullable": False, **options})


def _number(name: str, *items: SchemaItem, **options: Any) -> Column[int]:
    return Column(name, Integer, *items, **{"nullable": False, **options})


def _code(name: str, of: str, **options: Any) -> Column[str]:
    return _text(name, ForeignKey(of), **options)


def _signed() -> tuple[SchemaItem, SchemaItem]:
    """Who, and when."""
    return _text("actor"), Column("at", Instant, nullable=False)


def _coded(name: str, *items: SchemaItem) -> Table:
    return _table(
        name,
        _text("code", primary_key=True),
        _text("folded", unique=True),
        _number("version"),
        *items,
    )


def _revision() -> tuple[SchemaItem, SchemaItem]:
    return _number("revision"), CheckConstraint("revision >= 1", name="revision")


unit = _coded("unit")

unit_version = _table(
    "unit_version",
    _code("unit", "unit.code", primary_key=True),
    Column("valid_from", IsoDate, primary_key=True),
    _text("name"),
    _text("kind"),
    _text("parent", nullable=True),  # may be a body that is not in the workspace
    _text("sector", nullable=True),
    _text("territory", nullable=True),
)

cluster = _coded(
    "cluster",
    _text("name"),
    _code("organiser", "unit.code"),
    _text("label"),
)

cluster_member = _table(
    "cluster_member",
    _number("id", primary_key=True),
    _code("cluster", "cluster.code"),
    _code("unit", "unit.code"),
    _text("role"),
    Column("valid_from", IsoDate),
    Column("valid_to", IsoDate),
    Index("ix_cluster_member_cluster", "cluster"),
)

period = _coded(
    "period",
    Column("span_start", IsoDate, nullable=False),
    Column("span_end", IsoDate, nullable=False),
    _text("kind"),
    _text("state"),
    Column("deadline", IsoDate),
    *_signed(),
    CheckConstraint("span_start <= span_end", name="span"),
)

frozen_scheme = _table(
    "frozen_scheme",
    _text("digest", primary_key=True),
    _text("scheme"),
)

period_cluster = _table(
    "period_cluster",
    _code("period", "period.code", primary_key=True),
    _code("cluster", "cluster.code", primary_key=True),
    _code("digest", "frozen_scheme.digest"),
    _text("criteria"),
    _text("basis"),
    *_signed(),
)

period_member = _table(
    "period_member",
    _text("period", primary_key=True),
    _text("cluster", primary_key=True),
    _code("unit", "unit.code", primary_key=True),
    _text("role"),
    ForeignKeyConstraint(
        ["period", "cluster"], ["period_cluster.period", "period_cluster.cluster"]
    ),
)

import_batch = _table(
    "import_batch",
    _number("id", primary_key=True),
    _text("request_id", unique=True),
    _text("subject"),
    _text("file_name"),
    _text("sha256"),
    _number("read"),
    _number("stored"),
    *_signed(),
)

_FIGURE = ("unit", "indicator", "kind", "span_start", "span_end")
FIGURE_STATED = ("value", "bound")
"""What a figure states."""
FIGURE_CONTENT = (*FIGURE_STATED, "source", "evidence", "measure", "reason", "illustrative")
"""What a figure states, and what is told of it."""

observation = _table(
    "observation",
    _number("id", primary_key=True),
    _code("unit", "unit.code"),
    _text("indicator"),
    _text("kind"),
    Column("span_start", IsoDate, nullable=False),
    Column("span_end", IsoDate, nullable=False),
    _text("layer"),
    _text("period", nullable=True),
    _text("cluster", nullable=True),
    *_revision(),
    Column("value", ExactDecimal, nullable=False),
    _text("bound"),
    _text("source"),
    _text("evidence"),
    _text("measure"),
    _text("reason"),
    _number("illustrative"),
    _number("batch", ForeignKey("import_batch.id"), nullable=True),
    *_signed(),
    CheckConstraint("span_start <= span_end", name="span"),
    CheckConstraint("illustrative IN (0, 1)", name="illustrative"),
    CheckConstraint("(layer = 'self') = (cluster IS NULL)", name="layer"),
    CheckConstraint("(period IS NULL) = (cluster IS NULL)", name="place"),
    ForeignKeyConstraint(
        ["period", "cluster", "unit"],
        ["period_member.period", "period_member.cluster", "period_member.unit"],
    ),
)
# The migration gives PostgreSQL the same conditions; said here, they would load its dialect, which
# takes twice as long as Python itself.
Index(
    "uq_observation_self",
    *(observation.c[name] for name in (*_FIGURE, "revision")),
    unique=True,
    sqlite_where=observation.c.cluster.is_(None),
)
Index(
    "uq_observation_above",
    *(observation.c[name] for name in (*_FIGURE, "layer", "period", "cluster", "revision")),
    unique=True,
    sqlite_where=observation.c.cluster.is_not(None),
)


def _member_entries(name: str, key: tuple[str, ...], *items: SchemaItem) -> Table:
    """Entries on one member in one cluster and period, kept by revisions of ``key``."""
    return _table(
        name,
        _number("id", primary_key=True),
        _text("unit"),
        _text("period"),
        _text("cluster"),
        *items,
        *_revision(),
        _text("reason"),
        *_signed(),
        ForeignKeyConstraint(
            ["period", "cluster", "unit"],
            ["period_member.period", "period_member.cluster", "period_member.unit"],
        ),
        UniqueConstraint("period", "cluster", "unit", *key, "revision", name=f"uq_{name}_key"),
    )


def _withdrawn() -> tuple[SchemaItem, ...]:
    """Whether a revision takes back what the one before it says."""
    return (
        _number("withdrawn"),
        CheckConstraint("withdrawn IN (0, 1)", name="withdrawn"),
        CheckConstraint("withdrawn = 0 OR revision > 1", name="withdrawal"),
    )


judged_points = _member_entries(
    "judged_points",
    ("criterion", "layer"),
    _text("criterion"),
    _text("layer"),
    Column("points", ExactDecimal, nullable=False),
    _number("illustrative"),
    *_withdrawn(),
    CheckConstraint("illustrative IN (0, 1)", name="illustrative"),
)

not_applicable = _member_entries(
    "not_applicable",
    ("criterion", "layer"),
    _text("criterion"),
    _text("layer"),
    *_withdrawn(),
)

standing_decision = _member_entries("standing_decision", (), _text("standing"))

enabled_sector = _table(
    "enabled_sector",
    _text("department", primary_key=True),  # a workspace is begun before its units are known
    _text("sector", primary_key=True),
    *_signed(),
)
