"""The objects of a bucket, below a prefix. botocore asks for keys in URL encoding and decodes them, as XML cannot hold
every character; and it follows a bucket to its region once, and remembers it as long as the client lives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hourpass.adapters.aws import dates
from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.caller import Caller
from hourpass.domain.credentials import Keys
from hourpass.domain.object_keys import DELIMITER, folder_of
from hourpass.services.cancel import Cancel
from hourpass.services.ports import UNKNOWN, ObjectPage

PAGE = 1000
"""All that AWS gives at a time."""
_MOST = 2**63 - 1


def object_pages(
    caller: Caller, keys: Keys, region: str, bucket: str, prefix: str, start: str, pages: int, cancel: Cancel
) -> Iterator[ObjectPage]:
    """ListObjectsV2 with a delimiter, from the token *start* on, at most so many *pages*."""
    asked = Asked("s3", "ListObjectsV2", region, keys)
    parameters: dict[str, Any] = {"Bucket": bucket, "Prefix": prefix, "Delimiter": DELIMITER, "MaxKeys": PAGE}
    for _ in range(pages):
        cancel.check()
        answer = caller.call(asked, {**parameters, "ContinuationToken": start} if start else parameters)
        cancel.check()
        # Fewer rows than asked for are no sign of the end, only this is. A server that gives back the token it was
        # sent would be asked for ever.
        token = answer.get("NextContinuationToken", "") if answer.get("IsTruncated") else ""
        more = token if token != start else ""
        yield _page(answer, prefix, more)
        if not more:
            return
        start = more


def _page(answer: dict[str, Any], prefix: str, more: str) -> ObjectPage:
    inside = len(folder_of(prefix))
    # What does not begin with the prefix was not asked for, and would be named wrongly.
    folders = [one["Prefix"] for one in answer.get("CommonPrefixes") or () if one.get("Prefix", "").startswith(prefix)]
    found = [one for one in answer.get("Contents") or () if one.get("Key", "").startswith(prefix)]
    # An object that is called like the folder and holds nothing is how some tools make a folder.
    found = [one for one in found if len(one["Key"]) > inside or one.get("Size")]
    return ObjectPage(
        folders=[folder[inside:] for folder in folders],
        names=[one["Key"][inside:] for one in found],
        sizes=[max(UNKNOWN, min(one.get("Size", UNKNOWN), _MOST)) for one in found],
        modified=[_milliseconds(one.get("LastModified", "")) for one in found],
        classes=[one.get("StorageClass", "") for one in found],
        more=more,
    )


def _milliseconds(text: str) -> int:
    try:
        return round(dates.from_iso(text).timestamp() * 1000)
    except (ValueError, OverflowError):
        return UNKNOWN
