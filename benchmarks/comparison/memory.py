"""The most memory that an engine takes, each in a process of its own: Linux tells it.

``python compare.py --memory-of CODE --units N`` is such a process; it prints one JSON object.
"""

import gc
import json
import resource
import subprocess
import sys
from pathlib import Path

from attrs import frozen

from comparison.engine import AnyEngine
from comparison.generation import make_work
from comparison.specification import CRITERIA


@frozen
class Memory:
    """Bytes."""

    units: int
    inputs: int
    """That the process grew by when the engine took the figures in."""
    above: int
    """That it had above the inputs at most while the engine worked, its answer included."""
    children: int
    """At most in a child, where the engine is a program of its own."""

    @property
    def cells(self) -> int:
        """How many the work has."""
        return self.units * len(CRITERIA)

    @property
    def of_cell(self) -> float:
        """Above the inputs, for each cell."""
        return max(self.above, self.children) / self.cells


def memory_of(engine: AnyEngine, units: int) -> Memory | None:
    """Measured in a process of its own; None where this machine does not tell."""
    if sys.platform != "linux":
        return None
    script = Path(sys.argv[0]).resolve()
    command = [sys.executable, str(script), "--memory-of", engine.code, "--units", str(units)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{engine.code}: {done.stderr}")
    return Memory(**json.loads(done.stdout))


def print_memory(engine: AnyEngine, units: int) -> None:
    """What the process of its own does: first a small work, so that libraries are loaded."""
    engine.solve(make_work(30))
    work = make_work(units)
    gc.collect()
    bare = _status("VmRSS")
    held = engine.prepare(work)
    gc.collect()
    ready = _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forgets the highest so far
    found = engine.run(held)
    above = _status("VmHWM") - ready
    del found
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    measured = {"units": units, "inputs": ready - bare, "above": above, "children": children}
    sys.stdout.write(json.dumps(measured) + "\n")


def _status(name: str) -> int:
    """A line of what the kernel says of this process, in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        word, _, value = line.partition(":")
        if word == name:
            return int(value.split()[0]) * 1024
    raise LookupError(name)
