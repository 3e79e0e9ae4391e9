"""One text in the two languages of every screen, side by side so that neither is forgotten."""

from typing import Literal

from attrs import field, frozen, validators

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = ("vi", "en")


@frozen
class Text:
    """A title or a message in Vietnamese and English.

    >>> Text(vi="đơn vị", en="unit").in_language("vi")
    'đơn vị'
    """

    vi: str = field(validator=validators.min_len(1))
    en: str = field(validator=validators.min_len(1))

    def in_language(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en
