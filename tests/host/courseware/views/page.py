"""How does a fragment become a page: its styles in the head, its scripts at the end?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.safestring import mark_safe
from web_fragments.fragment import Fragment

from host.courseware.privacy import without_foreign


def page_of(context: dict[str, Any]) -> dict[str, Any]:
    """Return the template's context for ``fragment``: head, body and foot as safe HTML."""
    fragment: Fragment = context["fragment"]
    return {
        **context,
        "head": mark_safe(without_foreign(fragment.head_html())),
        "body": mark_safe(without_foreign(fragment.body_html())),
        "foot": mark_safe(fragment.foot_html()),
        "libraries": settings.AGIR_HOST_LIBRARIES,
    }
