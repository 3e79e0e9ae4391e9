"""What an author does with a new sector first, as commands: printed, and written in its README."""

from thidua.plugins.scaffold.sector_names import SectorNames


def checking(names: SectorNames) -> tuple[str, ...]:
    """In the folder of the package: install it, and have it tried."""
    return (
        'python -m pip install -e . "thidua[kit]"',
        f"thidua plugin check {names.code}",
        "python -m pytest",
    )


def ranking_the_sample(names: SectorNames) -> tuple[str, ...]:
    """In the same folder: a workspace of its own, the sample in it, ranked, explained, reported."""
    opening = f"period open {names.year} --cluster cum-mau --criteria {names.code}-{names.year}"
    return (
        f"thidua init try --sector {names.code}",
        "thidua -w try unit import sample/units.csv",
        "thidua -w try cluster import sample/clusters.csv",
        f"thidua -w try {opening} --from 01/01/{names.year} --to 31/12/{names.year}",
        f"thidua -w try result import sample/figures.csv --period {names.year}",
        f"thidua -w try rank cum-mau --period {names.year}",
        f"thidua -w try explain an-binh --cluster cum-mau --period {names.year}",
        f"thidua -w try report write {names.code}-summary --period {names.year}"
        f" --department {names.code}-dept -o try/bao-cao.docx",
    )
