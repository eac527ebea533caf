"""The S3 calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hourpass.adapters.aws.asked import Asked
from hourpass.adapters.aws.caller import Caller
from hourpass.domain.credentials import Keys
from hourpass.services.cancel import Cancel
from hourpass.services.ports import BucketRow

PAGE = 1000
"""Small enough that the first page is there at once; AWS takes up to 10,000. Naming it also brings BucketRegion."""


def bucket_pages(caller: Caller, keys: Keys, region: str, cancel: Cancel) -> Iterator[list[BucketRow]]:
    """ListBuckets, page by page. A server without pages gives all at once, in parts of a page's size."""
    asked = Asked("s3", "ListBuckets", region, keys)
    parameters: dict[str, Any] = {"MaxBuckets": PAGE}
    tokens: set[str] = set()
    while True:
        cancel.check()
        answer = caller.call(asked, parameters)
        cancel.check()
        rows = [_row(bucket) for bucket in answer.get("Buckets") or ()]
        for start in range(0, len(rows), PAGE):
            yield rows[start : start + PAGE]
        token = answer.get("ContinuationToken")
        # A server that gives back the token it was sent would be asked for ever.
        if not token or token in tokens:
            return
        tokens.add(token)
        parameters = {"MaxBuckets": PAGE, "ContinuationToken": token}


def _row(bucket: dict[str, str]) -> BucketRow:
    return bucket.get("Name", ""), bucket.get("BucketRegion", ""), bucket.get("CreationDate", "")
