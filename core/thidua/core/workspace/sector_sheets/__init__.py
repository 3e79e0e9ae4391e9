"""A sector without code, as sheets of cells or as TOML files, from one to the other without loss.

In between stands :class:`SectorPlain`, the plain values that ``thidua.core.model.structuring``
reads and ``thidua.core.model.unstructuring`` gives. Out of a workbook::

    read = plain_of(tables, "nganh.xlsx")          # reader.read(path) gives the tables
    sector = sound_sector(read, indicators, formulas)  # Refused: every fault, with sheet and cell
    files = toml_files(read.plain)                 # {"sector.toml": "…", "criteria-2026.toml": "…"}

and into one::

    plain = plain_of_records(SectorFile(…), criteria_sets)   # Refused: a formula is Python code
    data = workbook_data(sheets_of(plain), "vi")   # what the renderer "sector-workbook" writes

What is wrong with a workbook is told with its sheet and cell; what neither form can hold (a formula
in Python, a key of a case that has no column) is refused when it is written.

The names above live in the modules ``reading``, ``checking``, ``toml_writing``, ``sector_plain``,
``writing`` and ``workbook_data``: none is imported here, so that each command loads what it uses.
"""
