"""Which places of birth are there, by what somebody types or by code?"""

from __future__ import annotations

from agir_certification.geography.known import Place, named, search

__all__ = ["Place", "named", "search"]
