"""``thidua plugin``: what is there, what works, where a code comes from, what is left out."""

from typing import Any

from thidua.cli.bilingual_commands import Group
from thidua.core.text.bilingual import Text

COMMANDS = {
    "list": ("plugin_listing:list_plugins", Text("Liệt kê các phần mở rộng", "List the plugins")),
    "why": ("plugin_why:why", Text("Mã này từ đâu ra", "Where a code comes from")),
    "check": ("plugin_check:check", Text("Kiểm tra một ngành", "Check a sector")),
    "new": ("plugin_new:new", Text("Lập gói cho một ngành mới", "Write a new sector")),
    "disable": ("plugin_turning:disable", Text("Tắt một phần mở rộng", "Leave a plugin out")),
    "enable": ("plugin_turning:enable", Text("Dùng lại phần mở rộng đã tắt", "Use it again")),
}

plugin: Any = Group(
    "plugin",
    about=Text("Phần mở rộng: đang có gì, mã nào từ đâu.", "Plugins: what is there, and whence."),
    lazy={name: (f"thidua.cli.{where}", about) for name, (where, about) in COMMANDS.items()},
)
