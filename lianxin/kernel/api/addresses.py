"""Which addresses a webhook may go to: public ones over https, and those networks that the operator named."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.kernel.words import N_

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(ValueError):
    """We do not call this address."""

    def __str__(self) -> str:
        return _(str(self.args[0]))


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address. ``ip`` is what we connect to, so that a name cannot point elsewhere a moment later."""

    scheme: str
    host: str
    port: int
    path: str
    ip: str

    @property
    def by_ip(self) -> str:
        shown = f"[{self.ip}]" if ":" in self.ip else self.ip
        return f"{self.scheme}://{shown}:{self.port}{self.path}"

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == {"http": 80, "https": 443}[self.scheme] else f"{name}:{self.port}"


def check(url: str) -> Target:
    """The target of a webhook address. Raises Refused: odd forms, private networks, names that do not resolve."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused(N_("这不是有效的网址。")) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(N_("接收地址要以 https:// 开头。"))
    if parts.username or parts.password:
        raise Refused(N_("接收地址里不能带用户名或密码。"))
    port = port or (443 if parts.scheme == "https" else 80)
    found = _resolved(parts.hostname, port)
    if not all(_is_public(ip) or _is_named(ip) for ip in found):
        raise Refused(N_("接收地址指向内部网络，没有列入允许的网段。"))
    if parts.scheme == "http" and not all(_is_named(ip) for ip in found):
        raise Refused(N_("公网上的接收地址要用 https。"))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port, path, str(found[0]))


def _resolved(host: str, port: int) -> list[Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(N_("接收地址的域名无法解析。")) from None
    return [_plain(ipaddress.ip_address(str(row[4][0]).split("%")[0])) for row in rows]


def _plain(ip: Address) -> Address:
    """An IPv4 address that is wrapped in an IPv6 one, unwrapped."""
    return (ip.ipv4_mapped or ip.sixtofour or ip) if isinstance(ip, ipaddress.IPv6Address) else ip


def _is_public(ip: Address) -> bool:
    is_nat64 = ip in ipaddress.ip_network("64:ff9b::/96") if ip.version == 6 else False
    return ip.is_global and not ip.is_multicast and not is_nat64


def _is_named(ip: Address) -> bool:
    networks = (ipaddress.ip_network(text, strict=False) for text in settings.HOOK_NETWORKS)
    return any(ip.version == network.version and ip in network for network in networks)
