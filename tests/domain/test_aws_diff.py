from __future__ import annotations

from hypothesis import given

from domain.aws_texts import texts
from hourpass.domain import aws_marks
from hourpass.domain.aws_change import Change
from hourpass.domain.aws_diff import DiffKind, DiffLine, diff
from hourpass.domain.aws_entry import AwsEntry

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
ENTRY = AwsEntry("a1", "work", ("/bin/relay", "a1"), "eu-west-1")


def _texts(shown: tuple[DiffLine, ...], kind: DiffKind) -> list[str]:
    return [line.text for line in shown if line.kind is kind]


def test_an_addition_is_shown_with_the_lines_above_it() -> None:
    before = b"[default]\nregion = x\noutput = json\n\n[profile a]\nregion = y\n"
    shown = diff(before, aws_marks.put(before, (), ENTRY.lines))
    assert shown[0] == DiffLine(DiffKind.GAP)
    assert _texts(shown, DiffKind.SAME) == ["", "[profile a]", "region = y"]
    assert _texts(shown, DiffKind.ADDED) == ["", *ENTRY.lines]
    assert _texts(shown, DiffKind.REMOVED) == []


def test_an_update_shows_the_changed_line_alone() -> None:
    before = aws_marks.put(b"", (), ENTRY.lines) + b"[z]\n# 1\n# 2\n# 3\n"
    after = before.replace(b"eu-west-1", b"eu-west-3")
    assert diff(before, after) == (
        DiffLine(DiffKind.GAP),
        DiffLine(DiffKind.SAME, ENTRY.lines[0]),
        DiffLine(DiffKind.SAME, "[profile work]"),
        DiffLine(DiffKind.SAME, "credential_process = /bin/relay a1"),
        DiffLine(DiffKind.REMOVED, "region = eu-west-1"),
        DiffLine(DiffKind.ADDED, "region = eu-west-3"),
        DiffLine(DiffKind.SAME, "# hourpass end a1"),
        DiffLine(DiffKind.SAME, "[z]"),
        DiffLine(DiffKind.SAME, "# 1"),
        DiffLine(DiffKind.GAP),
    )


def test_a_file_that_comes_to_be_or_goes_is_all_new_or_all_gone() -> None:
    text = "\n".join(ENTRY.lines).encode()
    assert _texts(diff(None, text), DiffKind.ADDED) == list(ENTRY.lines)
    assert _texts(diff(text, None), DiffKind.REMOVED) == list(ENTRY.lines)
    assert diff(None, b"") == ()
    assert diff(text, text) == ()


def test_lines_that_repeat_are_counted_once() -> None:
    assert diff(b"a = 1\n\n", b"a = 1\n\n\n")[-1] == DiffLine(DiffKind.ADDED, "")
    assert [line.kind for line in diff(b"\n\n\n", b"\n")] == [DiffKind.SAME, DiffKind.REMOVED, DiffKind.REMOVED]


def test_no_secret_of_the_lines_around_is_shown() -> None:
    around = (
        f"[a] {SECRET}\naws_secret_access_key = {SECRET}\n",
        f"AWS_Session_Token:{SECRET}\n",
        f"credential_process = tool --password {SECRET}\n",
        f"# aws_secret_access_key = {SECRET}\n",
        f"; {SECRET}\n",
        f"# key: {SECRET[:10]}\n",
        f"x =\n  {SECRET}\n  y = {SECRET}\n",
        f"{SECRET}\n",
        f"= {SECRET}\n",
    )
    for text in around:
        before = text.encode()
        shown = diff(before, aws_marks.put(before, (), ENTRY.lines))
        assert SECRET[:10] not in "".join(line.text for line in shown)
        assert any("…" in line.text for line in shown)


def test_a_line_that_was_indented_by_mistake_is_hidden_whatever_stands_above_it() -> None:
    before = f"[a]\nregion = eu\n  aws_secret_access_key = {SECRET}\n".encode()
    assert _texts(diff(before, before + b"x"), DiffKind.SAME) == ["[a]", "region = eu", "  …"]
    before = f"s3 =\n  addressing_style = path\n  aws_secret_access_key = {SECRET}\n".encode()
    assert _texts(diff(before, before + b"x"), DiffKind.SAME) == ["s3 =", "  addressing_style = path", "  …"]


def test_keys_between_our_own_markers_are_hidden_too() -> None:
    text = "\n".join([ENTRY.lines[0], f"aws_secret_access_key = {SECRET}", ENTRY.lines[-1]]).encode()
    assert SECRET not in "".join(line.text for line in diff(text, None))


def test_what_says_no_secret_is_shown_as_it_is() -> None:
    before = b"[profile a]\nrole_arn = arn:aws:iam::123456789012:role/x\n# my second account\n"
    assert _texts(diff(before, before + b"x"), DiffKind.SAME) == before.decode().splitlines()


def test_a_change_tells_what_it_holds_to_nobody() -> None:
    assert SECRET not in repr(Change("/x", SECRET.encode(), SECRET.encode()))


@given(texts, texts)
def test_what_is_shown_can_be_drawn_and_holds_no_value_of_a_secret_option(one: bytes, other: bytes) -> None:
    shown = "\n".join(line.text for line in diff(one, other))
    shown.encode()  # no lone surrogates
    assert "s3cr3t" not in shown
