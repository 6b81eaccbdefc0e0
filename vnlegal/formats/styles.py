"""What the styles of a DOCX say about its letters: capitals, raised, hidden, struck out, font, list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set, as far as that changes what it says."""

    capitals: bool = False
    raised: bool = False
    hidden: bool = False
    struck: bool = False
    font: str = ""


class Styles:
    """Looks of paragraphs and runs, with what their styles inherit."""

    def __init__(self, root: Element | None, w: str) -> None:
        self._w = w
        self._styles = (
            {} if root is None else {one.get(f"{w}styleId", ""): one for one in root.iter(f"{w}style")}
        )
        self._default = next(
            (
                id
                for id, one in self._styles.items()
                if one.get(f"{w}default") and one.get(f"{w}type") == "paragraph"
            ),
            None,
        )
        default = None if root is None else root.find(f"{w}docDefaults/{w}rPrDefault/{w}rPr")
        self._base = Look() if default is None else self._set(default, Look())
        self._looks: dict[tuple[str, Look], Look] = {}

    def paragraph(self, properties: Element | None) -> Look:
        """The look that a paragraph gives its runs."""
        style = self._value(properties, "pStyle") or self._default
        return self._styled(style, self._base)

    def run(self, properties: Element | None, base: Look) -> Look:
        """The look of a run in a paragraph of look `base`."""
        if properties is None:
            return base
        return self._set(properties, self._styled(self._value(properties, "rStyle"), base))

    def numbering(self, properties: Element | None) -> tuple[str | None, int | None, str | None]:
        """The list, the level (None: that of the style) and the style that a paragraph is numbered by."""
        style = self._value(properties, "pStyle") or self._default
        if properties is not None and (own := properties.find(f"{self._w}numPr")) is not None:
            level = self._value(own, "ilvl")
            number = self._value(own, "numId")
            if number is not None:
                return number, int(level) if level and level.isdecimal() else 0, style
        for one in self._chain(style):
            numbered = self._styles[one].find(f"{self._w}pPr/{self._w}numPr")
            if numbered is not None and (number := self._value(numbered, "numId")) is not None:
                return number, None, one
        return None, None, None

    def _chain(self, style: str | None) -> list[str]:
        """A style and what it is based on, itself first."""
        found: list[str] = []
        while style in self._styles and style not in found and style is not None:
            found.append(style)
            style = self._value(self._styles[style], "basedOn")
        return found

    def _styled(self, style: str | None, base: Look) -> Look:
        if style is None:
            return base
        if (style, base) not in self._looks:
            look = base
            for one in reversed(self._chain(style)):
                properties = self._styles[one].find(f"{self._w}rPr")
                look = look if properties is None else self._set(properties, look)
            self._looks[style, base] = look
        return self._looks[style, base]

    def _set(self, properties: Element, look: Look) -> Look:
        w = self._w
        for child in properties:
            if child.tag == f"{w}caps":
                look = replace(look, capitals=child.get(f"{w}val") not in _OFF)
            elif child.tag in (f"{w}vanish", f"{w}specVanish"):
                look = replace(look, hidden=child.get(f"{w}val") not in _OFF)
            elif child.tag in (f"{w}strike", f"{w}dstrike"):
                look = replace(look, struck=child.get(f"{w}val") not in _OFF)
            elif child.tag == f"{w}vertAlign":
                look = replace(look, raised=child.get(f"{w}val") == "superscript")
            elif child.tag == f"{w}rFonts":
                look = replace(look, font=child.get(f"{w}ascii") or child.get(f"{w}hAnsi") or look.font)
        return look

    def _value(self, parent: Element | None, name: str) -> str | None:
        found = None if parent is None else parent.find(f"{self._w}{name}")
        return None if found is None else found.get(f"{self._w}val")
