"""Schema 1: units, clusters, periods with their frozen schemes, entries by revisions, imports."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make every table; the order is that of the foreign keys."""
    _units()
    _clusters()
    _periods()
    _imports()
    _observations()
    _judged_points()
    _not_applicable()
    _standing_decisions()
    _enabled_sectors()


def _table(name: str, *items: SchemaItem) -> None:
    op.create_table(name, *items, sqlite_strict=True)


def _text(name: str, *items: SchemaItem, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), *items, nullable=nullable)


def _number(name: str, *items: SchemaItem, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), *items, nullable=nullable)


def _decimal(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Numeric(), "postgresql"), nullable=False)


def _key(*columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns)


def _units() -> None:
    _table(
        "unit",
        _text("code"),
        _text("folded"),
        _number("version"),
        _key("code"),
        sa.UniqueConstraint("folded"),
    )
    _table(
        "unit_version",
        _text("unit", sa.ForeignKey("unit.code")),
        _text("valid_from"),
        _text("name"),
        _text("kind"),
        _text("parent", nullable=True),
        _text("sector", nullable=True),
        _text("territory", nullable=True),
        _key("unit", "valid_from"),
    )


def _clusters() -> None:
    _table(
        "cluster",
        _text("code"),
        _text("folded"),
        _number("version"),
        _text("name"),
        _text("organiser", sa.ForeignKey("unit.code")),
        _text("label"),
        _key("code"),
        sa.UniqueConstraint("folded"),
    )
    _table(
        "cluster_member",
        _number("id"),
        _text("cluster", sa.ForeignKey("cluster.code")),
        _text("unit", sa.ForeignKey("unit.code")),
        _text("role"),
        _text("valid_from", nullable=True),
        _text("valid_to", nullable=True),
        _key("id"),
    )
    op.create_index("ix_cluster_member_cluster", "cluster_member", ["cluster"])


def _periods() -> None:
    _table(
        "period",
        _text("code"),
        _text("folded"),
        _number("version"),
        _text("span_start"),
        _text("span_end"),
        _text("kind"),
        _text("state"),
        _text("deadline", nullable=True),
        _text("actor"),
        _text("at"),
        _key("code"),
        sa.UniqueConstraint("folded"),
        sa.CheckConstraint("span_start <= span_end", name="span"),
    )
    _table("frozen_scheme", _text("digest"), _text("scheme"), _key("digest"))
    _table(
        "period_cluster",
        _text("period", sa.ForeignKey("period.code")),
        _text("cluster", sa.ForeignKey("cluster.code")),
        _text("digest", sa.ForeignKey("frozen_scheme.digest")),
        _text("criteria"),
        _text("basis"),
        _text("actor"),
        _text("at"),
        _key("period", "cluster"),
    )
    _table(
        "period_member",
        _text("period"),
        _text("cluster"),
        _text("unit", sa.ForeignKey("unit.code")),
        _text("role"),
        sa.ForeignKeyConstraint(
            ["period", "cluster"], ["period_cluster.period", "period_cluster.cluster"]
        ),
        _key("period", "cluster", "unit"),
    )


def _imports() -> None:
    _table(
        "import_batch",
        _number("id"),
        _text("request_id"),
        _text("subject"),
        _text("file_name"),
        _text("sha256"),
        _number("read"),
        _number("stored"),
        _text("actor"),
        _text("at"),
        _key("id"),
        sa.UniqueConstraint("request_id"),
    )


def _of_a_member() -> sa.ForeignKeyConstraint:
    columns = ["period", "cluster", "unit"]
    return sa.ForeignKeyConstraint(columns, [f"period_member.{column}" for column in columns])


def _of_figures() -> tuple[SchemaItem, ...]:
    return (
        sa.CheckConstraint("revision >= 1", name="revision"),
        sa.CheckConstraint("illustrative IN (0, 1)", name="illustrative"),
    )


def _of_withdrawals() -> tuple[SchemaItem, ...]:
    return (
        sa.CheckConstraint("withdrawn IN (0, 1)", name="withdrawn"),
        sa.CheckConstraint("withdrawn = 0 OR revision > 1", name="withdrawal"),
    )


def _observations() -> None:
    figure = ["unit", "indicator", "kind", "span_start", "span_end"]
    _table(
        "observation",
        _number("id"),
        _text("unit", sa.ForeignKey("unit.code")),
        *(_text(name) for name in figure[1:]),
        _text("layer"),
        _text("period", nullable=True),
        _text("cluster", nullable=True),
        _number("revision"),
        _decimal("value"),
        _text("bound"),
        _text("source"),
        _text("evidence"),
        _text("measure"),
        _text("reason"),
        _number("illustrative"),
        _number("batch", sa.ForeignKey("import_batch.id"), nullable=True),
        _text("actor"),
        _text("at"),
        _key("id"),
        *_of_figures(),
        sa.CheckConstraint("span_start <= span_end", name="span"),
        sa.CheckConstraint("(layer = 'self') = (cluster IS NULL)", name="layer"),
        sa.CheckConstraint("(period IS NULL) = (cluster IS NULL)", name="place"),
        _of_a_member(),
    )
    _unique_where("uq_observation_self", [*figure, "revision"], "cluster IS NULL")
    above = [*figure, "layer", "period", "cluster", "revision"]
    _unique_where("uq_observation_above", above, "cluster IS NOT NULL")


def _unique_where(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(
        name, "observation", columns, unique=True, sqlite_where=where, postgresql_where=where
    )


def _judged_points() -> None:
    _table(
        "judged_points",
        _number("id"),
        _text("unit"),
        _text("period"),
        _text("cluster"),
        _text("criterion"),
        _text("layer"),
        _decimal("points"),
        _number("illustrative"),
        _number("withdrawn"),
        _number("revision"),
        _text("reason"),
        _text("actor"),
        _text("at"),
        _key("id"),
        *_of_figures(),
        *_of_withdrawals(),
        _of_a_member(),
        sa.UniqueConstraint(
            "period", "cluster", "unit", "criterion", "layer", "revision",
            name="uq_judged_points_key",
        ),
    )  # fmt: skip


def _not_applicable() -> None:
    _table(
        "not_applicable",
        _number("id"),
        _text("unit"),
        _text("period"),
        _text("cluster"),
        _text("criterion"),
        _text("layer"),
        _number("withdrawn"),
        _number("revision"),
        _text("reason"),
        _text("actor"),
        _text("at"),
        _key("id"),
        _of_figures()[0],
        *_of_withdrawals(),
        _of_a_member(),
        sa.UniqueConstraint(
            "period", "cluster", "unit", "criterion", "layer", "revision",
            name="uq_not_applicable_key",
        ),
    )  # fmt: skip


def _standing_decisions() -> None:
    _table(
        "standing_decision",
        _number("id"),
        _text("unit"),
        _text("period"),
        _text("cluster"),
        _text("standing"),
        _number("revision"),
        _text("reason"),
        _text("actor"),
        _text("at"),
        _key("id"),
        _of_figures()[0],
        _of_a_member(),
        sa.UniqueConstraint(
            "period", "cluster", "unit", "revision", name="uq_standing_decision_key"
        ),
    )


def _enabled_sectors() -> None:
    _table(
        "enabled_sector",
        _text("department"),
        _text("sector"),
        _text("actor"),
        _text("at"),
        _key("department", "sector"),
    )
