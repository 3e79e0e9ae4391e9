"""Work on bytes from outside, done in a child process that can be stopped whatever it does.

A library that reads a hostile file may loop inside C, abort, or take all memory; nothing that is
caught in this process helps against that. A child with limits does::

    from thidua.plugins.confinement import Stopped, run_confined

    try:
        table = run_confined("thidua.office.table_child:read_table", content)
    except Stopped as stopped:
        raise Refused((Fault(stopped.words, place),)) from stopped
"""

from thidua.plugins.confinement.confined import Confined, run_confined
from thidua.plugins.confinement.limits import Limits
from thidua.plugins.confinement.stopping import Stop, Stopped

__all__ = ["Confined", "Limits", "Stop", "Stopped", "run_confined"]
