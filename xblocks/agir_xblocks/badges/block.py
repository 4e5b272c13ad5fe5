"""The learner's badges of this course, and the way to the next one.

It shows what ``agir_badges`` keeps and stores nothing. It can be looked at and not be done, so it
counts for no completion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Scope, String

from agir_xblocks import doors, looks
from agir_xblocks.badges import sentences
from agir_xblocks.doors import Presence
from agir_xblocks.form import chosen, fields
from agir_xblocks.form.authoring import Authoring
from agir_xblocks.form.sentences import paragraphs, words


class BadgesBlock(Authoring):
    """Badges that ask for the course's competencies, or for those that the author chose."""

    room: ClassVar[str] = "badges/"
    default_title: ClassVar[str] = sentences.TITLE
    completion_mode: ClassVar[str] = XBlockCompletionMode.EXCLUDED
    has_custom_completion: ClassVar[bool] = False

    display_name = String(default=sentences.TITLE, scope=Scope.settings, help="The title.")
    intro = String(default="", scope=Scope.content, help="Plain text, paragraphs by empty lines.")

    @XBlock.supports("multi_device")
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show the learner's badges, and what is missing for the others."""
        return self._shown(None if self._looks_as_another() else self._platform_user())

    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show what can be earned, to somebody who is not signed in."""
        return self._shown(None)

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Show an author what can be earned."""
        return self._shown(None, author=True)

    def student_view_data(self, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the block for clients that draw it themselves; nothing about anybody."""
        return {
            "title": words(self.display_name, sentences.TITLE),
            "intro": self.intro,
            "badges": [
                {"name": one.name, "description": one.description, "image": one.image,
                 "alt": one.alt}
                for one in self._wall(None).ahead
            ],
        }  # fmt: skip

    def _shown(self, user_id: int | None, *, author: bool = False) -> Fragment:
        presence = doors.presence()
        if presence is Presence.OFF or (presence is Presence.ON and not doors.has_badges()):
            return self._off()
        wall = self._wall(user_id)
        own = user_id is not None
        held = sum(one.is_held for one in wall.won)
        html = looks.render(
            f"{self.room}templates/wall.html",
            key=self._key(),
            title=words(self.display_name, sentences.TITLE),
            paragraphs=paragraphs(self.intro),
            lead=sentences.lead(held, len(wall.ahead), own=own) if wall.won or wall.ahead else "",
            won=[one for one in wall.won if one.is_held],
            lost=[one for one in wall.won if not one.is_held],
            ahead=[_way(one) for one in wall.ahead],
            own=own,
            author=author,
            skills_page=doors.skills_page() if own else "",
        )
        return self._fragment(self.room, html)

    def _wall(self, user_id: int | None) -> doors.Wall:
        picked = [one.identifier for one in chosen.read(self.competencies, self.most)]
        skills = dict.fromkeys(picked, True) or doors.course_skills(self._course_key())
        return doors.wall(skills, user_id=user_id, language=self._language())

    def _form_facts(self) -> dict[str, Any]:
        return {"intro": self.intro}

    def _keep(self, said: Mapping[str, Any]) -> None:
        self.intro = fields.text(said, "intro", fields.LONGEST_INTRO)

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        return [("Badges of the course", "<agir-badges/>")]


def _way(one: doors.Ahead) -> dict[str, Any]:
    """Return a badge ahead with the way to it, in words."""
    return {
        "badge": one,
        "progress": sentences.progress(one.reached, one.needed),
        "percent": 100 * one.reached // one.needed,
        "still": sentences.still(one.needed - one.reached, len(one.missing)),
    }
