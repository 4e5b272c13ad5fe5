"""Which blocks can be edited here, and what does a new one begin with?"""

from __future__ import annotations

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from host.courseware.runtime.types import class_of, is_known


@cache
def is_editable(block_type: str) -> bool:
    """Tell whether an installed XBlock of this type brings a ``studio_view`` of its own."""
    return is_known(block_type) and hasattr(class_of(block_type), "studio_view")


KINDS: dict[str, Promise] = {
    "course": _("course"),
    "chapter": _("section"),
    "sequential": _("subsection"),
    "vertical": _("unit"),
    "problem": _("exercise"),
    "html": _("text"),
    "video": _("video"),
    "agir-competency": _("competency card"),
}


def kind_of(block_type: str) -> str:
    """Return what authors call a block of this type; its own name when we have no word."""
    return str(KINDS.get(block_type, block_type))
