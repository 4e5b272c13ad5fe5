"""The runtime: it names addresses, offers services, hears what blocks publish."""

from __future__ import annotations

import json
import logging
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from completion.services import CompletionService
from django.core.cache import cache
from django.utils.html import escape
from django.utils.translation import get_language
from opaque_keys.edx.keys import CourseKey, UsageKey
from web_fragments.fragment import Fragment
from xblock.fields import ScopeIds
from xblock.runtime import KvsFieldData, Runtime

from host.courseware import completion
from host.courseware.grades import problem
from host.courseware.models import BlockRow
from host.courseware.runtime import services
from host.courseware.runtime.ids import HostIds
from host.courseware.runtime.kvs import TableStore
from host.courseware.runtime.mixin import InheritedFields
from host.courseware.runtime.types import class_of
from host.courseware.runtime.video_config import VideoConfig

log = logging.getLogger("host.tracking")


class HostRuntime(Runtime):
    """The blocks of one course, for one person (``None``: nobody, as in an import)."""

    is_author_mode = False
    suppports_state_for_anonymous_users = False

    def __init__(
        self,
        course_key: CourseKey,
        user: Any = None,
        *,
        is_staff: bool = False,
        folder: str = "",
        in_studio: bool = False,
    ) -> None:
        """Serve this person; ``folder`` is where an import reads the course's files."""
        ids = HostIds(course_key)
        self.store = TableStore()
        self.course_key = course_key
        self.user = user if user is not None and user.is_authenticated else None
        self.is_author_mode = in_studio
        self.resources_fs = SimpleNamespace(root_path=folder, open=_no_file)
        super().__init__(
            id_reader=ids,
            id_generator=ids,
            mixins=(InheritedFields,),
            services=self._offered(is_staff=is_staff),
        )

    def _offered(self, *, is_staff: bool) -> dict[str, Any]:
        """Return the services by name; Studio has neither completion nor publish."""
        found: dict[str, Any] = {
            "field-data": KvsFieldData(self.store),
            "i18n": services.I18n(),
            "user": services.HostUserService(
                self.user, is_staff=is_staff, language=get_language() or ""
            ),
            "cache": cache,
            "sandbox": services.Sandbox(),
            "xqueue": services.NoQueue(),
            "replace_urls": services.ReplaceUrls(self.course_key),
            "settings": services.SettingsService(),
            "video_config": VideoConfig(),
        }
        if self.user is not None and not self.is_author_mode:
            found["completion"] = CompletionService(self.user, self.course_key)
            found["publish"] = SimpleNamespace(publish=self.publish)
        return found

    @property
    def user_id(self) -> int | None:
        """Return the person's id."""
        return None if self.user is None else int(self.user.pk)

    @user_id.setter
    def user_id(self, value: Any) -> None:
        """Refuse: a runtime belongs to one person."""
        raise AttributeError("a runtime belongs to one person")

    # --- blocks -----------------------------------------------------------------------------
    def load_block_type(self, block_type: str) -> Any:
        """Return the class that runs this tag."""
        return class_of(block_type)

    def block(self, usage_key: UsageKey) -> Any:
        """Return the block with its fields, for this runtime's person."""
        keys = ScopeIds(self.user_id, usage_key.block_type, usage_key, usage_key)
        return self.construct_xblock(usage_key.block_type, keys)

    def get_block(self, usage_id: Any, for_parent: Any = None) -> Any:
        """Return a block by its key."""
        keys = ScopeIds(self.user_id, usage_id.block_type, usage_id, usage_id)
        return self.construct_xblock(usage_id.block_type, keys, for_parent=for_parent)

    def get_policy(self, usage_id: Any) -> dict[str, Any]:
        """Return no policy: the importer applies it."""
        return {}

    def applicable_aside_types(self, block: Any) -> list[str]:
        """Return none: the host has no asides."""
        return []

    # --- addresses --------------------------------------------------------------------------
    def handler_url(
        self,
        block: Any,
        handler_name: str,
        suffix: str = "",
        query: str = "",
        thirdparty: bool = False,
    ) -> str:
        """Return the handler's address, shaped as the platform's."""
        usage = block.scope_ids.usage_id
        room = "/studio" if self.is_author_mode else f"/courses/{self.course_key}"
        kind = "handler_noauth" if thirdparty and not self.is_author_mode else "handler"
        url = f"{room}/xblock/{quote(str(usage), safe=':+@')}/{kind}/{handler_name}"
        if suffix:
            url += f"/{suffix}"
        return f"{url}?{query}" if query else url

    def resource_url(self, resource: str) -> str:
        """Return the address of a file of the host itself."""
        return f"/static/{resource}"

    def local_resource_url(self, block: Any, uri: str) -> str:
        """Return the address of a file that the block's package brings."""
        return f"/xblock/resource/{block.scope_ids.block_type}/{uri}"

    # --- news -------------------------------------------------------------------------------
    def publish(self, block: Any, event_type: str, event_data: Any) -> None:
        """Hear a block: ``grade`` and ``completion`` count, the rest is a line of the log."""
        if event_type == "grade":
            self._grade(block, event_data)
        elif event_type == "completion":
            if self.user is not None:
                usage = str(block.scope_ids.usage_id)
                completion.submit(self.user, usage, float(event_data["completion"]))
        else:
            log.info("%s %s", event_type, block.scope_ids.usage_id)

    def _grade(self, block: Any, event: dict[str, Any]) -> None:
        usage = str(block.scope_ids.usage_id)
        row = BlockRow.objects.select_related("course").filter(usage_key=usage).first()
        if row is not None:
            problem.receive(self.user, row, event, getattr(block, "attempts", None))

    # --- looks ------------------------------------------------------------------------------
    def wrap_xblock(self, block: Any, view: str, frag: Fragment, context: Any) -> Fragment:
        """Wrap a view in the element that the blocks' styles and scripts expect.

        The addresses of the course's files are replaced here, as the platform's wrappers do.
        """
        text = services.ReplaceUrls(self.course_key).replace_urls(_wrapper(block, view, frag))
        wrapped = Fragment(text)
        wrapped.add_fragment_resources(frag)
        return wrapped


def _wrapper(block: Any, view: str, frag: Fragment) -> str:
    name = getattr(block, "unmixed_class", type(block)).__name__
    classes = f"xblock xblock-{view} xmodule_display xmodule_{name}"
    data = {
        "usage-id": str(block.scope_ids.usage_id),
        "block-type": block.scope_ids.block_type,
        "init": frag.js_init_fn or "",
        "runtime-version": str(frag.js_init_version or ""),
    }
    attributes = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    arguments = ""
    if frag.json_init_args is not None:
        text = json.dumps(frag.json_init_args).replace("<", "\\u003c")
        kind = "json/xblock-args"
        arguments = f'<script type="{kind}" class="xblock-json-init-args">{text}</script>'
    return f'<div class="{classes}"{attributes}>{frag.body_html()}{arguments}</div>'


def _no_file(name: str, *_: Any, **__: Any) -> Any:
    raise FileNotFoundError(name)
