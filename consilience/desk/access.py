"""How the desk is reached: its own address, who may come by a link, and how often one may ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from consilience.desk.allowances import Allowances
from consilience.desk.entrance import Entrance

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LOCAL = "http://127.0.0.1:8321"


@dataclass(frozen=True, slots=True)
class Access:
    """`origin` is what stands before each path in a browser's address; `entrance` is there on one's own machine alone."""

    origin: str = LOCAL
    entrance: Entrance | None = None
    allowances: Allowances = field(default_factory=Allowances)

    @property
    def secure(self) -> bool:
        """Whether it is reached by https alone."""
        return self.origin.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may have in `Host`: a name that an attacker gave to this machine's address is none of them."""
        parts = urlsplit(self.origin)
        if parts.hostname not in LOOPBACK:
            return frozenset({parts.netloc.lower()})
        port = f":{parts.port}" if parts.port else ""
        return frozenset(f"[{name}]{port}" if ":" in name else name + port for name in LOOPBACK)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: by port, as browsers send the cookies of a machine to all its ports."""
        return "__Host-consilience" if self.secure else f"consilience-{urlsplit(self.origin).port or 80}"
