"""A workspace as a department has one after its first morning, and the commands run in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from thidua.cli.main import run

UNITS = """\
code,name,kind,parent,sector,territory,valid_from
so,Sở Lao động - Thương binh và Xã hội,department,,labour-social,Tỉnh Hòa Bình,01/01/2015
ncc,Phòng Người có công,division,so,labour-social,Tỉnh Hòa Bình,01/01/2020
vl,Phòng Việc làm,division,so,labour-social,Tỉnh Hòa Bình,01/01/2020
te,Phòng Trẻ em,division,so,labour-social,Tỉnh Hòa Bình,01/01/2020
"""

CLUSTERS = """\
cluster,name,label,organiser,unit,role,valid_from,valid_to
phong,Cụm thi đua các phòng,cụm,so,ncc,cụm trưởng,01/01/2020,
phong,Cụm thi đua các phòng,cụm,so,vl,thành viên,01/01/2020,
phong,Cụm thi đua các phòng,cụm,so,te,thành viên,01/01/2020,
"""


@frozen
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@frozen
class Desk:
    """The workspace of the test, in which commands are run as an official types them.

    Sector ``labour-social`` is enabled; cluster ``phong`` with the members ``ncc`` (head), ``vl``
    and ``te`` is open in period ``2026`` with ``labour-social-2026``.
    """

    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *arguments: str | Path) -> Answer:
        """Run one command."""
        self.capture.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = self.capture.readouterr()
        return Answer(code, printed.out, printed.err)

    def done(self, *arguments: str | Path) -> str:
        """Run a command that must succeed; what it printed."""
        answer = self.run(*arguments)
        assert answer.code == 0, answer.err
        return answer.out

    def refused(self, *arguments: str | Path) -> str:
        """Run a command that must be refused, without a traceback; what it said."""
        answer = self.run(*arguments)
        assert answer.code == 1, answer.out
        assert "Traceback" not in answer.err
        return answer.err

    def file(self, name: str, content: str) -> Path:
        """A text file in the workspace's folder."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def prepared_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once by the commands themselves; to be copied."""
    folder = tmp_path_factory.mktemp("prepared") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        be_an_official(patch, folder)
        assert run(["init", str(folder), "--sector", "labour-social"]) == 0
        (folder / "units.csv").write_text(UNITS, encoding="utf-8")
        (folder / "clusters.csv").write_text(CLUSTERS, encoding="utf-8")
        assert run(["unit", "import", str(folder / "units.csv")]) == 0
        assert run(["cluster", "import", str(folder / "clusters.csv")]) == 0
        opening = "period open 2026 --cluster phong --from 01/01/2026 --to 31/12/2026"
        assert run([*opening.split(), "--criteria", "labour-social-2026"]) == 0
    return folder


@pytest.fixture
def desk(
    prepared_workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Desk]:
    """A copy of the prepared workspace, found through the environment."""
    folder = tmp_path / "workspace"
    shutil.copytree(prepared_workspace, folder)
    be_an_official(monkeypatch, folder)
    yield Desk(folder, capsys)


def be_an_official(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Who works in the workspace of a folder, and in Vietnamese."""
    patch.setenv("THIDUA_WORKSPACE", str(folder))
    patch.setenv("LOGNAME", "nguyen.van.an")
    patch.delenv("THIDUA_LANG", raising=False)
    patch.delenv("THIDUA_DATABASE_URL", raising=False)
