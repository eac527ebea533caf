"""boto3's own paginator lists all buckets. Prints the CPU seconds that the listing took as one line of JSON."""

from __future__ import annotations

import json
import os
import time

import boto3

client = boto3.client("s3", region_name=os.environ["AWS_DEFAULT_REGION"])
client.list_buckets(MaxBuckets=1)  # the connection, and what is loaded at the first call
began = time.process_time()
rows = []
for page in client.get_paginator("list_buckets").paginate(PaginationConfig={"PageSize": 1000}):
    rows += [(each["Name"], each.get("BucketRegion", ""), each["CreationDate"]) for each in page["Buckets"]]
print(json.dumps({"cpu": time.process_time() - began, "rows": len(rows)}))
