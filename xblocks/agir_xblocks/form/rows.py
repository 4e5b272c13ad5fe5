"""How does a form hold a list of rows that an author adds to, moves and copies?

The script numbers the rows' fields, so that a refusal finds its own (``items.2.text``), and sends
each list as JSON in a hidden field of its name.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from agir_xblocks import looks

ROWS_BYTES: Final = 400_000


def with_rows(fragment: Fragment) -> Fragment:
    """Return a form whose lists of rows can be changed; one that has no script stays as it is."""
    if fragment.js_init_fn != "AgirForm":
        return fragment
    fragment.add_css(looks.resource("form/public/rows.css"))
    fragment.add_javascript(looks.resource("form/public/rows.js"))
    fragment.initialize_js("AgirRows", {**fragment.json_init_args, **_texts()})
    return fragment


def _texts() -> dict[str, str]:
    return {
        "row_added": _("A row was added."),
        "row_moved": _("Moved to place %(number)s."),
        "row_copied": _("Copied to place %(number)s."),
        "row_removed": _("The row was removed."),
        "rows_full": _("There are as many as there may be."),
        "rows_few": _("At least two rows have to stay."),
    }
