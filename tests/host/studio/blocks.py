"""Which blocks can be edited here, and what does a new one begin with?"""

from __future__ import annotations

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from host.courseware.runtime.types import class_of, is_known


@cache
def is_editable(block_type: str) -> bool:
    """Tell whether an installed XBlock of this type brings a form of its own.

    The platform's own blocks do not: its authoring front end edits them.
    """
    if not is_known(block_type):
        return False
    block = class_of(block_type)
    return hasattr(block, "studio_view") and not block.__module__.startswith("xblocks_contrib")


KINDS: dict[str, Promise] = {
    "course": _("course"),
    "chapter": _("section"),
    "sequential": _("subsection"),
    "vertical": _("unit"),
    "problem": _("exercise"),
    "html": _("text"),
    "video": _("video"),
    "agir-competency": _("competency card"),
    "agir-check": _("positioning test"),
    "agir-microlesson": _("microlesson"),
    "agir-goals": _("goals"),
    "agir-self-assessment": _("self-assessment"),
    "agir-badges": _("badges"),
    "agir-sponsors": _("sponsors"),
}


def kind_of(block_type: str) -> str:
    """Return what authors call a block of this type; its own name when we have no word."""
    return str(KINDS.get(block_type, block_type))


def own_blocks() -> list[tuple[str, str]]:
    """Return the types of the suite's blocks that are installed and edited here, with words."""
    return [
        (kind, kind_of(kind)) for kind in KINDS if kind.startswith("agir-") and is_editable(kind)
    ]
