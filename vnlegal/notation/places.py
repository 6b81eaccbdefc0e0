"""Communes that ended on 1 July 2025, when districts were abolished and 10,035 communes became 3,321.

The map from old units to new ones is that of underthesea, which is loaded only when an old unit is named.

>>> ended("Ủy ban nhân dân xã Đăk Hà, huyện Tu Mơ Rông, tỉnh Kon Tum")
Ended(name='xã Đăk Hà, huyện Tu Mơ Rông, tỉnh Kon Tum', now='xã Tu Mơ Rông, tỉnh Quảng Ngãi')
>>> ended("Ủy ban nhân dân xã Tu Mơ Rông, tỉnh Quảng Ngãi") is None     # no district: a new unit
True
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .. import late
from ..text import fold

MERGER = date(2025, 7, 1)
"""The day that local government on two levels began (Nghị quyết 202/2025/QH15, 203/2025/QH15)."""

# A commune that stands with a district is an old one.
_OLD = late.regex(
    r"(?<!\p{L})(?:xã|phường|thị trấn) [^,;()]{1,40}, ?"
    r"(?:huyện|quận|thị xã|thành phố|tp\.?) [^,;()]{1,40}, ?"
    r"(?:tỉnh |thành phố |tp\.? ?)?[^,;()]{2,30}"
)


class Ended(NamedTuple):
    """An old commune as named, and where it went; `now` is None where it was divided among several."""

    name: str
    now: str | None


@lru_cache(maxsize=4096)
def ended(name: str) -> Ended | None:
    """The old commune in the name of a body; None if there is none, or none that the map knows."""
    old = _OLD.search(fold(name))
    if not old:
        return None
    from underthesea.address import convert_address

    found = convert_address(old[0])
    if found.status.value != "success" or found.mapping_type is None:
        return None
    units = (found.new.ward, found.new.province)
    now = None if found.mapping_type.value == "divided" else ", ".join(u[:1].lower() + u[1:] for u in units)
    return Ended(name[old.start() : old.end()], now)
