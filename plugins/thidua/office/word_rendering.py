"""Reports as Word files: an official's own .docx with fields in it, filled with plain data.

Whatever is in the file is only ever opened in a confined child (:mod:`word_child`), one child for
all documents of a run; data goes in and the document, or what is wrong, comes out as JSON.
"""

import base64
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.templates import Document, Filling, Plain, TemplateFile
from thidua.office.plain_data import require_plain
from thidua.plugins.confinement import Confined, Limits, Stop, Stopped

LIMITS: Final = Limits(wall_seconds=4, cpu_seconds=3)
"""Of one document, so that a hostile one is over within five seconds, the start of the child
counted; a score sheet takes a tenth of a second."""

_CHILD: Final = "thidua.office.word_child:work"
# Signs that XML cannot hold, and those by which docxtpl would begin a paragraph or a page.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def render_word(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    """Fill in each template; the same template and data give the same bytes.

    A template may also read ``language``, and place ``{{ pictures.name }}`` on its own: a picture
    of the data is an empty text, the text ``data:image/png;base64,…``, or a dict of ``png`` (in
    base64) and ``width_mm``. Raises :class:`Refused` with every fault that a template's text
    shows, or the first that filling it shows, with the part and the words nearby; TypeError where
    the data is not plain.
    """
    with Confined(_CHILD, LIMITS) as child:
        return [_filled(child, filling, language) for filling in fillings]


def faults_of_word(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    """What is wrong with a template before any report is written: all that its text shows, else
    the first that filling it with a made-up report shows."""
    from thidua.core.workspace.documents.sample import sample_report

    try:
        render_word((Filling(template, sample_report(document)),), "vi")
    except Refused as refused:
        return refused.faults
    return ()


def _filled(child: Confined, filling: Filling, language: Language) -> bytes:
    require_plain(filling.data)
    place = filling.template.file
    job = {
        "template": base64.b64encode(filling.template.content).decode("ascii"),
        "place": place,
        "values": writable({**filling.data, "language": language}),
    }
    try:
        answer = json.loads(child.call(json.dumps(job).encode("utf-8")))
    except Stopped as stopped:
        raise Refused((_stopped(stopped, place),)) from stopped
    if "faults" in answer:
        raise Refused(tuple(_fault(item) for item in answer["faults"]))
    return base64.b64decode(answer["word"])


def writable(value: Plain) -> Any:
    """The value as XML can hold it: composed letters, lines ended one way, no control signs."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return _UNWRITABLE.sub("", unicodedata.normalize("NFC", lines))
    if isinstance(value, Mapping):
        return {key: writable(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [writable(item) for item in value]
    return value


def _fault(told: Mapping[str, Any]) -> Fault:
    remedy = told["remedy"]
    return Fault(Text(*told["what"]), told["place"], Text(*remedy) if remedy else None)


def _stopped(stopped: Stopped, place: str) -> Fault:
    words = stopped.words
    remedy = Text(
        "Hãy bớt vòng lặp, ảnh và nội dung thừa trong tệp mẫu.",
        "Take loops, pictures and what is not needed out of the template.",
    )
    return Fault(
        Text(
            f"Không điền được mẫu báo cáo. {words.vi}",
            f"The report template cannot be filled in. {words.en}",
        ),
        place,
        None if stopped.kind in (Stop.DIED, Stop.FAILED) else remedy,
    )
