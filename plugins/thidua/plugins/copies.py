"""What a copy of another sector says otherwise of an indicator, a formula or a check."""

from typing import Any

from thidua.core.model.contribution import Check
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.sector_file import SectorFile
from thidua.core.text.bilingual import Text
from thidua.plugins.contributions import Contributed


def columns_between(first: Contributed, second: Contributed) -> Text | None:
    """The columns in which two records differ; None of a formula that is a Python function."""
    from thidua.core.workspace.sector_sheets.differences import differences

    if any(isinstance(it, Formula) and it.function is not None for it in (first, second)):
        return None
    (form, before), (_, after) = _plain(first), _plain(second)
    columns = [it.column for it in differences(form, before, after) if it.column.en != "Reference"]
    return Text(
        ", ".join(f"“{it.vi}”" for it in columns), ", ".join(f"“{it.en}”" for it in columns)
    )


def _plain(record: Contributed) -> tuple[str, Any]:
    """The form of a record, by its code, and its plain values."""
    from thidua.core.model.unstructuring import unstructure_sector

    match record:
        case Indicator():
            file = SectorFile(None, None, indicators=(record,))
        case Formula():
            file = SectorFile(None, None, formulas=(record,))
        case Check():
            file = SectorFile(None, None, checks=(record,))
        case _:  # pragma: no cover - no other kind is shared
            raise TypeError(record)
    [(form, [plain])] = unstructure_sector(file).items()
    return form, plain
