"""Kinds of contribution, and who provides one: what every message about plugins needs."""

from enum import StrEnum

from attrs import frozen

from thidua.core.text.bilingual import Text


class Kind(StrEnum):
    """What a plugin can contribute; each kind has codes of its own."""

    PLUGIN = "plugin"
    SECTOR = "sector"
    INDICATOR = "indicator"
    FORMULA = "formula"
    CRITERIA_SET = "criteria-set"
    TEMPLATE = "template"
    CHECK = "check"
    READER = "reader"
    RENDERER = "renderer"

    @property
    def words(self) -> Text:
        """What the kind is called, in the singular and without a capital."""
        return _WORDS[self]


_WORDS = {
    Kind.PLUGIN: Text("phần mở rộng", "plugin"),
    Kind.SECTOR: Text("ngành", "sector"),
    Kind.INDICATOR: Text("chỉ tiêu", "indicator"),
    Kind.FORMULA: Text("công thức", "formula"),
    Kind.CRITERIA_SET: Text("bảng điểm", "criteria set"),
    Kind.TEMPLATE: Text("mẫu báo cáo", "report template"),
    Kind.CHECK: Text("phép kiểm tra", "check"),
    Kind.READER: Text("bộ đọc tệp", "file reader"),
    Kind.RENDERER: Text("bộ xuất báo cáo", "report renderer"),
}


@frozen(order=True)
class Provider:
    """Where a contribution comes from."""

    plugin: str
    """The plugin's code."""
    distribution: str = ""
    """The installed package, empty for a plugin that no package brought (tests, a bare folder)."""
    version: str = ""
    """Of the package; of a sector that a workspace holds, the start of its digest."""
    file: str = ""
    """The plugin's own file."""

    @property
    def in_words(self) -> Text:
        """The plugin with its package and version: ``health (gói thidua-health 1.0)``."""
        if not self.distribution:
            return self._in_workspace
        package = f"{self.distribution} {self.version}".strip()
        return Text(f"{self.plugin} (gói {package})", f"{self.plugin} (package {package})")

    @property
    def _in_workspace(self) -> Text:
        name, version = self.plugin, self.version
        if not version:
            return Text(name, name)
        return Text(
            f"{name} (không gian làm việc, bản {version})",
            f"{name} (workspace, version {version})",
        )
