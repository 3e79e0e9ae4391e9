"""The plain Python formulas of plugins, for the process or the machine that scores a partition."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from thidua.cli.session import FormulasOnDemand, Session

if TYPE_CHECKING:
    from thidua.core.model.formulas import Formula
    from thidua.plugins.containment import PluginLimits
    from thidua.plugins.selection import Selection


@frozen
class WorkerFormulas:
    """The formulas of the plugins that the command wants, as they are installed where this is
    called; plugins are loaded only where a frozen set names such a formula."""

    selection: "Selection"
    limits: "PluginLimits"
    workspace: Path | None
    """Whose sectors count too, where this folder is at hand."""

    def __call__(self) -> "Mapping[str, Formula]":
        return FormulasOnDemand(self._load)

    def _load(self) -> "Mapping[str, Formula]":
        from thidua.plugins.containment import Fences, trials_file
        from thidua.plugins.formula_lookup import FormulaLookup
        from thidua.plugins.manager import Plugins
        from thidua.plugins.workspace_sectors import sector_folders

        plugins = Plugins.load(
            folders=() if self.workspace is None else sector_folders(self.workspace),
            selection=self.selection,
            fences=Fences(self.limits, trials_file()),
        )
        return FormulaLookup(plugins.catalogue(plugins.codes_to_enable))


def worker_formulas(session: Session) -> WorkerFormulas:
    """Those of a session."""
    from thidua.cli.plugin_choice import choice, fences_of

    workspace = session.workspace if session.is_in_workspace else None
    folder = None if workspace is None else workspace.folder.absolute()
    return WorkerFormulas(choice(workspace), fences_of(workspace).limits, folder)
