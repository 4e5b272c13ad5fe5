"""What does a refusal of the feeds become: which status, which sentence?"""

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

STATUSES: Final[dict[str, int]] = {
    "page_unknown": HTTPStatus.NOT_FOUND,
    "course_unlisted": HTTPStatus.NOT_FOUND,
    "cursor_unknown": HTTPStatus.GONE,
    "query_malformed": HTTPStatus.BAD_REQUEST,
}

SENTENCES: Final[dict[str, Any]] = {
    "page_unknown": _("This feed ends at page %(last)s. Begin again at the first page."),
    "course_unlisted": _("The catalogue lists no such course. Check the course key."),
    "cursor_unknown": _("This log was begun anew. Read it again from cursor 0."),
    "query_malformed": _("%(name)s is a whole number from %(least)s to %(most)s. Correct it."),
}
