"""Amazon Resource Names: taking one apart, and the partitions they belong to."""

from __future__ import annotations

from dataclasses import dataclass

PARTITION_OF_REGION_PREFIX = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
HOME_REGION = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""Where STS cannot be switched off, so the region to take when none is named."""


@dataclass(frozen=True, slots=True)
class Arn:
    """The parts of ``arn:partition:service:region:account:resource``."""

    partition: str
    service: str
    region: str
    account: str
    resource: str

    @property
    def name(self) -> str:
        """The last part of the resource: ``s3-reader`` of ``role/team/s3-reader``."""
        return self.resource.rsplit("/", 1)[-1]


def parse(text: str) -> Arn | None:
    """The parts of *text*, or None when it is no ARN."""
    parts = text.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn" or not parts[1] or not parts[2] or not parts[5]:
        return None
    return Arn(*parts[1:])


def partition_of_region(region: str) -> str:
    """The partition that *region* lies in (``aws`` unless its name says otherwise)."""
    for prefix, partition in PARTITION_OF_REGION_PREFIX.items():
        if region.startswith(prefix):
            return partition
    return "aws"
