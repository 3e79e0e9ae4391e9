"""``thidua dataset``: a period as one file of columns: export, import, score."""

from typing import Any

from thidua.cli.bilingual_commands import Group
from thidua.core.text.bilingual import Text

COMMANDS = {
    "export": (
        "dataset_export:export",
        Text("Xuất một kỳ ra tệp Parquet", "Export a period to a Parquet file"),
    ),
    "import": (
        "dataset_import:import_figures",
        Text("Nhập hàng loạt số liệu vào một kỳ", "Import figures in bulk into a period"),
    ),
    "info": (
        "dataset_info:info",
        Text("Cho biết một tập dữ liệu gồm những gì", "Tell what a dataset holds"),
    ),
    "score": (
        "dataset_score:score",
        Text("Chấm điểm, xếp hạng mọi cụm của tập dữ liệu", "Score and rank every cluster of it"),
    ),
}

dataset: Any = Group(
    "dataset",
    about=Text(
        "Tập dữ liệu theo cột: chấm điểm hàng triệu đơn vị, trên một hay nhiều máy.",
        "Datasets in columns: score millions of units, on one machine or several.",
    ),
    lazy={name: (f"thidua.cli.{where}", about) for name, (where, about) in COMMANDS.items()},
)
