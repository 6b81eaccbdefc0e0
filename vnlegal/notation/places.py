"""Communes that ended on 1 July 2025, when districts were abolished and 10,035 communes became 3,321.

The map from old units to new ones is that of underthesea, which is loaded only when an old unit is named.

>>> ended("Ủy ban nhân dân xã Đăk Hà, huyện Tu Mơ Rông, tỉnh Kon Tum")
Ended(name='xã Đăk Hà, huyện Tu Mơ Rông, tỉnh Kon Tum', now='xã Tu Mơ Rông, tỉnh Quảng Ngãi')
>>> ended("Ủy ban nhân dân xã Tu Mơ Rông, tỉnh Quảng Ngãi") is None     # no district: a new unit
True
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from .. import late, vocabulary
from ..text import fold

MERGER = date(2025, 7, 1)
"""The day that local government on two levels began (Nghị quyết 202/2025/QH15, 203/2025/QH15)."""

# A commune that stands with a district is an old one.
_OLD = late.regex(
    r"(?<!\p{L})(?:xã|phường|thị trấn) [^,;()]{1,40}, ?"
    r"(?:huyện|quận|thị xã|thành phố|tp\.?) [^,;()]{1,40}, ?"
    r"(?:tỉnh |thành phố |tp\.? ?)?[^,;()]{2,30}"
)


# What a district had, a level that is no more: "UBND huyện …", "Phòng Tư pháp các quận", "Huyện ủy".
_OFFICES = (
    r"ủy ban nhân dân|hội đồng nhân dân|ubnd|hđnd|tòa án nhân dân|viện kiểm sát nhân dân|tand|vksnd|công an|"
    r"ban chỉ huy quân sự|thanh tra|ủy ban mặt trận tổ quốc việt nam|mttq việt nam|ủy ban mttq việt nam|"
    r"phòng (?:tư pháp|nội vụ|tài chính|kinh tế|văn hóa|giáo dục|y tế|quản lý đô thị|tài nguyên|nông nghiệp|"
    r"lao động|dân tộc)[^,;()\d]{0,30}?"
)
# One of these with the level, or a Party committee of it: "HĐND cấp huyện", "Quận ủy".
_DISTRICT = late.regex(
    rf"(?<!\p{{L}})(?:(?:{_OFFICES}) (?:các |cấp )?(?:huyện|quận|thị xã)|(?:huyện|quận|thị) ủy)(?!\p{{L}})"
)
# Districts themselves, as recipients: "Các huyện, thị xã, thành phố".
_DISTRICTS = late.regex(r"^(?:các )?(?:huyện|quận|thị xã)(?=,| và |$)")
# A province or a city by its full name, at the end: "… tỉnh Yên Bái", "… thành phố Hà Nội".
_PROVINCE = late.regex(r"(?<!\p{L})(?:tỉnh|thành phố) [^,;()]{2,30}$")


class Ended(NamedTuple):
    """An old unit as named, and where it went; `now` is None where it was divided or has no successor."""

    name: str
    now: str | None


def ended_level(name: str) -> Ended | None:
    """The old province or the district whose body a name is; None if there is none.

    >>> ended_level("Ủy ban nhân dân tỉnh Yên Bái"), ended_level("Ủy ban nhân dân tỉnh Lào Cai")
    (Ended(name='tỉnh Yên Bái', now='tỉnh Lào Cai'), None)
    >>> ended_level("UBND các huyện, thị xã")
    Ended(name='UBND các huyện', now=None)
    """
    folded = fold(name)
    if district := _DISTRICTS.match(folded) or _DISTRICT.search(folded):
        return Ended(name[district.start() : district.end()], None)
    province = _PROVINCE.search(folded)
    now = _provinces_ended().get(province[0]) if province else None
    return Ended(name[province.start() :], now) if province and now else None


@cache
def _provinces_ended() -> dict[str, str]:
    """The provinces that are no more, by folded full name, with the one that each belongs to."""
    rows = vocabulary.provinces()
    today = {fold(row.name) for row in rows if row.era == _ERA}
    old = (row for row in rows if row.era != _ERA and row.successor and fold(row.name) not in today)
    return {fold(row.full_name): rows.get(row.successor or "").full_name for row in old}


_ERA = 34


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
