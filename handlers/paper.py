"""Pages to print: one font for everything, lines that wrap, and letters that the font can draw.

DejaVu draws French and Arabic alike; it is taken where the system keeps it. Without it the fonts of every PDF reader
are used: they know the letters of Western Europe only, so a name in another script becomes its initials.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont
from markupsafe import Markup

from bot.domain.guests import for_the_door, initials
from handlers.arabic import for_paper, shaped
from handlers.latin import UNKNOWN, latin
from handlers.text import clean

FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
INK, SOFT, LINE, ACCENT = (25, 28, 36), (95, 101, 115), (205, 209, 218), (24, 84, 124)
"""Colours that print well in grey: text, what is said beside it, rules, headings."""

FIRST_PICTURE = 0x10000
LONGEST = 1000
LEADING = 0.46
"""Height of a line in millimetres, a point of its letters."""

SIZES = (1, 0.85, 0.7, 0.6)

MIRRORED = {Align.L: Align.R, Align.R: Align.L}


@dataclass(frozen=True)
class Style:
    """Of a line: in points, in millimetres for the space under it."""

    size: float
    bold: bool = False
    colour: tuple[int, int, int] = INK
    under: float = 2
    least: float = SIZES[-1]
    """How small it becomes at most before it is cut: a part of its size."""


@dataclass(frozen=True)
class Place:
    """A part of a page, in millimetres: `x` from the edge where one begins to read, `y` from the top."""

    x: float
    y: float
    wide: float
    high: float = 0


@cache
def dejavu() -> tuple[Path, Path] | None:
    """The regular and the bold, where this system has them."""
    for folder in map(Path, FONTS):
        for regular in sorted(folder.glob("**/DejaVuSans.ttf")):
            bold = regular.with_name("DejaVuSans-Bold.ttf")
            if bold.exists():
                return regular, bold
    return None


class Paper(FPDF):
    """A page, A4 or another size, that is written from top to bottom."""

    def __init__(
        self,
        now: datetime,
        margin: float = 20,
        fonts: tuple[Path, Path] | None = None,
        from_the_right: bool = False,
        size: str | tuple[float, float] = "A4",
    ) -> None:
        """`size` in millimetres. `from_the_right`: it is read so, and its lines stand at the right margin; the plain fonts know no such letter."""
        super().__init__(format=size)
        self.set_margin(margin)
        self.set_auto_page_break(auto=True, margin=margin)
        self.set_creation_date(now)
        self.plain = fonts is None
        self.from_the_right = from_the_right and not self.plain
        if fonts:
            self.add_font("paper", "", fonts[0])
            self.add_font("paper", "B", fonts[1])
        self.add_page()

    def use(self, style: Style) -> None:
        self.set_font("helvetica" if self.plain else "paper", "B" if style.bold else "", style.size)
        self.set_text_color(*style.colour)

    def drawable(self, text: str) -> str:
        """The text in letters that this page's font has."""
        said = clean(text.unescape() if isinstance(text, Markup) else text, LONGEST).replace("\u202f", " ")
        said = "".join(c for c in said if ord(c) < FIRST_PICTURE)
        return "".join(map(latin, said)) if self.plain else "".join(map(self._known, said))

    def _known(self, letter: str) -> str:
        """Itself, where the font has it."""
        font = self.fonts["paper"]
        has = not letter.isalnum() or not isinstance(font, TTFFont) or ord(letter) in font.cmap
        return letter if has else UNKNOWN

    def called(self, name: str) -> str:
        """A name in letters that this page's font has, or its initials; readable at a French door."""
        if not self.plain:
            return for_the_door(name)
        return initials(name) if any(latin(c) == UNKNOWN for c in name) else name

    def named(self, name: str) -> str:
        """A name to be read by anybody: its initials only where the font has not its letters."""
        return self.called(clean(name, LONGEST)) if self.plain else name

    def lines(self, text: str, width: float, most: int = 99) -> list[str]:
        """Wrapped in the font that is in use, each as it is seen from the left; what is cut is said to be."""
        said = shaped(self.drawable(text))
        wrapped = self.multi_cell(width, 5, said, align="L", dry_run=True, output=MethodReturnValue.LINES)
        found = [it for it in wrapped if it.strip()] if isinstance(wrapped, list) else []
        if len(found) > most:
            found = [*found[: most - 1], self._cut(found[most - 1], width)]
        return [for_paper(line, self.from_the_right) for line in found]

    def _cut(self, line: str, width: float) -> str:
        """As much of it as leaves room to say that there is more."""
        more = self.drawable("…")
        while line and self.get_string_width(line + more) > width - 2 * self.c_margin:
            line = line[:-1].rstrip()
        return line + more

    def left(self, at: Place) -> float:
        """How far it begins from the left edge: millimetres."""
        return self.w - at.x - at.wide if self.from_the_right else at.x

    def put(
        self,
        text: str,
        style: Style,
        at: Place,
        most: int = 1,
        align: Align = Align.L,
    ) -> float:
        """A paragraph in a place of its own: smaller when it would take more than `most` lines, and no longer; L is
        where one begins to read. How far down it goes; a line is as high as the place, if that has a height."""
        fits = self._fitting(text, style, at.wide, most)
        self.set_y(at.y)
        for line in self.lines(text, at.wide, most):
            self.set_x(self.left(at))
            high = at.high or fits.size * LEADING
            self.cell(at.wide, high, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align=self._seen(align))
        return self.get_y()

    def _seen(self, align: Align) -> Align:
        """From the left."""
        return MIRRORED.get(align, align) if self.from_the_right else align

    def say(self, text: str, style: Style, width: float = 0, most: int = 99) -> None:
        """The same under what was said before, at the margin where one begins to read: `width` is counted from it."""
        self.put(text, style, Place(self.l_margin, self.get_y(), width or self.epw), most)
        self.ln(style.under)

    def height(self, text: str, style: Style, most: int = 99) -> float:
        """What that paragraph would take, over the whole width: millimetres."""
        fits = self._fitting(text, style, self.epw, most)
        return len(self.lines(text, self.epw, most)) * fits.size * LEADING + style.under

    def width(self, text: str, style: Style) -> float:
        """Of one line, in millimetres."""
        self.use(style)
        return float(self.get_string_width(shaped(self.drawable(text))))

    def fits(self, text: str, style: Style, wide: float, most: int = 1) -> bool:
        """Whether nothing of it would be cut."""
        self._fitting(text, style, wide, most)
        return len(self.lines(text, wide)) <= most

    def can_draw(self, text: str) -> bool:
        """Whether this page's font knows a letter of it."""
        return any(map(str.isalnum, self.drawable(text)))

    def _fitting(self, text: str, style: Style, width: float, most: int) -> Style:
        """The style, in the largest size that fits; it is in use then."""
        for shrunk in (it for it in SIZES if it >= style.least):
            smaller = replace(style, size=style.size * shrunk)
            self.use(smaller)
            if len(self.lines(text, width)) <= most:
                break
        return smaller

    def rule(self, under: float = 4) -> None:
        self.set_draw_color(*LINE)
        self.set_line_width(0.4)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(under)

    def content(self) -> bytes:
        return bytes(self.output())
