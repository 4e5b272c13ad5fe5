"""Who offers this course: a closed text, a list of names, and nothing to buy.

Its author writes nothing: names are those that a person verified, in the order of the alphabet,
and the sentence is always the same, so that a gift is thanked and never advertised for (article
238 bis of the tax code: no direct counterpart). It stores nothing and tells nobody who reads it.
Where sponsorship is off, or the course does not keep the free-track covenant, it is silent.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.utils.translation import gettext_noop
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Scope, String

from agir_xblocks import doors, looks
from agir_xblocks.base import AgirBlock

TITLE: Final = gettext_noop("Sponsors of this course")
MANY: Final = 6


class SponsorsBlock(AgirBlock):
    """The organisations that are thanked on this course."""

    room: ClassVar[str] = "sponsors/"
    completion_mode: ClassVar[str] = XBlockCompletionMode.EXCLUDED
    has_custom_completion: ClassVar[bool] = False

    display_name = String(default=TITLE, scope=Scope.settings, help="What authors call it.")

    @XBlock.supports("multi_device")
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show who is thanked, or nothing."""
        return self._shown()

    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the same to somebody who is not signed in."""
        return self._shown()

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show an author what learners see, or why it is nothing."""
        return self._shown(author=True)

    def studio_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Say that there is nothing to write."""
        return self._shown(author=True)

    def student_view_data(self, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the block for clients that draw it themselves."""
        return {
            "sponsors": [
                {"name": one.name, "url": one.url, "logo": one.logo, "period": one.period}
                for one in self._thanked()
            ]
        }

    def _thanked(self) -> tuple[doors.Thanked, ...]:
        return doors.thanked(self._course_key())

    def _shown(self, *, author: bool = False) -> Fragment:
        thanked = self._thanked()
        if not thanked and not author:
            return Fragment("")
        html = looks.render(
            f"{self.room}templates/thanks.html",
            key=self._key(),
            now=[one for one in thanked if not one.period],
            before=[one for one in thanked if one.period],
            many=len(thanked) > MANY,
            author=author,
        )
        return self._fragment(self.room, html)

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        return [("Sponsors of the course", "<agir-sponsors/>")]
