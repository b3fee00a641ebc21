"""From which network somebody comes: enough to know it again, and less than where they are."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

PREFIX = {4: 24, 6: 48}  # bits that the addresses of one household or office share


def network_of(address: str | None) -> str:
    """The network of an address, as 198.51.100.0/24; "" where none is known. An IPv4 address that came in the clothes of an
    IPv6 one is still of its own network."""
    if not address:
        return ""
    found = ip_address(address)
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network(f"{found}/{PREFIX[found.version]}", strict=False))
