"""``thidua member``: exclude, suspend, cap, restore."""

from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, option, say
from thidua.cli.place_options import cluster_option, period_option
from thidua.cli.session import Session, with_session
from thidua.core.model.observation import Standing
from thidua.core.text.bilingual import Text

_WORDS = {
    "exclude": (Standing.EXCLUDED, Text("Không xét thi đua.", "Exclude from the ranking.")),
    "suspend": (Standing.SUSPENDED, Text("Tạm hoãn khen thưởng.", "Withhold the award.")),
    "cap": (Standing.CAPPED, Text("Không xét mức khen cao nhất.", "Bar the highest award.")),
    "restore": (Standing.NORMAL, Text("Khôi phục tư cách.", "Restore.")),
}


def _deciding(name: str, standing: Standing, about: Text) -> Any:
    @command(about.vi, about.en, name)
    @click.argument("unit")
    @cluster_option
    @period_option
    @option("--reason", vi="Lý do, văn bản.", en="Reason, document.", required=True)
    @with_session
    def decide(session: Session, unit: str, cluster: str, period: str, reason: str) -> None:
        from thidua.core.model.observation import StandingDecision
        from thidua.core.text.fault import refuse
        from thidua.core.workspace.deciding import decide_standing

        if not reason.strip():
            raise refuse("thiếu lý do.", "a reason is missing.")
        shown = session.open_cluster(cluster, period)
        decision = StandingDecision(shown.member(unit).unit, shown.place, standing, reason)
        decide_standing(session.engine, shown, decision, session.actor)
        click.echo(f"{unit}: {say(about)}")

    return decide


_COMMANDS: list[Any] = [
    _deciding(name, standing, about) for name, (standing, about) in _WORDS.items()
]

member: Any = Group(
    "member",
    about=Text("Tư cách thành viên trong kỳ.", "Standing of members in a period."),
    commands=_COMMANDS,
)
