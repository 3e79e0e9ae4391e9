"""The summary report of a department (báo cáo tổng kết), in the words of each sector."""

import re
from pathlib import Path
from typing import Any

from attrs import frozen

from templates.frame import (
    body,
    ending,
    framed,
    heading,
    legal_bases,
    letterhead,
    picture,
    tag,
    title,
    when,
    write,
)
from templates.page import new_document
from templates.ranking_notes import NOTE, NOTED
from templates.tables import Column, listed

LAYOUT = Path(__file__).parents[2] / "plugins/thidua/office/layouts/tong-ket.html"
TO_FILL = "(Đơn vị bổ sung.)"


@frozen
class Words:
    """What differs from sector to sector; said once, in the blocks of the page's template."""

    opening: str
    results: str
    results_note: str
    movements: str
    movements_note: str
    targets: str
    closing: str

    @classmethod
    def of_page(cls, page: Path) -> "Words":
        """The words of a sector's HTML template, and of its layout where it adds none."""
        blocks = {**_blocks(LAYOUT.read_text("utf-8")), **_blocks(page.read_text("utf-8"))}
        return cls(
            opening=blocks["mo_dau"],
            results=blocks["tieu_de_ket_qua"],
            results_note=blocks["dan_ket_qua"],
            movements=blocks["tieu_de_phong_trao"],
            movements_note=blocks["dan_phong_trao"],
            targets=blocks["tieu_de_phuong_huong"],
            closing=blocks["ket_thuc"],
        )


def _blocks(page: str) -> dict[str, str]:
    """The texts of the blocks that hold no other, without their paragraph marks."""
    found = re.findall(r"{% block (\w+) %}((?:(?!{% block).)*?){% endblock %}", page, re.DOTALL)
    return {name: re.sub(r"</?p>", "", text).strip() for name, text in found}


def summary(words: Words) -> Any:
    """Báo cáo tổng kết."""
    document = new_document()
    letterhead(document)
    title(document, "BÁO CÁO", "{{ letterhead.subject }}")
    legal_bases(document)
    body(document, words.opening)
    heading(document, f"I. {words.results}")
    if words.results_note:
        body(document, words.results_note)
    _figures(document)
    picture(document, "target_bars", own_page=False)
    heading(document, "II. ĐỐI CHIẾU SỐ LIỆU")
    _audit(document)
    heading(document, f"III. {words.movements}")
    if words.movements_note:
        body(document, words.movements_note)
    _movements(document)
    heading(document, "IV. KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG THI ĐUA")
    _rankings(document)
    heading(document, "V. HẠN CHẾ")
    _listed_or(document, "limit", "limits", "- {{ limit }}")
    heading(document, f"VI. {words.targets}")
    _targets(document)
    body(document, words.closing, keep=True)
    ending(document)
    return document


def _figures(document: Any) -> None:
    tag(document, "{%p for group in figures %}")
    heading(document, "{{ loop.index }}. {{ group.title }}", 2)
    listed(
        document,
        "row in group.rows",
        [
            Column(
                "Chỉ tiêu",
                "{{ row.label }}{% if row.kind_text %} ({{ row.kind_text }}){% endif %}",
                4.5,
            ),
            Column("Số liệu", "{{ row.value }}", 2.2, "right"),
            Column("Đơn vị tính", "{{ row.unit }}", 2.1),
            Column("Thời gian", "{{ row.period }}", 1.9, "centre"),
            Column(
                "Mức giao",
                '{% if row.kind == "target" %}-{% elif row.target %}{{ row.target }}'
                "{% else %}chưa công bố chỉ tiêu{% endif %}",
                2.1,
            ),
            Column("Tỷ lệ đạt", '{{ row.share or "-" }}', 1.6, "right"),
            Column(
                "Nguồn",
                "{{ row.source_mark or row.source }}"
                "{% if row.illustrative %} (số liệu minh hoạ){% endif %}",
                2.1,
            ),
        ],
        size=11,
    )
    tag(document, "{%p else %}")
    body(document, "Chưa có số liệu.")
    tag(document, "{%p endfor %}")
    tag(document, "{%p for source in sources %}")
    write(document, "Nguồn {{ source }}.", size=11, before=2)
    tag(document, "{%p endfor %}")


def _audit(document: Any) -> None:
    tag(document, "{%p if audit %}")
    body(
        document,
        "Các số liệu dẫn xuất sau được tính lại từ chính các số liệu thành phần đã công bố:",
        after=6,
        keep=True,
    )
    listed(
        document,
        "row in audit",
        [
            Column(
                "Nội dung", "{{ row.label }}{% if row.source %} ({{ row.source }}){% endif %}", 5.0
            ),
            Column("Số đã công bố", "{{ row.stated }}", 2.2, "right"),
            Column("Số tính lại", "{{ row.recomputed }}", 2.2, "right"),
            Column("Cách tính", "{{ row.working }}", 4.1),
            Column("Kết luận", "{{ row.verdict_text }}", 3.0),
        ],
    )
    tag(document, "{%p else %}")
    body(document, "Không có số liệu dẫn xuất cần tính lại.")
    tag(document, "{%p endif %}")


def _movements(document: Any) -> None:
    heading(document, "1. Phong trào thi đua", 2)
    _listed_or(
        document,
        "movement",
        "movements",
        "- {{ movement.title }}{% if movement.span %} ({{ movement.span }}){% endif %}"
        "{% if movement.outcome %}: {{ movement.outcome }}{% endif %}.",
    )
    heading(document, "2. Khen thưởng", 2)
    tag(document, "{%p if awards %}")
    listed(
        document,
        "award in awards",
        [
            Column("Danh hiệu, hình thức khen thưởng", "{{ award.title }}", 6.0),
            Column("Số lượng", "{{ award.count }}", 2.5, "centre"),
            Column("Đối tượng", "{{ award.recipients }}", 4.0),
            Column("Nguồn", "{{ award.source }}", 4.0),
        ],
    )
    tag(document, "{%p else %}")
    body(document, TO_FILL)
    tag(document, "{%p endif %}")


def _listed_or(document: Any, name: str, items: str, text: str) -> None:
    """Each item on a line, or that the department has something to add."""
    tag(document, f"{{%p for {name} in {items} %}}")
    body(document, text)
    tag(document, "{%p else %}")
    body(document, TO_FILL)
    tag(document, "{%p endfor %}")


def _rankings(document: Any) -> None:
    tag(document, "{%p for ranking in rankings %}")
    heading(document, "{{ loop.index }}. {{ ranking.title }}", 2)
    body(
        document,
        "Bảng điểm: {{ ranking.criteria }}."
        "{% if ranking.layer %} Lớp điểm: {{ ranking.layer }}.{% endif %}",
        after=6,
        keep=True,
    )
    for notice in ("basis", "validity", "provisional", "illustrative"):
        when(
            document,
            f"ranking.{notice}",
            lambda it=notice: framed(document, f"{{{{ ranking.{it} }}}}"),
        )
    listed(
        document,
        "row in ranking.rows",
        [
            Column("Hạng", "{{ row.rank }}", 1.2, "centre"),
            Column("Đơn vị", "{{ row.name }}", 3.9),
            Column(
                "{{ section }}",
                "{{ points }}",
                1.4,
                "right",
                each="points in row.sections",
                each_heading="section in ranking.sections",
            ),
            Column("Tổng điểm", "{{ row.total }}", 1.5, "right", bold=True),
            Column("Trong đó: thưởng", "{{ row.bonus }}", 1.4, "right"),
            Column("Trong đó: trừ", "{{ row.deductions }}", 1.2, "right"),
            Column("Xếp loại", "{{ row.band }}", 1.5),
        ],
        size=9,
    )
    _notes_on_members(document)
    tag(document, "{%p for note in ranking.notes %}")
    write(document, "{{ note }}", size=11, italic=True, before=2)
    tag(document, "{%p endfor %}")
    tag(document, "{%p else %}")
    body(document, "Chưa có cụm, khối thi đua được chấm điểm trong kỳ.")
    tag(document, "{%p endfor %}")


def _notes_on_members(document: Any) -> None:
    """Under the table, for a column of its own would be too narrow to read."""
    tag(document, "{%p for row in ranking.rows %}")
    when(
        document,
        NOTED,
        lambda: write(document, f"{{{{ row.name }}}}: {NOTE}.", size=11, italic=True, before=2),
    )
    tag(document, "{%p endfor %}")


def _targets(document: Any) -> None:
    tag(document, "{%p if next_targets %}")
    listed(
        document,
        "row in next_targets",
        [
            Column("Chỉ tiêu", "{{ row.label }}", 4.5),
            Column("Đơn vị tính", "{{ row.unit }}", 2.1),
            Column("Kết quả kỳ này", '{{ row.result or "chưa công bố" }}', 2.4, "right"),
            Column("Mức giao kỳ tới", "{{ row.target }}", 2.4, "right"),
            Column("So với kết quả", "{{ row.comparison }}", 2.6),
            Column("Lưu ý", "{{ row.flag }}", 2.5),
        ],
        size=11,
    )
    tag(document, "{%p else %}")
    body(document, "Chưa công bố chỉ tiêu kỳ tới.")
    tag(document, "{%p endif %}")
