"""What is to be checked: an installed plugin, or a sector in a folder."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import frozen

from thidua.core.text.fault import refuse


class TargetKind(StrEnum):
    """How the sector is reached."""

    INSTALLED = "installed"
    FOLDER = "folder"


@frozen
class Target:
    """A sector to check, as it can be told to a child process."""

    kind: TargetKind
    name: str
    """The entry point of an installed plugin, the path of a folder."""

    def to_plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {"kind": self.kind.value, "name": self.name}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Target":
        """The target that :meth:`to_plain` made these values of."""
        return cls(TargetKind(plain["kind"]), str(plain["name"]))


def is_workbook(name: str) -> bool:
    """Whether a target names a workbook."""
    return name.lower().endswith(".xlsx")


def in_folder(path: Path) -> Target:
    """The sector in a folder; Refused where there is no such folder."""
    if not path.is_dir():
        raise refuse("Không có thư mục này.", "There is no such folder.", place=str(path))
    return Target(TargetKind.FOLDER, str(path.resolve()))
