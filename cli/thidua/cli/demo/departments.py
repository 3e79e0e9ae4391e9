"""What the demonstration shows: which folder of data belongs to whom, and how it is scored."""

from pathlib import Path

from attrs import frozen

DATA = Path(__file__).parent / "data"
LABOUR, TRADE = "labour-social", "industry-trade"


@frozen
class Scored:
    """A period opened for the clusters of a folder. ``criteria``: a set's code, or a file."""

    period: str
    year: int
    clusters: tuple[str, ...]
    criteria: str = ""
    scheme: str = ""


@frozen
class Department:
    """One folder of the data."""

    folder: str
    unit: str
    """The department itself."""
    sectors: tuple[tuple[str, str], ...] = ()
    """(department, sector) to enable."""
    scored: tuple[Scored, ...] = ()
    template: str = ""
    """The report that is written for it; none where empty."""
    reports_on: str = ""
    """The years of the report."""

    @property
    def code(self) -> str:
        """How its folder of reports is called: ``can-tho``."""
        return self.folder.replace("_", "-")

    def file(self, name: str) -> Path:
        """A file of its data, which need not be there."""
        return DATA / self.folder / name


YEAR = "2020"
DISTRICTS = "can-tho-quan-huyen"
CAN_THO_CLUSTERS = ("can-tho-phong", "can-tho-don-vi", DISTRICTS)
BLOC = "bac-kan-kt-kt"
CAI_LAY, CAI_LAY_CLUSTER = "cai-lay-tnmt", "tien-giang-phong-tnmt"
PRACTICE, TEXT = "2022", "2022-theo-van-ban"
"""The year of Cai Lậy twice: by what the appraisal applied, and by the text of the table."""

DEPARTMENTS = (
    Department(
        "can_tho",
        "can-tho-ldtbxh",
        sectors=(("can-tho-ldtbxh", LABOUR),),
        scored=(Scored(YEAR, 2020, CAN_THO_CLUSTERS, criteria="labour-social-2026"),),
        template="labour-social-summary",
        reports_on="2016-2020",
    ),
    Department(
        "ninh_binh",
        "ninh-binh-ldtbxh",
        sectors=(("ninh-binh-ldtbxh", LABOUR),),
        template="labour-social-summary",
        reports_on="2023",
    ),
    Department(
        "kien_giang",
        "kien-giang-ldtbxh",
        sectors=(("kien-giang-ldtbxh", LABOUR),),
        template="labour-social-summary",
        reports_on="2015-2020",
    ),
    Department(
        "ha_tinh",
        "ha-tinh-ldtbxh",
        sectors=(("ha-tinh-ldtbxh", LABOUR),),
        template="labour-social-summary",
        reports_on="2018",
    ),
    Department(
        "bac_kan",
        "bac-kan-sct",
        sectors=(
            ("bac-kan-sct", TRADE),
            ("bac-kan-hdtdkt", LABOUR),
            ("bac-kan-hdtdkt", TRADE),
        ),
        scored=(Scored(YEAR, 2020, (BLOC,), scheme="scheme.toml"),),
        template="industry-trade-summary",
        reports_on="2015-2020",
    ),
    Department(
        "tien_giang",
        "tien-giang-tnmt",
        scored=(
            Scored(PRACTICE, 2022, (CAI_LAY_CLUSTER,), criteria="criteria-2022-practice.toml"),
            Scored(TEXT, 2022, (CAI_LAY_CLUSTER,), criteria="criteria-2023-text.toml"),
        ),
    ),
)
PUBLISHED = tuple(item for item in DEPARTMENTS if item.template)
"""The five departments whose articles are told."""
