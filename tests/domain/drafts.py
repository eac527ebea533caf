"""Drafts to try things with, one by one and by the hundred."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from hourpass.domain.setup import LONGEST_DEVICE_NAME, Draft, Mode, Permission

ACCOUNT, OTHER_ACCOUNT = "111122223333", "444455556666"
ROLE_DRAFT = Draft("1a2b3c4d", ACCOUNT, "maya", "maya@laptop", role_name="maya-s3")
SESSION_DRAFT = Draft("1a2b3c4d", ACCOUNT, "maya", "maya@laptop", Mode.SESSION)

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-"


def names(longest: int = 64) -> st.SearchStrategy[str]:
    """Names that IAM takes."""
    return st.text(_LETTERS, min_size=1, max_size=longest)


def drafts() -> st.SearchStrategy[Draft]:
    """Drafts without a flaw, of all kinds."""
    return st.builds(
        Draft,
        id=st.text("0123456789abcdef", min_size=8, max_size=8),
        account=st.just(ACCOUNT),
        user_name=names(),
        device_name=names(LONGEST_DEVICE_NAME),
        mode=st.sampled_from(Mode),
        permission=st.sampled_from(Permission),
        role_name=names(),
        role_account=st.sampled_from(["", ACCOUNT, OTHER_ACCOUNT]),
        role_maximum=st.integers(3600, 43200).map(lambda seconds: timedelta(seconds=seconds)),
        external_id=st.one_of(st.just(""), st.text(_LETTERS + ":/", min_size=2, max_size=1224)),
        partition=st.sampled_from(["aws", "aws-cn", "aws-us-gov"]),
        existing_user_path=st.sampled_from(["", "/", "/people/"]),
        existing_device=st.sampled_from(["", f"arn:aws:iam::{ACCOUNT}:mfa/phone"]),
        existing_role_arn=st.sampled_from(["", f"arn:aws:iam::{OTHER_ACCOUNT}:role/audit"]),
        existing_key=st.sampled_from(["", "AKIAIOSFODNN7EXAMPLE"]),
    )
