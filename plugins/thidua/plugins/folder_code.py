"""What the hooks of a folder give, its code run as if its package were installed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from thidua.core.text.fault import Fault
from thidua.core.workspace.provision import Kind
from thidua.plugins.contributions import HOOKS, Contributed
from thidua.plugins.folder import faults_aside
from thidua.plugins.loading import Attempt, attempt
from thidua.plugins.package_import import importable
from thidua.plugins.quarantine import Quarantine
from thidua.plugins.workspace_sectors import found_at

R = TypeVar("R", bound=Contributed)


@frozen
class FolderCode:
    """What loading the sector of a folder gave; nothing where the folder holds none."""

    attempt: Attempt | None = None
    is_toml: bool = False
    """The sector has no code of its own."""

    @property
    def contributed(self) -> tuple[Contributed, ...]:
        """All sound records of its hooks."""
        plugin = self.attempt.plugin if self.attempt else None
        return tuple(item.record for item in plugin.contributions) if plugin else ()

    @property
    def quarantined(self) -> tuple[Quarantine, ...]:
        """All that is wrong with it."""
        return self.attempt.quarantined if self.attempt else ()

    def of(self, kind: type[R]) -> dict[str, R]:
        """Its records of one kind, by code."""
        return {item.code: item for item in self.contributed if isinstance(item, kind)}

    def may_lack(self, kind: Kind) -> bool:
        """Whether it may mean to give more records of a kind than it gave: a hook of that kind
        failed, or the code as a whole, or a hook that cannot be told."""
        kinds = {HOOKS[it.hook].kind if it.hook in HOOKS else kind for it in self.quarantined}
        return kind in kinds

    def faults_beside(self, known: tuple[Fault, ...]) -> Iterator[Fault]:
        """What is wrong with it, less the faults of its files that come back through hooks."""
        said = {(fault.what, fault.place) for fault in known}
        for item in self.quarantined:
            if (item.cause, item.place) not in said:
                yield item.fault


def run_code(root: Path) -> FolderCode:
    """Import the package in a folder and call its hooks, whose files may have faults."""
    with faults_aside(), importable(root) as found:
        return FolderCode(attempt(found))


def run_toml(root: Path) -> FolderCode:
    """Call the hooks that a folder without code has, whose files may have faults."""
    with faults_aside():
        return FolderCode(attempt(found_at(root)), is_toml=True)
