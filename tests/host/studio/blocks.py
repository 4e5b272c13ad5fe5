"""Which blocks can be edited here, and what does a new one begin with?"""

from __future__ import annotations

from functools import cache

from xblock.core import XBlock
from xblock.plugin import PluginMissingError


@cache
def is_editable(block_type: str) -> bool:
    """Tell whether an installed XBlock of this type brings a ``studio_view`` of its own."""
    try:
        found = XBlock.load_class(block_type)
    except PluginMissingError:
        return False
    return hasattr(found, "studio_view")
