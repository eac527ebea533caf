"""ListBuckets: sorted, in pages, quick with a hundred thousand of them."""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from hourpass.sandbox.answers import invalid_argument_s3
from hourpass.sandbox.records import Bucket
from hourpass.sandbox.store import Store
from hourpass.sandbox.wire import NAMESPACES, Refused, Response

LARGEST_PAGE = 10_000
REGIONS = ("eu-west-1", "us-east-1", "eu-central-1", "ap-southeast-2")
_TRAITS = ("logs", "backups", "media", "exports", "invoices", "metrics", "models", "archive", "assets", "events")
_FIRST = datetime(2014, 3, 1, 9, tzinfo=UTC)
_SPAN = timedelta(days=12 * 365)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One account's buckets as they are listed."""

    names: list[str]
    regions: list[str]
    plain: list[str]  # the XML of each, without region
    full: list[str]  # with region


class Buckets:
    """The buckets in the store, and synthetic ones that are put there when they are first touched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._synthetic: dict[str, Bucket] = {}
        self._shelves: dict[str, _Shelf] = {}

    def add_synthetic(self, account: str, count: int) -> None:
        """Make *count* buckets at once."""
        for number in range(count):
            name = f"acme-{_TRAITS[number % len(_TRAITS)]}-{number:06d}"
            created = _FIRST + _SPAN * ((number * 7919) % 100_003) / 100_003
            region = REGIONS[number % len(REGIONS)]
            self._synthetic[name] = Bucket(name, account, region, created.replace(microsecond=0))
        self._shelves.clear()

    def find(self, name: str) -> Bucket | None:
        """The bucket called *name*, of whatever account."""
        if name in self._synthetic:
            self._store.add_bucket(self._synthetic.pop(name))
        return self._store.bucket(name)

    def changed(self) -> None:
        """Buckets were made or deleted."""
        self._shelves.clear()

    def list(self, account: str, query: Mapping[str, str]) -> Response:
        """A page of *account*'s buckets. Regions are told only to who sends a parameter, as AWS does."""
        shelf = self._shelves.get(account) or self._stack(account)
        prefix, region = query.get("prefix", ""), query.get("bucket-region", "")
        size = _page_size(query.get("max-buckets"))
        start = bisect_right(shelf.names, _last(query)) if "continuation-token" in query else 0
        start = max(start, bisect_left(shelf.names, prefix))
        end = bisect_left(shelf.names, prefix + "\U0010ffff") if prefix else len(shelf.names)
        parts = shelf.full if any(name != "x-id" for name in query) else shelf.plain
        if region:
            places = [place for place in range(start, end) if shelf.regions[place] == region]
        else:
            places = list(range(start, end if size is None else min(end, start + size + 1)))
        shown = places if size is None else places[:size]
        token = ""
        if len(places) > len(shown):
            text = base64.urlsafe_b64encode(shelf.names[shown[-1]].encode()).decode()
            token = f"<ContinuationToken>{text}</ContinuationToken>"
        told_prefix = f"<Prefix>{escape(prefix)}</Prefix>" if prefix else ""
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<ListAllMyBucketsResult xmlns="{NAMESPACES["s3"]}">'
            f"<Owner><ID>{_owner_id(account)}</ID></Owner><Buckets>{''.join([parts[place] for place in shown])}</Buckets>"
            f"{token}{told_prefix}</ListAllMyBucketsResult>"
        )
        return Response(200, {"Content-Type": "application/xml"}, body.encode())

    def _stack(self, account: str) -> _Shelf:
        own = [one for one in (*self._store.buckets(), *self._synthetic.values()) if one.account == account]
        own.sort(key=lambda one: one.name)
        heads = [
            f"<Bucket><Name>{one.name}</Name><CreationDate>{one.created:%Y-%m-%dT%H:%M:%S.000Z}</CreationDate>"
            for one in own
        ]
        shelf = _Shelf(
            names=[one.name for one in own],
            regions=[one.region for one in own],
            plain=[head + "</Bucket>" for head in heads],
            full=[
                f"{head}<BucketRegion>{one.region}</BucketRegion></Bucket>"
                for head, one in zip(heads, own, strict=True)
            ],
        )
        self._shelves[account] = shelf
        return shelf


def _page_size(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdigit() or not 1 <= int(text) <= LARGEST_PAGE:
        said = f"Argument max-buckets must be an integer between 1 and {LARGEST_PAGE}"
        raise Refused(invalid_argument_s3("max-buckets", text, said))
    return int(text)


def _last(query: Mapping[str, str]) -> str:
    token = query["continuation-token"]
    try:
        return base64.b64decode(token.encode(), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error) as error:
        said = "The continuation token provided is incorrect"
        raise Refused(invalid_argument_s3("continuation-token", token, said)) from error


def _owner_id(account: str) -> str:
    return (account * 6)[:64]
