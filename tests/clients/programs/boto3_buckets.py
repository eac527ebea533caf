"""Lists the buckets as a script of boto3 would."""

import boto3

for bucket in boto3.client("s3").list_buckets()["Buckets"]:
    print(bucket["Name"])
