"""Screens side by side, as a page."""

from collections.abc import Sequence

from markupsafe import Markup

from handlers.screens import View
from handlers.text import Translator

STYLE = """
    body { margin: 24px; background: #d9e2ec; font: 16px/1.35 "DejaVu Sans", "Noto Sans", sans-serif; }
    main { display: grid; grid-template-columns: repeat(4, 380px); gap: 24px; align-items: start; }
    h2 { margin: 0 0 6px; font-size: 13px; font-weight: normal; color: #444; direction: ltr; }
    .said { padding: 10px 14px; border-radius: 14px; background: #fff; white-space: pre-wrap; overflow-wrap: anywhere; }
    .said p { margin: 0; min-height: 1.35em; unicode-bidi: plaintext; text-align: start; }
    .row { display: flex; gap: 4px; margin-top: 4px; direction: ltr; }
    .row span { flex: 1; padding: 9px 6px; border-radius: 8px; background: #fff; text-align: center; font-weight: 600;
        color: #14507d; unicode-bidi: plaintext; }
"""
PAGE = Markup('<!doctype html><html lang="{}"><meta charset="utf-8"><style>{}</style><main>{}</main></html>')
ONE = Markup('<section><h2>{}</h2><div class="said" dir="{}">{}</div>{}</section>')


def sheet(language: str, screens: Sequence[tuple[str, View]]) -> str:
    """HTML. Buttons stand in the order in which Telegram draws them."""
    way = "rtl" if Translator(language).right_to_left else "ltr"
    drawn = Markup().join(ONE.format(name, way, _said(view), _rows(view)) for name, view in screens)
    return PAGE.format(language.partition("@")[0], Markup(STYLE), drawn)  # noqa: S704 - our own words


def _said(view: View) -> Markup:
    return Markup().join(Markup("<p>{}</p>").format(line) for line in view.text.split("\n"))


def _rows(view: View) -> Markup:
    return Markup().join(
        Markup('<div class="row">{}</div>').format(
            Markup().join(Markup("<span>{}</span>").format(it.label) for it in row)
        )
        for row in view.rows
    )
