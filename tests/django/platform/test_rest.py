"""Every refusal of a REST view is problem details, and nobody enters by default."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.test import APIClient

from agir_kernel.errors import DomainError
from agir_platform import permissions
from agir_platform.models import Learner
from agir_platform.permissions import MayPermission, Role
from agir_platform.ports import CourseUnknown
from agir_platform.refusals import SENTENCES, STATUSES
from agir_platform.rest import AgirAPIView
from agir_platform.select import platform

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class ShelfFull(DomainError):
    """A refusal of the test's own."""

    code: ClassVar[str] = "shelf_full"


class ABook(serializers.Serializer):
    title = serializers.CharField()
    pages = serializers.ListField(child=serializers.IntegerField())


def _full() -> None:
    Learner.objects.create(user_id=1)
    raise ShelfFull(limit=12)


def _unforeseen() -> None:
    raise RuntimeError("a fault")


def _refuse(error: Exception) -> Any:
    def act() -> None:
        raise error

    return act


ACTS = {
    "full": _full,
    "course": _refuse(CourseUnknown()),
    "missing": _refuse(Http404("secret table name")),
    "denied": _refuse(PermissionDenied("secret reason")),
    "throttled": _refuse(Throttled(wait=30)),
    "strange": _refuse(DomainError("never shown", secret="x")),
    "fault": _unforeseen,
}


class Shelf(AgirAPIView):
    statuses: ClassVar[dict[str, int]] = {"shelf_full": 409}
    sentences: ClassVar[dict[str, Any]] = {"shelf_full": _("No more than %(limit)s books fit.")}

    def get(self, request: Any, act: str) -> Response:
        if act in ACTS:
            ACTS[act]()
        return Response({"said": act})

    def post(self, request: Any, act: str) -> Response:
        book = ABook(data=request.data)
        book.is_valid(raise_exception=True)
        return Response({}, status=201)


class Open(AgirAPIView):
    permission_classes = (AllowAny,)

    def get(self, request: Any) -> Response:
        return Response({}, headers={"Cache-Control": "max-age=60"})


class Team(AgirAPIView):
    permission_classes = (MayPermission,)
    action = permissions.declare("test.see_team", Role.COURSE_STAFF)

    def get(self, request: Any, course_key: str) -> Response:
        return Response({})


urlpatterns = [
    path("shelf/<act>/", Shelf.as_view()),
    path("open/", Open.as_view()),
    path("team/<path:course_key>/", Team.as_view()),
]


@pytest.fixture
def client() -> APIClient:
    client = APIClient()
    client.force_login(get_user_model().objects.create(username="awa"))
    return client


def _problem(response: Any) -> dict[str, Any]:
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == f"urn:agir:problem:{body['code']}"
    assert body["status"] == response.status_code
    assert body["title"]
    assert body["detail"]
    return body


def test_a_signed_in_person_is_answered_in_plain_json(client: APIClient) -> None:
    response = client.get("/shelf/hello/")
    assert response["Content-Type"] == "application/json"
    assert response.json() == {"said": "hello"}


def test_an_answer_is_kept_by_no_cache_unless_the_view_says_so(client: APIClient) -> None:
    assert client.get("/shelf/hello/")["Cache-Control"] == "private, no-store"
    assert client.get("/shelf/full/")["Cache-Control"] == "private, no-store"
    assert client.get("/open/")["Cache-Control"] == "max-age=60"


def test_nobody_enters_by_default() -> None:
    response = APIClient().get("/shelf/hello/")
    assert response.status_code == 401
    assert response["WWW-Authenticate"]
    assert _problem(response)["code"] == "not_authenticated"


def test_an_open_view_says_so_itself() -> None:
    assert APIClient().get("/open/").status_code == 200


def test_an_account_not_yet_activated_is_let_in_as_on_the_platform(settings: Any) -> None:
    """The platform lets people learn before they answer its mail."""
    backend = "django.contrib.auth.backends.AllowAllUsersModelBackend"
    settings.AUTHENTICATION_BACKENDS = [backend]
    client = APIClient()
    client.force_login(get_user_model().objects.create(username="new", is_active=False))
    assert client.get("/shelf/hello/").status_code == 200


def test_a_refusal_of_the_context_has_its_status_and_sentence(client: APIClient) -> None:
    body = _problem(client.get("/shelf/full/"))
    assert body["status"] == 409
    assert body["code"] == "shelf_full"
    assert body["detail"] == "No more than 12 books fit."


@pytest.mark.django_db(transaction=True)
def test_a_refusal_leaves_nothing_half_done(client: APIClient, settings: Any) -> None:
    """The row written before the refusal is rolled back with the request."""
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is True
    client.get("/shelf/full/")
    assert not Learner.objects.exists()


def test_a_refusal_of_the_shared_rooms_has_the_shared_sentence(client: APIClient) -> None:
    body = _problem(client.get("/shelf/course/"))
    assert body["status"] == 404
    assert body["detail"] == SENTENCES["course_unknown"]


def test_a_refusal_without_a_row_shows_no_detail_of_ours(client: APIClient) -> None:
    response = client.get("/shelf/strange/")
    assert _problem(response)["status"] == 400
    assert b"never shown" not in response.content


@pytest.mark.parametrize(("act", "status"), [("missing", 404), ("denied", 403)])
def test_djangos_own_refusals_show_no_reason(client: APIClient, act: str, status: int) -> None:
    response = client.get(f"/shelf/{act}/")
    assert _problem(response)["status"] == status
    assert b"secret" not in response.content


def test_being_throttled_says_when_to_come_back(client: APIClient) -> None:
    response = client.get("/shelf/throttled/")
    assert _problem(response)["code"] == "throttled"
    assert response["Retry-After"] == "30"


def test_a_wrong_method_is_a_problem(client: APIClient) -> None:
    assert _problem(client.delete("/shelf/x/"))["code"] == "method_not_allowed"


def test_every_fault_of_a_body_is_pointed_at(client: APIClient) -> None:
    response = client.post("/shelf/x/", {"pages": [1, "two"]}, format="json")
    body = _problem(response)
    assert body["code"] == "invalid"
    assert {error["pointer"] for error in body["errors"]} == {"#/title", "#/pages/1"}
    assert all(error["detail"] for error in body["errors"])


def test_a_body_that_is_no_json_is_a_problem(client: APIClient) -> None:
    response = client.post("/shelf/x/", "{", content_type="application/json")
    assert _problem(response)["code"] == "parse_error"


def test_a_fault_is_no_refusal(client: APIClient) -> None:
    with pytest.raises(RuntimeError, match="a fault"):
        client.get("/shelf/fault/")


def test_a_session_without_its_csrf_token_changes_nothing() -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create(username="awa"))
    assert _problem(client.post("/shelf/x/", {}, format="json"))["status"] == 403


def test_sentences_are_in_the_readers_language(client: APIClient) -> None:
    with override("fr"):
        french = str(SENTENCES["course_unknown"])
    assert french != "This site has no such course. Check the course key."
    body = _problem(client.get("/shelf/course/", HTTP_ACCEPT_LANGUAGE="fr"))
    assert body["detail"] == french


def test_every_shared_status_has_a_sentence() -> None:
    assert set(STATUSES) <= set(SENTENCES)


def test_a_view_of_the_team_asks_the_table(client: APIClient, settings: Any) -> None:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    key = memory.add_course().course_key
    user = get_user_model().objects.get(username="awa")
    assert client.get(f"/team/{key}/").status_code == 403
    memory.make_staff(user.pk, key)
    assert client.get(f"/team/{key}/").status_code == 200
    assert client.get("/team/course-v1:Other+X+1/").status_code == 403
    assert APIClient().get(f"/team/{key}/").status_code == 401
