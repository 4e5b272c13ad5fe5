"""How are the makers of a course credited in one line?

Derived from the record, never typed: who leads comes first, then each role in its order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agir_catalogue.data import Institution
from agir_catalogue.domain.coproduction import ROLES

_CREDITS: Final = {
    "lead": gettext_noop("Led by %(names)s."),
    "author": gettext_noop("Written by %(names)s."),
    "reviewer": gettext_noop("Reviewed by %(names)s."),
    "translator": gettext_noop("Translated by %(names)s."),
    "accessibility": gettext_noop("Made accessible by %(names)s."),
    "host": gettext_noop("Hosted by %(names)s."),
}


def credit(makers: Iterable[Institution]) -> str:
    """Return who makes a course as sentences in the reader's language, '' for nobody."""
    told = list(makers)
    found = []
    for role in ROLES:
        names = list(dict.fromkeys(one.name for one in told if one.role == role))
        if names:
            found.append(_(_CREDITS[role]) % {"names": listed(names)})
    return " ".join(found)


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them; at least one."""
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
