"""No sentence is glued together from translated parts: their order and what stands between them differ by language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOURPASS = Path(__file__).parents[1] / "desktop" / "hourpass"
SPEAKING = ("gui", "cli", "terminal")
TRANSLATORS = {"tr", "translate"}
BETWEEN_WORDS = {" ", ", ", "; ", ". ", ": "}
NO_SENTENCES = {
    "secret_card.py": "groups of a key's letters",
    "tool_answers.py": "the white space of a message, made single",
    "self_check.py": "read by whoever makes packages",
    "about_doors.py": "facts of a report, which is English for whoever reads it",
    "words.py": "the white space of AWS's own words, made single",
    "env.py": "variables, as unset takes them",
    "columns.py": "white space, made single before the lines are broken",
}


def glued(source: str) -> list[int]:
    """The lines where a translated text is put beside another, or words are joined by what English has between them."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if _glues(node)]


def _glues(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.FormattedValue) and _is_translated(part.value) for part in parts)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _is_translated(left) or _is_translated(right)
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value=between))):
            return between in BETWEEN_WORDS
    return False


def _is_translated(node: ast.AST) -> bool:
    """Whether *node* is what a translator gives, filled in or not."""
    match node:
        case ast.Call(func=ast.Attribute(attr="format", value=text)):
            return _is_translated(text)
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name in TRANSLATORS
        case ast.IfExp(body=body, orelse=orelse):
            return _is_translated(body) or _is_translated(orelse)
    return False


@pytest.mark.parametrize(
    "source",
    [
        'self.tr("Valid until") + " " + when',
        "f\"{self.tr('Valid until')} {when}\"",
        'said + translate("Times", "{0} min").format(3)',
        '", ".join(names)',
        'label + (self.tr("one") if single else self.tr("many"))',
    ],
)
def test_the_test_sees_what_is_glued(source: str):
    assert glued(source) == [1]


def test_a_whole_sentence_with_places_to_fill_in_is_none():
    assert glued('self.tr("Valid until {0}").format(when)') == []


def _sources() -> Iterator[Path]:
    found = (path for folder in SPEAKING for path in sorted((HOURPASS / folder).rglob("*.py")))
    return (path for path in found if path.name not in NO_SENTENCES)


def test_no_sentence_of_the_app_is_glued_together():
    found = {path.name: lines for path in _sources() if (lines := glued(path.read_text(encoding="utf-8")))}
    assert found == {}
