"""Which fields does the platform give to every block?

``graded`` is the one inherited field without which a problem does not run; the others are what
the importer reads.
"""

from xblock.core import XBlockMixin
from xblock.fields import Boolean, Scope, String


class InheritedFields(XBlockMixin):
    """Settings that a subsection hands down to its blocks."""

    graded = Boolean(help="Counts for the course grade", default=True, scope=Scope.settings)
    format = String(help="Assignment type", default="", scope=Scope.settings)
