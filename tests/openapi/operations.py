"""How is one method of a REST view described? By its own words, and by the table of answers."""

from __future__ import annotations

import inspect
import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.permissions import AllowAny

from agir_platform import endpoints
from agir_platform.endpoints import Visitor
from agir_platform.rest import PROBLEM, AgirAPIView
from openapi import places, reading
from openapi.answers import ANSWERS, notation
from openapi.answers.competencies import REFUSAL

# Read in rooms below the view, or of a form that the source does not tell by name.
ASKED_ELSEWHERE = {
    "agir_dashboard:me-evidence": ("skill", "course", "since", "until"),
    "agir_competencies:case-documents": ("limit", "offset", "sort", "orderBy", "filter", "fields"),
    "agir_dashboard:api-success": ("since", "until"),
    "agir_certification:api-places": ("q", "kind"),
}


class Fault(serializers.Serializer):
    """One fault of a body."""

    pointer = serializers.CharField(help_text="JSON pointer into the body, after #")
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    """A refusal (RFC 9457). ``code`` is stable; ``detail`` is for people, in their language."""

    type = serializers.CharField(help_text="urn:agir:problem:CODE")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = Fault(many=True, required=False)


class Operation(AutoSchema):
    """One method of one address."""

    @property
    def name(self) -> str:
        """Return the address's name with its namespace."""
        return places.names()[self.path]

    @property
    def method_of_view(self) -> Any:
        """Return the function that answers."""
        return getattr(type(self.view), self.method.lower())

    def get_operation_id(self) -> str:
        """Return ``context_address_method``, which stays while the address has its name."""
        plain = re.sub(r"\W+", "_", self.name.removeprefix("agir_"))
        return f"{plain}_{self.method.lower()}"

    def get_tags(self) -> list[str]:
        """Return the context, by which a site that switched it off leaves it out."""
        return [self.name.partition(":")[0].removeprefix("agir_")]

    def get_summary(self) -> str:
        """Return the method's own sentence."""
        told = (inspect.getdoc(self.method_of_view) or "").partition("\n")[0]
        return told.replace("``", "`").rstrip(".")

    def get_description(self) -> str:
        """Return what the view says of itself."""
        return (inspect.getdoc(type(self.view)) or "").replace("``", "`")

    def get_request_serializer(self) -> Any:
        """Return what the method takes, ``None`` for nothing."""
        if self.method in ("GET", "DELETE") and not reading.body(self.method_of_view):
            return None
        found = reading.body(self.method_of_view)
        if not found:
            return OpenApiTypes.OBJECT
        if len(found) == 1 and self.method != "PATCH":
            return found[0]
        fields = {name: part for one in found for name, part in one().get_fields().items()}
        if self.method == "PATCH":
            for part in fields.values():
                part.required = False
        name = "".join(word.title() for word in self.get_operation_id().split("_")[1:-1])
        return type(f"{name}Serializer", (serializers.Serializer,), fields)

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters of the query."""
        if self.method != "GET":
            return []
        asked = {*reading.query(self.method_of_view), *ASKED_ELSEWHERE.get(self.name, ())}
        return [OpenApiParameter(name, OpenApiTypes.STR) for name in sorted(asked)]

    def get_response_serializers(self) -> dict[Any, Any]:
        """Return the statuses that the method names, and those that the table of answers has."""
        told: dict[Any, Any] = {}
        for status in reading.statuses(self.method_of_view):
            has_body = status not in (202, 204, 304)
            media = reading.media(self.method_of_view)
            told[(status, media) if has_body else status] = (
                OpenApiResponse(self._answered(), description="Answered.")
                if has_body
                else OpenApiResponse(None, description="Nothing more is said.")
            )
        refused: Any = Problem if self._refuses_by_problem() else notation.schema(REFUSAL, {})
        media = PROBLEM if refused is Problem else "application/json"
        for status in self._refusals():
            told[status, media] = OpenApiResponse(refused, description="Refused.")
        told["default", media] = OpenApiResponse(refused, description="Refused.")
        return told

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Return the ways to sign in; ``{}`` where nobody needs to."""
        open_to_all = AllowAny in type(self.view).permission_classes or self._answers_anybody()
        ways: list[dict[str, list[str]]] = [{"jwt": []}, {"session": []}]
        return [*ways, {}] if open_to_all else ways

    def _answered(self) -> dict[str, Any]:
        """Return the schema of what is answered; a method that no room of ``answers`` has fails."""
        shape = ANSWERS.get((self.name, self.method))
        if shape is None:
            raise LookupError(
                f"{self.method} {self.name} answers a shape that nothing says: add it to the room "
                "of its context in tests/openapi/answers."
            )
        return notation.schema(shape, {})

    def _rows(self) -> list[endpoints.Endpoint]:
        return [
            row for row in endpoints.table() if row.name == self.name and row.method == self.method
        ]

    def _refusals(self) -> list[int]:
        return sorted(
            {status for row in self._rows() for status in row.statuses.values() if status >= 400}
        )

    def _answers_anybody(self) -> bool:
        told = [row.statuses[Visitor.ANONYMOUS] for row in self._rows()]
        return any(status not in (401, 403) for status in told)

    def _refuses_by_problem(self) -> bool:
        return type(self.view).problem is AgirAPIView.problem or "badges" in self.get_tags()
