"""The formal parts of a report as far as the record knows them; what it does not know is left as
"…" for the clerk. A letterhead is Vietnamese in every language, as the document is.
"""

from thidua.core.model.unit import UnitVersion
from thidua.core.text.bilingual import Text
from thidua.core.text.names import matching_key
from thidua.core.workspace.report_data import Letterhead

_PROVINCES = ("tỉnh ", "thành phố ")
_SMALL_WORDS = {"và", "của"}


def letterhead_of(unit: UnitVersion, superior: UnitVersion | None, period: Text) -> Letterhead:
    """The letterhead of a unit's report on a period, titled as within a sentence."""
    issuer = issuer_name(unit)
    above = superior_name(unit, superior)
    return Letterhead(
        issuer=issuer.upper(),
        number=f"Số: …/BC-{symbol_of(issuer)}",
        place_and_date=place_and_date(unit),
        subject=f"Tổng kết công tác và phong trào thi đua {period.vi}",
        superior=above.upper(),
        signer_title=signer_title(unit),
        recipients=(f"{above} (để báo cáo)", *_BELOW) if above else _BELOW,
    )


_BELOW = ("Các phòng, đơn vị trực thuộc",)


def symbol_of(name: str) -> str:
    """The abbreviation of a body in its documents' symbols: first letters of its words.

    >>> symbol_of("Sở Lao động - Thương binh và Xã hội")
    'SLĐTBXH'
    """
    words = (word for word in name.split() if word[0].isalpha() and word not in _SMALL_WORDS)
    return "".join(word[0] for word in words).upper()


def issuer_name(unit: UnitVersion) -> str:
    """What a unit calls itself at the head of its documents, where the place stands beside it.

    "Sở Công Thương tỉnh Bắc Kạn" in "Tỉnh Bắc Kạn" issues as "Sở Công Thương".
    """
    ending = f" {unit.territory}" if unit.territory else ""
    same = matching_key(unit.name[-len(ending) :]) == matching_key(ending)
    return unit.name[: -len(ending)] if ending and same else unit.name


def superior_name(unit: UnitVersion, superior: UnitVersion | None) -> str:
    """The body above a unit: the one recorded, or the people's committee of a department's
    province; empty where neither is known."""
    if superior is not None:
        return superior.name
    place = unit.territory or ""
    if _is_department(unit.name) and place.lower().startswith(_PROVINCES):
        return f"Ủy ban nhân dân {place[0].lower()}{place[1:]}"
    return ""


def signer_title(unit: UnitVersion) -> str:
    """The title of the unit's head, in capitals, as it stands over a signature."""
    return "GIÁM ĐỐC" if _is_department(unit.name) else "THỦ TRƯỞNG ĐƠN VỊ"


def place_and_date(unit: UnitVersion) -> str:
    """ "Bắc Kạn, ngày … tháng … năm …", the day left for the clerk."""
    return f"{_place(unit)}, ngày … tháng … năm …".lstrip(" ,")


def _is_department(name: str) -> bool:
    return name.startswith("Sở ")


def _place(unit: UnitVersion) -> str:
    """The name of a place without what it is: "Bắc Kạn" of "Tỉnh Bắc Kạn"."""
    place = unit.territory or ""
    for head in _PROVINCES:
        if place.lower().startswith(head):
            return place[len(head) :]
    return place
