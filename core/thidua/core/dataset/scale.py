"""Whether the extra for big data is installed: asked first, so that nothing fails half-way."""

from importlib.util import find_spec

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

COLUMNS = ("numpy", "pyarrow")
"""What every dataset needs."""
CLUSTER = ("dask", "distributed")
"""What scoring on several machines needs besides."""


def require_scale(*modules: str) -> None:
    """Refused, naming the extra, where a library for datasets is missing.

    Without names: :data:`COLUMNS`. Imports none of them.
    """
    missing = [module for module in modules or COLUMNS if find_spec(module) is None]
    if missing:
        names = ", ".join(missing)
        raise refuse(
            f"Tập dữ liệu theo cột cần thư viện chưa được cài: {names}.",
            f"Datasets in columns need libraries that are not installed: {names}.",
            remedy=Text(
                "Hãy cài bằng lệnh: pip install 'thidua[scale]'",
                "Install them with: pip install 'thidua[scale]'",
            ),
        )
