"""How often one may ask: moving windows in memory, by user, name or address."""

from __future__ import annotations

import ipaddress
import math
import time
from dataclasses import asdict, dataclass

from fastapi import HTTPException, Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


@dataclass(frozen=True, slots=True)
class Rates:
    """Times within a while, as the library `limits` reads them."""

    names: str = "20/15 minutes"  # signing in under one name
    addresses: str = "40/15 minutes"  # signing in from one address
    users: str = "1200/minute"  # requests of one user
    strangers: str = "300/minute"  # requests of nobody signed in, from one address
    uploads: str = "240/minute"  # reports that one user gives by hand


class Allowances:
    """Counts what is asked."""

    def __init__(self, rates: Rates | None = None) -> None:
        self._rates = {what: parse(rate) for what, rate in asdict(rates or Rates()).items()}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, what: str, who: str) -> None:
        """Counts one. Raises 429, with the seconds to wait, where it is one too many."""
        rate = self._rates[what]
        if self._limiter.hit(rate, what, who):
            return
        reset = self._limiter.get_window_stats(rate, what, who).reset_time
        wait = max(1, math.ceil(reset - time.time()))
        raise HTTPException(
            429, f"That was asked too often. Wait {wait} seconds.", {"Retry-After": str(wait)}
        )


def address_of(request: Request) -> str:
    """Where a request comes from; of IPv6 the network of one customer."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
