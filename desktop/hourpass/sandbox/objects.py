"""A folder with very many objects that nobody stores: each is worked out when a page of them is asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

from hourpass.sandbox.answers import invalid_argument_s3
from hourpass.sandbox.wire import NAMESPACES, Refused, Response

LARGEST_PAGE = 1000
_CLASSES = ("STANDARD", "STANDARD", "STANDARD", "STANDARD_IA", "GLACIER")
_FIRST = datetime(2024, 3, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Keys(Sequence[str]):
    """The keys of one folder in order, for bisect."""

    folder: str
    many: int

    def __len__(self) -> int:
        return self.many

    def __getitem__(self, number: int) -> str:  # type: ignore[override]  # slices are not asked for
        return f"{self.folder}event-{number:07d}.json"


class SyntheticObjects:
    """Answers ListObjectsV2 below its folders; whatever else there is, is the store's."""

    def __init__(self) -> None:
        self._folders: dict[str, list[_Keys]] = {}

    def add(self, bucket: str, folder: str, count: int) -> None:
        """Let *folder*, which ends in a slash, hold *count* objects."""
        self._folders.setdefault(bucket, []).append(_Keys(folder, count))

    def list(self, bucket: str, query: Mapping[str, str]) -> Response | None:
        """A page of what was asked for; None where that lies in none of the folders."""
        prefix = query.get("prefix", "")
        keys = next((one for one in self._folders.get(bucket, ()) if prefix.startswith(one.folder)), None)
        if keys is None:
            return None
        last = query.get("continuation-token") or query.get("start-after", "")
        start = max(bisect_left(keys, prefix), bisect_right(keys, last) if last else 0)
        end = bisect_left(keys, prefix + "\U0010ffff")
        shown = range(start, min(end, start + _page_size(query.get("max-keys"))))
        more = shown.stop < end and bool(shown)
        encoded = query.get("encoding-type") == "url"
        facts = {
            "Name": bucket,
            "Prefix": quote_plus(prefix) if encoded else prefix,
            "KeyCount": str(len(shown)),
            "MaxKeys": query.get("max-keys", str(LARGEST_PAGE)),
            "IsTruncated": "true" if more else "false",
            **({"EncodingType": "url"} if encoded else {}),
            **({"NextContinuationToken": keys[shown[-1]]} if more else {}),
        }
        told = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in facts.items())
        rows = "".join([_row(number, quote_plus(keys[number]) if encoded else keys[number]) for number in shown])
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="{NAMESPACES["s3"]}">'
            f"{told}{rows}</ListBucketResult>"
        )
        return Response(200, {"Content-Type": "application/xml"}, body.encode())


def _row(number: int, key: str) -> str:
    modified = _FIRST + timedelta(minutes=(number * 7919) % 1_000_003)
    return (
        f"<Contents><Key>{escape(key)}</Key><LastModified>{modified:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
        f"<ETag>&quot;{number:032x}&quot;</ETag><Size>{number * 104_729 % 50_000_017}</Size>"
        f"<StorageClass>{_CLASSES[number % len(_CLASSES)]}</StorageClass></Contents>"
    )


def _page_size(text: str | None) -> int:
    if text is None:
        return LARGEST_PAGE
    if not text.isdigit():
        raise Refused(invalid_argument_s3("max-keys", text, "Provided max-keys not an integer or within integer range"))
    return min(int(text), LARGEST_PAGE)
