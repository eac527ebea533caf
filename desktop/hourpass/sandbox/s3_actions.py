"""Which S3 operation a request is, and which right it needs."""

from __future__ import annotations

from collections.abc import Mapping

# (method, sub-resource) -> (operation, action)
_BUCKET = {
    ("GET", "list-type"): ("ListObjectsV2", "s3:ListBucket"),
    ("GET", ""): ("ListObjects", "s3:ListBucket"),
    ("GET", "location"): ("GetBucketLocation", "s3:GetBucketLocation"),
    ("GET", "versions"): ("ListObjectVersions", "s3:ListBucketVersions"),
    ("GET", "uploads"): ("ListMultipartUploads", "s3:ListBucketMultipartUploads"),
    ("GET", "acl"): ("GetBucketAcl", "s3:GetBucketAcl"),
    ("GET", "policy"): ("GetBucketPolicy", "s3:GetBucketPolicy"),
    ("GET", "tagging"): ("GetBucketTagging", "s3:GetBucketTagging"),
    ("GET", "versioning"): ("GetBucketVersioning", "s3:GetBucketVersioning"),
    ("HEAD", ""): ("HeadBucket", "s3:ListBucket"),
    ("PUT", ""): ("CreateBucket", "s3:CreateBucket"),
    ("PUT", "acl"): ("PutBucketAcl", "s3:PutBucketAcl"),
    ("PUT", "policy"): ("PutBucketPolicy", "s3:PutBucketPolicy"),
    ("PUT", "tagging"): ("PutBucketTagging", "s3:PutBucketTagging"),
    ("PUT", "versioning"): ("PutBucketVersioning", "s3:PutBucketVersioning"),
    ("POST", "delete"): ("DeleteObjects", "s3:DeleteObject"),
    ("DELETE", ""): ("DeleteBucket", "s3:DeleteBucket"),
    ("DELETE", "policy"): ("DeleteBucketPolicy", "s3:DeleteBucketPolicy"),
    ("DELETE", "tagging"): ("DeleteBucketTagging", "s3:PutBucketTagging"),
}
_OBJECT = {
    ("GET", ""): ("GetObject", "s3:GetObject"),
    ("GET", "acl"): ("GetObjectAcl", "s3:GetObjectAcl"),
    ("GET", "tagging"): ("GetObjectTagging", "s3:GetObjectTagging"),
    ("GET", "attributes"): ("GetObjectAttributes", "s3:GetObject"),
    ("GET", "uploadId"): ("ListParts", "s3:ListMultipartUploadParts"),
    ("HEAD", ""): ("HeadObject", "s3:GetObject"),
    ("PUT", ""): ("PutObject", "s3:PutObject"),
    ("PUT", "acl"): ("PutObjectAcl", "s3:PutObjectAcl"),
    ("PUT", "tagging"): ("PutObjectTagging", "s3:PutObjectTagging"),
    ("PUT", "uploadId"): ("UploadPart", "s3:PutObject"),
    ("POST", "uploads"): ("CreateMultipartUpload", "s3:PutObject"),
    ("POST", "uploadId"): ("CompleteMultipartUpload", "s3:PutObject"),
    ("DELETE", ""): ("DeleteObject", "s3:DeleteObject"),
    ("DELETE", "tagging"): ("DeleteObjectTagging", "s3:DeleteObjectTagging"),
    ("DELETE", "uploadId"): ("AbortMultipartUpload", "s3:AbortMultipartUpload"),
}
_VERBS = {"GET": "Get", "PUT": "Put", "POST": "Post", "DELETE": "Delete", "HEAD": "Head"}


def operation(method: str, bucket: str, key: str, query: Mapping[str, str]) -> tuple[str, str]:
    """Operation and action of a request."""
    if not bucket:
        return "ListBuckets", "s3:ListAllMyBuckets"
    table, level = (_OBJECT, "Object") if key else (_BUCKET, "Bucket")
    for (verb, part), found in table.items():
        if verb == method and part and part in query:
            return found
    # A query without a value names a sub-resource, here one of the rarer ones: ``?lifecycle``.
    rare = next((name for name, value in query.items() if not value and name.isalpha() and name.islower()), "")
    if rare in {"prefix", "delimiter", "marker"}:
        rare = ""
    if not rare and (method, "") in table:
        return table[method, ""]
    name = f"{_VERBS.get(method, method)}{level}{rare.title()}"
    return name, f"s3:{name}"
