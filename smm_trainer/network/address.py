"""Under which addresses this machine can be found."""

from __future__ import annotations

import ipaddress
import socket


def reachable(bound: str) -> str:
    """The address that phones are given: the one bound to, or where that is any, the one that this machine has in its network.

    Nothing is sent: connecting a datagram socket only asks the system which way it would go.
    """
    if not ipaddress.ip_address(bound).is_unspecified:
        return bound
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        if family is socket.AF_INET6 and ":" not in bound:
            continue
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((far, 9))
            except OSError:
                continue
            return str(probe.getsockname()[0])
    return "127.0.0.1"


def url(address: str, port: int) -> str:
    """What is typed into a browser."""
    return f"http://{in_brackets(address)}{'' if port == 80 else f':{port}'}/"


def in_brackets(address: str) -> str:
    """An address as URLs write it."""
    return f"[{address}]" if ":" in address else address


def hosts(local: str, port: int) -> frozenset[str]:
    """What a Host header may say of a connection that has arrived at ``local``: that address, or a name of this machine.

    Another name that leads here is another site's, rebound to this address.
    """
    address = local.partition("%")[0]
    found = ipaddress.ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    name = socket.gethostname().lower()
    names = {in_brackets(str(mapped or found)), name, f"{name}.local"}
    if (mapped or found).is_loopback:
        names.add("localhost")
    return frozenset(f"{each}:{port}" for each in names) | (frozenset(names) if port == 80 else frozenset())
