"""What the import of a sector takes: how long, and which libraries come with it."""

import sys
from collections.abc import Sequence
from typing import Any, Final

from thidua.core.text.bilingual import Text
from thidua.plugins.confinement import Stopped
from thidua.plugins.kit.declaration import declared
from thidua.plugins.kit.limits import KitLimits
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.stage_child import StageChild
from thidua.plugins.kit.wording import result, skipped, stopped_words

HEAVY: Final = frozenset(
    {
        *("IPython", "PIL", "aiohttp", "alembic", "altair", "cattrs", "django", "docx", "docxtpl"),
        *("flask", "httpx", "hypothesis", "jinja2", "lxml", "matplotlib", "networkx", "numpy"),
        *("openpyxl", "pandas", "polars", "psycopg", "pyarrow", "pydantic", "pytest"),
        *("python_calamine", "requests", "rich", "scipy", "sklearn", "sqlalchemy", "sympy"),
        *("tensorflow", "torch", "vl_convert", "xlsxwriter"),
    }
)
"""Libraries that cost every command their import; a sector imports them inside its functions."""

_NOT_IMPORTED: Final = Text(
    "Không đo được, vì không có mã Python nạp được.",
    "Not measured, for there is no Python code that can be imported.",
)
_NO_CODE: Final = Text("Không có mã Python.", "There is no Python code.")


def import_results(child: StageChild, limits: KitLimits) -> tuple[CheckResult, ...]:
    """Import the sector in a fresh process. Where that has to be stopped there is a result of the
    check ``import`` alone; what the import raises is left to the declaration."""
    try:
        costs = child.ask("import")
    except Stopped as stopped:
        words = stopped_words(stopped, child.limits)
        return (declared("import", Verdict.FAILED, words),)
    if not costs["imported"]:
        return tuple(
            skipped(Area.RESOURCES, check, _NO_CODE if costs["is_toml"] else _NOT_IMPORTED)
            for check in ("import-time", "imported-modules")
        )
    libraries = _libraries(costs["modules"])
    heavy = sorted(HEAVY.intersection(libraries))
    return (_time(costs, limits, heavy), _modules(libraries, heavy))


def _libraries(modules: Sequence[str]) -> list[str]:
    return sorted({name.partition(".")[0] for name in modules} - {"thidua"})


def _time(costs: Any, limits: KitLimits, heavy: Sequence[str]) -> CheckResult:
    spent, most = costs["milliseconds"], limits.import_milliseconds
    words = Text(f"{spent} mili giây (cho phép {most}).", f"{spent} milliseconds ({most} allowed).")
    if spent <= most:
        return result(Area.RESOURCES, "import-time", Verdict.PASSED, words)
    if heavy:
        because = Text(
            f"{words.vi} Do các thư viện nặng nêu ở mục imported-modules.",
            f"{words.en} See the heavy libraries under imported-modules.",
        )
        return skipped(Area.RESOURCES, "import-time", because)
    return result(Area.RESOURCES, "import-time", Verdict.FAILED, words)


def _modules(libraries: Sequence[str], heavy: Sequence[str]) -> CheckResult:
    if heavy:
        named = ", ".join(heavy)
        words = Text(
            f"Nạp thư viện nặng ngay khi nạp ngành: {named}. Đưa lệnh import vào trong hàm cần"
            " đến nó.",
            f"Heavy libraries are imported with the sector: {named}. Import them inside the"
            " functions that use them.",
        )
        return result(Area.RESOURCES, "imported-modules", Verdict.FAILED, words)
    foreign = [it for it in libraries if it not in sys.stdlib_module_names]
    named = ", ".join(foreign)
    words = (
        Text(f"Không có thư viện nặng; có {named}.", f"None that is heavy; there is {named}.")
        if foreign
        else Text("Chỉ thư viện chuẩn của Python.", "None but Python's own.")
    )
    return result(Area.RESOURCES, "imported-modules", Verdict.PASSED, words)
