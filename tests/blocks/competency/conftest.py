"""The demo courses in the host, and somebody who answers in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from blocks.competency.demo import Demo, demo


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in to one course."""

    user: Any
    client: Any
    course_key: str

    def usage(self, name: str, kind: str = "problem") -> str:
        return f"{self.course_key.replace('course-v1', 'block-v1')}+type@{kind}+block@{name}"

    def see(self, name: str, kind: str) -> str:
        answer = self.client.get(f"/xblock/{self.usage(name, kind)}")
        assert answer.status_code == 200
        return str(answer.content.decode())

    def submit(self, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Answer a problem: ``{"2_1": value}``, a list for ticked choices."""
        sent = {
            f"input_{name}_{suffix}" + ("[]" if isinstance(value, list) else ""): value
            for suffix, value in fields.items()
        }
        answer = self.client.post(self._handler(name, "problem", "xmodule_handler/problem_check"),
                                  sent)  # fmt: skip
        assert answer.status_code == 200
        return dict(answer.json())

    def ask(self, name: str, handler: str, body: object, studio: bool = False) -> Any:
        """Post JSON to a handler of a competency card; a ``str`` goes as it is."""
        text = body if isinstance(body, str) else json.dumps(body)
        url = self._handler(name, "agir-competency", handler)
        if studio:
            url = f"/studio/xblock/{self.usage(name, 'agir-competency')}/handler/{handler}"
        return self.client.post(url, text, content_type="application/json")

    def _handler(self, name: str, kind: str, handler: str) -> str:
        return f"/courses/{self.course_key}/xblock/{self.usage(name, kind)}/handler/{handler}"


@pytest.fixture
def visitor(django_user_model: Any) -> Callable[..., Visitor]:
    pytest.importorskip("xblocks_contrib", reason="xblocks-contrib is not installed: make demo")
    from django.test import Client

    from host.courseware.enrolment import enrol

    def made(course: Any, name: str = "awa", **fields: Any) -> Visitor:
        user = django_user_model.objects.create_user(name, f"{name}@example.org", name, **fields)
        enrol(user, course)
        client = Client()
        client.force_login(user)
        return Visitor(user, client, course.key)

    return made


def bring(folder: Path) -> Any:
    """Import a folder of OLX into the host."""
    pytest.importorskip("xblocks_contrib", reason="xblocks-contrib is not installed: make demo")
    from host.courseware.olx import import_course

    return import_course(folder).course


def frameworks(course: Demo) -> dict[tuple[str, str], Any]:
    """Import a demo's frameworks; return each competency by (framework, code or identifier)."""
    from agir_competencies import api

    found: dict[tuple[str, str], Any] = {}
    for said in course.manifest["frameworks"]:
        plan = api.plan_import(course.folder / said["file"], format=said["format"])
        api.apply_plan(plan)
    for view in api.find_competencies(limit=500):
        for framework in {str(view.framework), _sheet(view.uri)} - {""}:
            found[framework, view.code] = view
            found[framework, str(view.identifier)] = view
    return found


def _sheet(uri: str) -> str:
    part = uri.partition("/rncp/")[2]
    return f"RNCP{part.partition('/')[0]}" if part else ""


def link(usage_key: str, views: Iterable[Any]) -> None:
    """Put tags as an author does in Studio's drawer."""
    from django.apps import apps

    from agir_competencies import api
    from agir_competencies.models import Competency, Framework
    from host.courseware import tags

    tag = apps.get_model("oel_tagging", "Tag")

    asked: dict[int, list[str]] = {}
    for view in views:
        row = Competency.objects.get(identifier=view.identifier)
        taxonomy = Framework.objects.get(pk=row.framework_id).taxonomy_id
        asked.setdefault(taxonomy, []).append(tag.objects.get(pk=row.tag_id).value)
    tags.put(usage_key, list(asked.items()))
    api.sync_object(usage_key)


def make_badge(said: dict[str, Any], known: dict[tuple[str, str], Any]) -> UUID:
    from agir_badges import api as badges

    items = [(known[said["framework"], code].identifier, 2) for code in said["competencies"]]
    wordings = {
        language: (said["name"][language], said["description"][language])
        for language in said["name"]
    }
    return badges.create_rule(
        said["slug"],
        wordings,
        items,
        now=datetime.now(UTC),
        threshold=Decimal(said["threshold"]),
        minimum=Decimal(said["minimum"]),
    )


@pytest.fixture
def french() -> Demo:
    return demo("inclusion-numerique")
