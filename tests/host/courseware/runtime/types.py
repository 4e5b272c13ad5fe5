"""Which class runs a tag of OLX?

An installed XBlock by its name; else the extracted block of the platform (``problem`` is
``_problem_extracted``), or the platform's own class on a release that has no extracted ones.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from xblock.core import XBlock
from xblock.plugin import PluginMissingError

EXTRACTED = "_{}_extracted"


@cache
def class_of(block_type: str) -> Any:
    """Return the class; raise ``PluginMissingError`` for a type that nothing here runs."""
    try:
        return XBlock.load_class(block_type)
    except PluginMissingError:
        return XBlock.load_class(EXTRACTED.format(block_type))


def is_known(block_type: str) -> bool:
    """Tell whether something installed runs this type."""
    try:
        class_of(block_type)
    except PluginMissingError:
        return False
    return True
