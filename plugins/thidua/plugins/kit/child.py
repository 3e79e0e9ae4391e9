"""The child process of the checks: one stage a call, on a sector that it loads once.

Imports next to nothing, so that what a sector's import brings in can be told from what is here
already.
"""

import json
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thidua.plugins.kit.examining import Examined


def answer(payload: bytes) -> bytes:
    """Run the stage that a call names, and give what it found as JSON.

    A call says where the parent imports from (``paths``), the ``stage``, the ``target`` and the
    stage's own ``options``.
    """
    call = json.loads(payload)
    sys.path.extend(path for path in call["paths"] if path not in sys.path)
    if call["stage"] == "import":
        from thidua.plugins.kit.import_costs import costs_of_import

        found: Any = costs_of_import(call["target"])
    else:
        found = _of_stage(call)
    return json.dumps(found, ensure_ascii=False).encode("utf-8")


def _of_stage(call: dict[str, Any]) -> Any:
    from thidua.plugins.kit.stages import STAGES

    return STAGES[call["stage"]](lambda: _examined(json.dumps(call["target"])), call["options"])


@lru_cache(maxsize=1)
def _examined(target: str) -> "Examined":
    from thidua.plugins.kit.examining import examine
    from thidua.plugins.kit.targets import Target

    return examine(Target.from_plain(json.loads(target)))
