"""What has every block of the suite in common?

It needs nothing of its runtime but fields; each service that is there adds something (``user``:
who looks, ``completion``: done once the learner answered). Words go through Django's catalogue of
``agir_xblocks``, which follows the language of the request.
"""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock

from agir_xblocks import asking, doors, looks, visiting
from agir_xblocks.doors import Presence


@XBlock.wants("user", "completion")
class AgirBlock(XBlock):
    """How a block of the suite draws itself, and whom it lets in.

    Without custom completion the platform would call a block done once it was seen, so each
    block says itself when it is done (``_complete``).
    """

    has_score: ClassVar[bool] = False
    has_author_view: ClassVar[bool] = True
    icon_class: ClassVar[str] = "other"
    completion_mode: ClassVar[str] = XBlockCompletionMode.COMPLETABLE
    has_custom_completion: ClassVar[bool] = True
    show_in_read_only_mode: ClassVar[bool] = True
    room: ClassVar[str] = ""

    def _fragment(
        self,
        room: str,
        html: str,
        initialise: str = "",
        script: str = "",
        texts: dict[str, Any] | None = None,
    ) -> Fragment:
        """Return HTML with the suite's rules and those of this room (``competency/``).

        ``script`` is a file of the room's ``public/``; its function ``initialise`` is called with
        the runtime, the element and ``texts``.
        """
        fragment = Fragment(html)
        fragment.add_css(looks.stylesheet())
        fragment.add_css(looks.resource(f"{room}public/card.css"))
        if texts and "visit" in texts:
            fragment.add_javascript(looks.resource("visiting/public/visit.js"))
        if initialise:
            fragment.add_javascript(looks.resource(f"{room}public/{script}"))
            fragment.initialize_js(initialise, texts or {})
        return fragment

    def _off(self) -> Fragment:
        """Say that the site has switched this block off."""
        fragment = Fragment(looks.render("templates/off.html"))
        fragment.add_css(looks.stylesheet())
        return fragment

    def _platform_user(self) -> int | None:
        """Return the platform's id of whoever looks, ``None`` when unknown or not signed in."""
        service = self.runtime.service(self, "user")
        if service is None:
            return None
        found = service.get_current_user().opt_attrs.get("edx-platform.user_id")
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def _looks_as_another(self) -> bool:
        """Tell whether a member of the team looks as one named learner (masquerade).

        The platform then serves the learner as the user, and tells who really looks by
        ``real_user`` on it. What is the learner's alone must neither be shown nor written.
        """
        service = self.runtime.service(self, "user")
        served: Any = getattr(service, "_django_user", None)
        real = getattr(served, "real_user", None)
        return real is not None and real.pk != served.pk

    def _course_key(self) -> str:
        """Return the course this block is in, '' where it is in none (a library, a workbench)."""
        key = getattr(self.scope_ids.usage_id, "context_key", None)
        return str(key) if getattr(key, "is_course", False) else ""

    def _is_visited(self) -> bool:
        """Tell whether somebody without an account looks, and the course is open to everybody."""
        return self.scope_ids.user_id is None and doors.may_visit(self._course_key())

    def _visit(self, *, is_visited: bool) -> dict[str, Any]:
        """Return what the page needs to keep, or to offer, what was learnt without an account.

        Handlers of signed-in people refuse everybody else before a block is asked: visitors reach
        one by the address that the platform has for callers without a session.
        """
        texts = {"page": "" if is_visited else doors.before_page(), "offer": visiting.offer()}
        usage = str(self.scope_ids.usage_id)
        if is_visited:
            texts["url"] = self.runtime.handler_url(self, "visit", thirdparty=True)
            texts["kept"] = visiting.kept()
        place = hashlib.sha256(f"{usage}\x1f{None}".encode()).hexdigest()[:24]
        return {**texts, "usage": usage, "place": place}

    def _refuse_visit(self) -> Response | None:
        """Return a refusal for whoever is signed in, or where not everybody may read the course."""
        if doors.presence() is Presence.OFF:
            return asking.refusal("context_off", _("Not available here."), 404)
        if not self._is_visited():
            return asking.refusal("not_public", _("Sign in to keep your answer."), 403)
        return None

    def _key(self) -> str:
        """Return a name for this block's own elements, unique on a page."""
        usage = self.scope_ids.usage_id
        text = str(getattr(usage, "block_id", usage))
        return "agir-" + "".join(sign if sign.isalnum() else "-" for sign in text)

    @staticmethod
    def _language() -> str:
        return get_language() or "en"

    def _complete(self, share: float = 1.0) -> None:
        """Say that the block is done, or what ``share`` of it, where somebody counts that."""
        service = self.runtime.service(self, "completion")
        if service is not None and service.completion_tracking_enabled():
            self.runtime.publish(self, "completion", {"completion": share})

    def _refuse_reader(self) -> Response | None:
        """Return a refusal for whoever may not change this block."""
        if doors.presence() is Presence.OFF:
            return asking.refusal("context_off", _("Not available here."), 404)
        context = getattr(self.scope_ids.usage_id, "context_key", None)
        if doors.may_author(self._platform_user(), context):
            return None
        return asking.refusal("not_an_author", _("Only the course team may change this."), 403)

    def _refuse_stranger(self) -> Response | None:
        """Return a refusal for whoever is not signed in, or where the site switched it off."""
        if doors.presence() is Presence.OFF:
            return asking.refusal("context_off", _("Not available here."), 404)
        if self.scope_ids.user_id is None:
            return asking.refusal("signed_out", _("Sign in to keep your answer."), 403)
        if self._looks_as_another():
            told = _("Only the learner may answer here: go back to your own view.")
            return asking.refusal("looks_as_another", told, 403)
        return None
