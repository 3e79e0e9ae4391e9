"""A sector without code, as sheets of cells or as TOML files, from one to the other without loss.

In between stands :class:`SectorPlain`, the plain values that ``thidua.core.model.structuring``
reads and ``thidua.core.model.unstructuring`` gives. Out of a workbook::

    read = plain_of(tables, "nganh.xlsx")          # reader.read(path) gives the tables
    sector = sound_sector(read, indicators, formulas)  # Refused: every fault, with sheet and cell
    files = toml_files(read.plain)                 # {"sector.toml": "…", "criteria-2026.toml": "…"}

and into one::

    plain = plain_of_records(SectorFile(…), criteria_sets)   # Refused: a formula is Python code
    data = workbook_data(sheets_of(plain), "vi")   # what the renderer "sector-workbook" writes

with the signatures ::

    plain_of_records(sector_file: SectorFile, criteria_sets: Iterable[CriteriaSet],
                     cases: Mapping[str, PlainTable] | None = None) -> SectorPlain
    sheets_of(plain: SectorPlain) -> tuple[Sheet, ...]
    workbook_data(sheets: Sequence[Sheet], language: Language) -> Mapping[str, Plain]
    plain_of(tables: Sequence[Table], file: str) -> SheetsRead    # .plain .faults .ignored
    sound_sector(read: SheetsRead, indicators: Mapping[str, Indicator],
                 formulas: Mapping[str, Formula]) -> SoundSector  # .sector_file .criteria_sets
    toml_files(plain: SectorPlain) -> dict[str, str]
"""
