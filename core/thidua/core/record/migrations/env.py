"""Run by alembic, by its path, where coverage does not follow: all that it does is elsewhere."""

from thidua.core.record.migrating import run_scripts  # pragma: no cover

run_scripts()  # pragma: no cover
