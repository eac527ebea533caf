"""IAM's lists, a page at a time: the store gives each of them whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from hourpass.sandbox.answers import INVALID_MARKER
from hourpass.sandbox.names import Form
from hourpass.sandbox.wire import Parameters, Refused, Response

DEFAULT, MOST = 100, 1000
_ALL = "1000000"
"""More than the store ever has."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """What one call lists."""

    items: str  # the element that holds them
    by: str = ""  # the part that they are sorted by
    without: str = ""  # a part that the store shows and AWS does not


_LISTINGS = {
    "ListUsers": _Listing("Users", "UserName", "Tags"),
    "ListRoles": _Listing("Roles", "RoleName", "Tags"),
    "ListPolicies": _Listing("Policies", "PolicyName", "Tags"),
    "ListGroups": _Listing("Groups", "GroupName"),
    "ListGroupsForUser": _Listing("Groups", "GroupName"),
    "ListAccessKeys": _Listing("AccessKeyMetadata"),
    "ListAccountAliases": _Listing("AccountAliases"),
    "ListUserPolicies": _Listing("PolicyNames"),
    "ListRolePolicies": _Listing("PolicyNames"),
    "ListGroupPolicies": _Listing("PolicyNames"),
    "ListAttachedUserPolicies": _Listing("AttachedPolicies"),
    "ListAttachedRolePolicies": _Listing("AttachedPolicies"),
    "ListAttachedGroupPolicies": _Listing("AttachedPolicies"),
    "ListPolicyVersions": _Listing("Versions", without="Document"),
    "ListInstanceProfiles": _Listing("InstanceProfiles"),
    "ListInstanceProfilesForRole": _Listing("InstanceProfiles"),
    "ListMFADevices": _Listing("MFADevices"),
    "ListVirtualMFADevices": _Listing("VirtualMFADevices"),
    "ListMFADeviceTags": _Listing("Tags"),
    "ListUserTags": _Listing("Tags"),
    "ListRoleTags": _Listing("Tags"),
    "ListPolicyTags": _Listing("Tags"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list somebody wants."""

    listing: _Listing
    start: int
    size: int

    def of(self, response: Response) -> Response:
        """That part of the whole list in *response*, and whether there is more."""
        root = ET.fromstring(response.body)  # noqa: S314 (written by the sandbox itself)
        space = root.tag[: root.tag.index("}") + 1]
        result = root[0]
        held = result.find(f"{space}{self.listing.items}")
        if held is None:
            held = ET.SubElement(result, f"{space}{self.listing.items}")
        items = list(held)
        if self.listing.by:
            items.sort(key=lambda item: item.findtext(f"{space}{self.listing.by}", "").casefold())
        for item in items:
            held.remove(item)
            for part in item.findall(f"{space}{self.listing.without}") if self.listing.without else []:
                item.remove(part)
        held.extend(items[self.start : self.start + self.size])
        more = self.start + self.size < len(items)
        for name in ("IsTruncated", "Marker"):
            for told in result.findall(f"{space}{name}"):
                result.remove(told)
        ET.SubElement(result, f"{space}IsTruncated").text = str(more).lower()
        if more:
            ET.SubElement(result, f"{space}Marker").text = str(self.start + self.size)
        return replace(response, body=ET.tostring(root, default_namespace=space.strip("{}")))


def page(operation: str, params: Mapping[str, str]) -> Page | None:
    """The page that a call asks for; None where it lists nothing."""
    listing = _LISTINGS.get(operation)
    if listing is None:
        return None
    form = Form()
    size = form.number("MaxItems", params.get("MaxItems"), 1, MOST, DEFAULT)
    form.check()
    marker = params.get("Marker", "0")
    if not (marker.isascii() and marker.isdigit()):
        raise Refused(INVALID_MARKER)
    return Page(listing, int(marker), size)


def whole(params: Mapping[str, str]) -> Parameters:
    """*params* of a call for all that there is."""
    return Parameters({**{name: value for name, value in params.items() if name != "Marker"}, "MaxItems": _ALL})
