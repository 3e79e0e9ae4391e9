"""Fills in one Word template; runs in a confined child, which :mod:`word_rendering` starts."""

import base64
import json

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.office.word_filling import fill_word


def work(payload: bytes) -> bytes:
    """JSON of ``template`` (base64), ``place`` and ``values``; gives JSON of ``word`` (base64) or
    of ``faults``."""
    job = json.loads(payload)
    try:
        word = fill_word(base64.b64decode(job["template"]), job["place"], job["values"])
    except Refused as refused:
        return json.dumps({"faults": [_told(fault) for fault in refused.faults]}).encode()
    return json.dumps({"word": base64.b64encode(word).decode("ascii")}).encode()


def _told(fault: Fault) -> dict[str, object]:
    return {"what": _both(fault.what), "place": fault.place, "remedy": _both(fault.remedy)}


def _both(text: Text | None) -> list[str] | None:
    return None if text is None else [text.vi, text.en]
