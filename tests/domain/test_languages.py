from __future__ import annotations

import pytest

from hourpass.domain.languages import first_spoken


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (["ja-JP", "ja"], "ja"),
        (["ko_KR"], "ko"),
        (["en-GB", "ja-JP"], "en"),  # whoever puts English first gets it, though its file has hardly anything in it
        (["de-DE", "ko-KR"], "ko"),
        (["de-DE"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_of_the_systems_languages_that_is_known_is_spoken(wanted: list[str], language: str):
    assert first_spoken(wanted) == language
