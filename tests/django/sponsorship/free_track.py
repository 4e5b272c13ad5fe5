"""One learner's free track over HTTP, on a host that was loaded. ``python free_track.py MODE``.

``MODE``: ``on``, ``off`` (the context is), ``misconfigured`` (each setting of sponsorship holds
what it must not) or ``crashing`` (each of its tables is gone, so that whatever asks it fails).
Prints JSON: each step's status, and at the end the badges. The learner is enrolled in the host's
free mode, ``honor``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[2]
COURSE = "course-v1:Agir+COTE-A-COTE+2026"
ANSWERS = TESTS / "host/courses/inclusion-numerique/answers.json"
PROBLEMS = ("premier-pas-marta", "questions-utiles", "qui-tient-la-souris", "faire-a-la-place")


def misconfigure() -> None:
    """Give every setting of sponsorship a value that no sentence allows."""
    from django.conf import settings

    from agir_sponsorship.settings.common import DEFAULTS

    for number, name in enumerate(DEFAULTS):
        setattr(settings, name, (object(), -7, "ni", None)[number % 4])


def crash() -> None:
    """Take every table of sponsorship away, as a migration that went wrong would."""
    from django.apps import apps
    from django.db import connection

    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in apps.get_app_config("agir_sponsorship").get_models(include_auto_created=True):
            cursor.execute(f"DROP TABLE {model._meta.db_table}")


def steps() -> dict[str, Any]:
    """Enrol, read, answer and look at what came of it; return each status, and the badges."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from host.courseware.models import BlockRow

    client = Client()
    client.force_login(get_user_model().objects.get(username="learner"))
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    keys = BlockRow.objects.filter(course__key=COURSE).values_list("usage_key", flat=True)
    key_of = {str(key).rpartition("@")[2]: str(key) for key in keys}
    found: dict[str, Any] = {
        "catalogue": client.get("/").status_code,
        "about": client.get(f"/courses/{COURSE}/about").status_code,
        "notice": client.get(f"/agir/catalogue/courses/{COURSE}/").status_code,
        "enrol": client.post(f"/courses/{COURSE}/enrol").status_code,
        "outline": client.get(f"/courses/{COURSE}/").status_code,
    }
    for name in PROBLEMS:
        fields = {}
        for suffix, value in answers[name]["right"].items():
            html_id = f"input_{name}_{suffix}"
            fields[f"{html_id}[]" if isinstance(value, list) else html_id] = value
        path = f"/xblock/{key_of[name]}"
        found[f"show {name}"] = client.get(path).status_code
        answer = client.post(f"{path}/handler/xmodule_handler/problem_check", fields)
        found[f"answer {name}"] = (answer.status_code, answer.json().get("success"))
    blocks = [key for key in key_of.values() if "type@agir-" in key]
    found["blocks"] = sorted(client.get(f"/xblock/{key}").status_code for key in blocks)
    for path in ("/dashboard", "/agir/skills/", "/agir/skills/data/"):
        found[path] = client.get(path).status_code
    me = client.get("/api/agir/dashboard/v1/me/").json()
    found["badges"] = sorted(one["name"] for one in me["badges"])
    found["unenrol"] = client.post(f"/courses/{COURSE}/unenrol").status_code
    return found


def main(mode: str) -> None:
    """Start the host as ``mode`` says and walk."""
    sys.path.insert(0, str(TESTS))
    os.environ["DJANGO_SETTINGS_MODULE"] = "host.settings"
    import django
    from django.conf import settings

    if mode == "off":
        from agir_platform.contexts import CONTEXTS

        settings.AGIR_CONTEXTS = [name for name in CONTEXTS if name != "sponsorship"]
    if mode == "misconfigured":
        misconfigure()
    django.setup()
    if mode == "crashing":
        crash()
    print(json.dumps(steps()))


if __name__ == "__main__":
    main(sys.argv[1])
