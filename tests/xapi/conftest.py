"""A Django with event-routing-backends and three stand-ins for modules of the platform."""

from __future__ import annotations

import sys
import types
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "plugins"))
EXTERNAL_ID = "11111111-2222-4333-8444-555555555555"


def stand_in(name: str, **members: Any) -> None:
    """Put a module of the platform where it is looked for."""
    path = ""
    for part in name.split("."):
        path = f"{path}.{part}".lstrip(".")
        sys.modules.setdefault(path, types.ModuleType(path))
    sys.modules[name].__dict__.update(members)


class ExternalIdType:
    XAPI = "xapi"


class ExternalId:
    external_user_id = EXTERNAL_ID

    @classmethod
    def add_new_user_id(cls, _user: Any, _kind: str) -> tuple[Any, bool]:
        return cls(), True


def pytest_configure() -> None:
    if find_spec("event_routing_backends") is None:
        return
    stand_in(
        "common.djangoapps.student.models", get_potentially_retired_user_by_username=lambda _: None
    )
    stand_in(
        "openedx.core.djangoapps.content.course_overviews.api",
        get_course_overviews=lambda _keys: [{"display_name": "Démonstration"}],
    )
    stand_in(
        "openedx.core.djangoapps.external_user_ids.models",
        ExternalId=ExternalId,
        ExternalIdType=ExternalIdType,
    )
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "event_routing_backends",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        LMS_ROOT_URL="https://campus.example",
        XAPI_AGENT_IFI_TYPE="external_id",
        XAPI_EVENTS_ENABLED=True,
        XAPI_EVENT_LOGGING_ENABLED=False,
        SECRET_KEY="of tests",
        USE_TZ=True,
    )
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    User.objects.create(id=7, username="awa", email="awa@example.com")
