from __future__ import annotations

import re
import time

import pytest
from botocore.exceptions import ClientError

from hourpass.sandbox import answers
from hourpass.sandbox.buckets import Buckets
from hourpass.sandbox.objects import SyntheticObjects
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.store import Store
from sandbox.fakes_sandbox import Enter, Person, refusal, said


@pytest.fixture(scope="module")
def crowded():
    """A sandbox with many buckets."""
    made = Sandbox(delays=Delays.none(), buckets=50)
    yield made
    made.close()


def test_buckets_come_sorted_with_their_regions_and_dates(enter: Enter):
    buckets = enter().s3.list_buckets(MaxBuckets=1000)["Buckets"]
    names = [one["Name"] for one in buckets]
    assert names == sorted(names)
    assert {one["BucketRegion"] for one in buckets} == {"eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"}
    assert {one["CreationDate"].year for one in buckets} >= {2016, 2019, 2024}


def test_regions_are_told_only_to_who_sends_a_parameter(admin: Person):
    assert all("BucketRegion" not in one for one in admin.s3.list_buckets()["Buckets"])


def test_pages_follow_each_other_without_gap_or_repetition(admin: Person):
    pages = list(admin.s3.get_paginator("list_buckets").paginate(PaginationConfig={"PageSize": 4}))
    assert [len(page["Buckets"]) for page in pages] == [4, 4, 1]
    names = [one["Name"] for page in pages for one in page["Buckets"]]
    assert names == [one["Name"] for one in admin.s3.list_buckets()["Buckets"]]
    assert "ContinuationToken" not in pages[-1]


def test_buckets_are_filtered_by_prefix_and_region(admin: Person):
    lake = admin.s3.list_buckets(Prefix="acme-data-lake")
    assert [one["Name"] for one in lake["Buckets"]] == ["acme-data-lake-raw", "acme-data-lake-refined"]
    assert lake["Prefix"] == "acme-data-lake"
    central = admin.s3.list_buckets(BucketRegion="eu-central-1")["Buckets"]
    assert [one["Name"] for one in central] == ["acme-backups-2024", "acme-invoices"]


def test_a_token_that_was_never_given_is_refused(admin: Person):
    with pytest.raises(ClientError) as error:
        admin.s3.list_buckets(ContinuationToken="\N{SNOWMAN}", MaxBuckets=3)
    assert refusal(error)[:2] == (400, "InvalidArgument")


def test_a_hundred_thousand_buckets_page_quickly():
    store = Store()
    buckets = Buckets(store)
    buckets.add_synthetic("111122223333", 100_000)
    began, query, seen = time.perf_counter(), {"max-buckets": "1000"}, []
    while query:
        body = buckets.list("111122223333", query).body.decode()
        seen += re.findall("<Name>(.*?)</Name>", body)
        token = re.search("<ContinuationToken>(.*?)</ContinuationToken>", body)
        query = {"max-buckets": "1000", "continuation-token": token[1]} if token else {}
    assert len(seen) == 100_000
    assert seen == sorted(set(seen))
    # Half a second; sorting anew for each of the hundred pages would take a minute.
    assert time.perf_counter() - began < 10


def test_a_synthetic_bucket_is_one_like_any_other(crowded: Sandbox):
    s3 = Person(crowded, crowded.seeded.admin, "eu-west-1").s3
    name = "acme-logs-000000"
    assert s3.list_objects_v2(Bucket=name)["KeyCount"] == 0
    s3.put_object(Bucket=name, Key="a/b.txt", Body=b"text")
    assert s3.get_object(Bucket=name, Key="a/b.txt")["Body"].read() == b"text"
    assert [one["Name"] for one in s3.list_buckets(Prefix=name, MaxBuckets=5)["Buckets"]] == [name]


def test_folders_are_common_prefixes(enter: Enter):
    listed = enter().s3.list_objects_v2(Bucket="acme-access-logs", Delimiter="/")
    assert [one["Prefix"] for one in listed["CommonPrefixes"]] == ["2026/"]
    assert [one["Key"] for one in listed["Contents"]] == ["readme.txt"]


def test_objects_come_in_pages(enter: Enter):
    first = enter().s3.list_objects_v2(Bucket="acme-access-logs", MaxKeys=2)
    assert (first["IsTruncated"], first["KeyCount"]) == (True, 2)


def test_one_bucket_is_closed_to_the_practice_role(sandbox: Sandbox, enter: Enter):
    with pytest.raises(ClientError) as error:
        enter().s3.list_objects_v2(Bucket="acme-payroll")
    caller = "arn:aws:sts::111122223333:assumed-role/s3-reader/tests"
    assert refusal(error) == said(answers.not_allowed(caller, "s3:ListBucket", "arn:aws:s3:::acme-payroll"))


def test_a_bucket_that_is_not_there_is_said_to_be_so(admin: Person):
    with pytest.raises(ClientError) as error:
        admin.s3.list_objects_v2(Bucket="acme-nowhere")
    assert refusal(error) == said(answers.no_such_bucket("acme-nowhere"))


def test_a_bucket_elsewhere_redirects_and_botocore_follows(admin: Person):
    seen = []
    admin.session.events.register("needs-retry.s3", lambda response, **_: seen.append(response[0].status_code))
    client = admin.client("s3", region="ap-southeast-2")
    assert client.list_objects_v2(Bucket="acme-invoices")["KeyCount"] == 3
    assert seen[0] == 301
    assert seen[-1] == 200


def test_the_region_is_told_even_with_a_refusal(enter: Enter):
    s3 = enter().s3
    assert s3.head_bucket(Bucket="acme-releases")["BucketRegion"] == "ap-southeast-2"
    with pytest.raises(ClientError) as error:
        s3.head_bucket(Bucket="acme-payroll")
    headers = error.value.response["ResponseMetadata"]["HTTPHeaders"]
    assert (refusal(error)[0], headers["x-amz-bucket-region"]) == (403, "eu-west-1")


def test_what_is_put_is_got_back_whatever_its_name(admin: Person):
    s3 = admin.s3
    for key in ("plain.txt", "with space+plus.txt", "dünn/日本.txt", "a//b", "100%.txt"):
        s3.put_object(Bucket="acme-web-static", Key=key, Body=key.encode())
        assert s3.get_object(Bucket="acme-web-static", Key=key)["Body"].read() == key.encode()
        assert s3.head_object(Bucket="acme-web-static", Key=key)["ContentLength"] == len(key.encode())
        s3.delete_object(Bucket="acme-web-static", Key=key)
    assert s3.list_objects_v2(Bucket="acme-web-static")["KeyCount"] == 3


def test_a_new_bucket_is_listed_and_a_deleted_one_is_not(admin: Person):
    s3 = admin.s3
    s3.create_bucket(Bucket="acme-new", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert [one["Name"] for one in s3.list_buckets(Prefix="acme-new")["Buckets"]] == ["acme-new"]
    s3.delete_bucket(Bucket="acme-new")
    assert s3.list_buckets(Prefix="acme-new")["Buckets"] == []


def test_a_folder_of_a_million_objects_pages_quickly():
    objects = SyntheticObjects()
    objects.add("acme-lake", "archive/", 1_000_000)
    last = objects.list("acme-lake", {"prefix": "archive/", "start-after": "archive/event-0998999.json"})
    assert last is not None
    keys = re.findall("<Key>(.*?)</Key>", last.body.decode())
    assert (len(keys), keys[-1]) == (1000, "archive/event-0999999.json")
    began = time.perf_counter()
    assert objects.list("acme-lake", {"prefix": "archive/event-05", "max-keys": "5"}) is not None
    assert time.perf_counter() - began < 1


def test_the_crowded_folder_is_found_from_above_and_asked_by_the_beginning_of_a_name():
    crowded = Sandbox(delays=Delays.none(), objects=3000)
    s3 = Person(crowded, crowded.seeded.admin, "us-east-1").s3
    where = {"Bucket": "acme-data-lake-raw", "Delimiter": "/"}
    assert [one["Prefix"] for one in s3.list_objects_v2(**where)["CommonPrefixes"]] == ["archive/", "events/"]
    begun = s3.list_objects_v2(**where, Prefix="archive/event-00000", MaxKeys=5000)
    assert (begun["KeyCount"], begun["IsTruncated"], begun["Contents"][0]["Key"]) == (
        100,
        False,
        "archive/event-0000000.json",
    )
    pages = list(s3.get_paginator("list_objects_v2").paginate(**where, Prefix="archive/"))
    assert [page["KeyCount"] for page in pages] == [1000] * 3
    crowded.close()
