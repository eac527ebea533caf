from __future__ import annotations

import pytest

from hourpass.domain.object_keys import arn, folder_of, parts_of, uri


@pytest.mark.parametrize(
    ("prefix", "folder", "parts"),
    [
        ("", "", []),
        ("2024/01/", "2024/01/", ["2024", "01"]),
        ("2024/ev", "2024/", ["2024", "ev"]),
        ("ev", "", ["ev"]),
        ("/", "/", [""]),
        ("a//b/", "a//b/", ["a", "", "b"]),
        ("//", "//", ["", ""]),
    ],
)
def test_a_prefix_is_folders_and_maybe_the_beginning_of_a_name(prefix: str, folder: str, parts: list[str]):
    assert (folder_of(prefix), parts_of(prefix)) == (folder, parts)


def test_keys_stand_in_uri_and_arn_as_they_are():
    assert uri("logs", "/a b//\n") == "s3://logs//a b//\n"
    assert arn("logs", "2024/x", "aws-cn") == "arn:aws-cn:s3:::logs/2024/x"
