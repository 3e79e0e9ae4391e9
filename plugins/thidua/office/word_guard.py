"""Before a Word template is opened: that it is one, of sane size, and holds nothing but a document.

Sizes are counted while unpacking, for those declared in a zip file may lie. Macros, embedded
objects, links that fetch something, and fields that bring in other files are refused: a template
of a report needs none, and a report made from it would carry them on.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.office.word_part_scan import WORDS_OF_MARK, PartScan, broken_xml, is_xml

LARGEST_TEMPLATE: Final = 10 * 1024 * 1024
LARGEST_MEMBER: Final = 32 * 1024 * 1024
LARGEST_CONTENT: Final = 64 * 1024 * 1024
LARGEST_RATIO: Final = 200
ALWAYS_FINE: Final = 1024 * 1024
"""Bytes of a member that need no ratio: short repetitive files pack that well."""
MOST_MEMBERS: Final = 2_000

_OLD_CONTAINER: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_FOREIGN: Final = ("vbaproject", "vbadata", "embeddings/", "activex/", "oleobject", "afchunk")
_DAMAGE: Final = (ValueError, LookupError, EOFError, OSError, RuntimeError, zlib.error)


def check_word(content: bytes, place: str) -> None:
    """Raise :class:`Refused` with all that keeps the file from being a template."""
    if len(content) > LARGEST_TEMPLATE:
        raise _swells(place)
    if content.startswith(_OLD_CONTAINER):
        raise _old(place)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_all(_faults(archive, place))
    except (zipfile.BadZipFile, *_DAMAGE) as cause:
        raise not_word(place) from cause


def check_filled(content: bytes, place: str) -> None:
    """Raise :class:`Refused` where a filled document holds what its template may not.

    A tag may take away half of a field code, and so leave another one than was checked.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = ((name, archive.read(name)) for name in archive.namelist())
        refuse_all(fault for it in members for fault in _faults_of_member(*it, place))


def _faults(archive: zipfile.ZipFile, place: str) -> Iterator[Fault]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(names) > MOST_MEMBERS:
        raise _swells(place)
    if len({name.lower() for name in names}) < len(names) or any(map(_strays, names)):
        raise not_word(place)
    unpacked = 0
    for member in members:
        if any(mark in member.filename.lower() for mark in _FOREIGN):
            yield _foreign(WORDS_OF_MARK["object"], f"{place}, {member.filename}")
        content = _unpacked(archive, member, LARGEST_CONTENT - unpacked, place)
        unpacked += len(content)
        yield from _faults_of_member(member.filename, content, place)


def _faults_of_member(name: str, content: bytes, place: str) -> Iterator[Fault]:
    if not (name.lower().endswith((".xml", ".rels")) or is_xml(content)):
        return
    try:
        marks = PartScan().read(content)
    except broken_xml as cause:
        raise not_word(place) from cause
    for mark in marks:
        yield _foreign(WORDS_OF_MARK[mark], f"{place}, {name}")


def _strays(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, place: str) -> bytes:
    content = bytearray()
    most = min(most, LARGEST_MEMBER, max(ALWAYS_FINE, LARGEST_RATIO * member.compress_size))
    with archive.open(member) as packed:
        while block := packed.read(1 << 18):
            content += block
            if len(content) > most:
                raise _swells(place)
    return bytes(content)


_SAVE_AS_DOCX: Final = Text(
    "Hãy mở tệp bằng Word và lưu lại ở dạng Word Document (.docx), không đặt mật khẩu.",
    "Open it in Word and save it as a Word Document (.docx) without a password.",
)


def not_word(place: str) -> Refused:
    """Whatever it is, its name claims that it is a Word document."""
    return refuse(
        "Không phải là tệp Word .docx đọc được, hoặc tệp đã bị hỏng.",
        "It is no readable .docx file of Word, or is damaged.",
        place=place,
        remedy=_SAVE_AS_DOCX,
    )


def _old(place: str) -> Refused:
    return refuse(
        "Là tệp Word đời cũ (.doc) hoặc tệp có mật khẩu.",
        "It is a document of old Word (.doc), or is protected by a password.",
        place=place,
        remedy=_SAVE_AS_DOCX,
    )


def _swells(place: str) -> Refused:
    return refuse(
        "Tệp mẫu quá lớn, hoặc nội dung nén trong tệp lớn bất thường.",
        "The template is too large, or what is packed in it is abnormally large.",
        place=place,
        remedy=Text(
            "Hãy bỏ ảnh lớn và phần thừa, hoặc chép nội dung sang một tệp .docx mới.",
            "Take out large pictures and what is not needed, or copy it into a new .docx file.",
        ),
    )


def _foreign(what: Text, place: str) -> Fault:
    return Fault(
        Text(
            f"Tệp mẫu không được chứa {what.vi}.",
            f"A template may not hold {what.en}.",
        ),
        place,
        Text(
            "Hãy bỏ phần đó, hoặc chép nội dung sang một tệp .docx mới.",
            "Take it out, or copy the content into a new .docx file.",
        ),
    )
