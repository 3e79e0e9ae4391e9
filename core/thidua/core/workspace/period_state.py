"""What may still be entered in a period."""

from thidua.core.model.period import Period, PeriodState
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse


def refuse_final(period: Period) -> None:
    """Refuse whatever would change a period whose result is final."""
    if period.state is not PeriodState.OPEN:
        raise refuse(
            f"kỳ “{period.code}” đã chốt, không nhập thêm được nữa.",
            f"period “{period.code}” is final and takes nothing more.",
            remedy=Text(
                "Xem các kỳ đang mở bằng lệnh: thidua period list",
                "See the periods that are open with: thidua period list",
            ),
        )
