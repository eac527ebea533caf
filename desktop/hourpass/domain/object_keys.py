"""Keys of S3 objects as people read them: folders are what stands before a slash, no more than a way to look at keys."""

from __future__ import annotations

DELIMITER = "/"


def folder_of(prefix: str) -> str:
    """*prefix* up to its last slash: what names below it are told without."""
    return prefix[: prefix.rfind(DELIMITER) + 1]


def parts_of(prefix: str) -> list[str]:
    """The folders that *prefix* leads through, and the beginning of a name that it may end in. Any of them may be empty,
    as in ``a//b``.
    """
    *folders, rest = prefix.split(DELIMITER)
    return [*folders, rest] if rest else folders


def uri(bucket: str, key: str) -> str:
    """``s3://bucket/key``, as the AWS CLI takes it."""
    return f"s3://{bucket}/{key}"


def arn(bucket: str, key: str, partition: str) -> str:
    """An object's ARN: it names neither region nor account."""
    return f"arn:{partition}:s3:::{bucket}/{key}"
