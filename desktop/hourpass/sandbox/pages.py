"""The few pages that the sandbox shows to browsers: plain, whole in themselves, and kept by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from hourpass.sandbox.wire import Response

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
}
_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "dt{font-weight:600}dd{margin:0 0 .75rem}"
)


def page(status: int, title: str, paragraphs: Sequence[str], facts: Sequence[tuple[str, str]] = ()) -> Response:
    """A page of plain texts. The empty icon keeps browsers from asking for one."""
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    body = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><style>{_STYLE}</style>'
        f"</head><body><h1>{escape(title)}</h1>"
        + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        + (f"<dl>{told}</dl>" if told else "")
        + "</body></html>"
    )
    return Response(status, HEADERS, body.encode())
