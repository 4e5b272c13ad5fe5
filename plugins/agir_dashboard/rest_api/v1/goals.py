"""The learner's own goals, and what course teams propose. No address gives anybody else's goal."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import get_language
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from agir_competencies.api import goals as own
from agir_competencies.api.goals import Wish
from agir_dashboard import goal_refusals
from agir_dashboard.permissions import PROPOSE
from agir_dashboard.rest_api.v1 import goal_shapes as shapes
from agir_platform import etags, paging
from agir_platform.permissions import may
from agir_platform.rest import AgirAPIView


class GoalAPIView(AgirAPIView):
    """A view that says refusals about goals."""

    statuses = goal_refusals.STATUSES
    sentences = goal_refusals.SENTENCES

    def answer(self, request: Request, goal_id: UUID, status: int = 200) -> Response:
        """Answer one goal with its history."""
        user_id = request.user.pk
        found = own.goal(user_id, goal_id, language=get_language() or "en")
        moves = [shapes.move(one) for one in own.history(user_id, goal_id)]
        return Response(shapes.goal(found) | {"history": moves}, status=status)


class GoalsView(GoalAPIView):
    """``/me/goals/``: one's own, the latest first; or a new one."""

    def get(self, request: Request) -> Response:
        """Answer a page of the person's goals."""
        found = own.goals(request.user.pk, language=get_language() or "en")
        body = paging.page_of_all(
            request,
            "goals",
            found,
            key=lambda view: paging.latest(view.set_at, view.id),
            shape=shapes.goal,
        )
        return etags.answer(request, body)

    def post(self, request: Request) -> Response:
        """Set a goal."""
        sent = shapes.NewGoalIn(data=request.data)
        sent.is_valid(raise_exception=True)
        course = sent.validated_data["course_key"]
        goal_id = own.set_goal(request.user.pk, course, sent.wish())
        return self.answer(request, goal_id, status=201)


class GoalView(GoalAPIView):
    """``/me/goals/<id>/``: read, revise or end one of one's own."""

    def get(self, request: Request, goal_id: UUID) -> Response:
        """Answer the goal and its history."""
        return self.answer(request, goal_id)

    def patch(self, request: Request, goal_id: UUID) -> Response:
        """Revise the goal: what is not sent stays. Another intent answers the next goal."""
        user_id = request.user.pk
        before = own.goal(user_id, goal_id, language="")
        kept = [
            {"kind": item.kind, "ref": item.ref, "target": item.target}
            for item in before.items
            if item.kind in shapes.KINDS
        ]
        sent = shapes.GoalIn(
            data={"intent": before.intent, "items": kept, "horizon": before.horizon}
            | {
                name: request.data[name]
                for name in ("intent", "items", "horizon")
                if name in request.data
            }
        )
        said = shapes.ToldIn(data=request.data)
        sent.is_valid(raise_exception=True)
        said.is_valid(raise_exception=True)
        wish: Wish = sent.wish()
        return self.answer(request, own.revise(user_id, goal_id, wish, said.told()))

    def post(self, request: Request, goal_id: UUID) -> Response:
        """End the goal (``satisfied``, ``abandoned``), or take that back (``undo``)."""
        own.goal(request.user.pk, goal_id, language="")
        sent = shapes.CloseIn(data=request.data)
        sent.is_valid(raise_exception=True)
        end = sent.validated_data["end"]
        if end == "undo":
            own.undo(request.user.pk, goal_id)
        else:
            own.close(request.user.pk, goal_id, end, sent.told())
        return self.answer(request, goal_id)


class ReadsOrProposes(BasePermission):
    """Signed-in people read proposals; the course's team writes them."""

    def has_permission(self, request: Request, view: AgirAPIView) -> bool:
        """Ask the table for whoever would write."""
        if not request.user.is_authenticated:
            return False
        course_key = view.kwargs.get("course_key")
        return request.method in SAFE_METHODS or may(request.user, PROPOSE, course_key)


class ProposalsView(GoalAPIView):
    """``/courses/<key>/goal-proposals/``: what a course team proposes to its learners."""

    permission_classes = (ReadsOrProposes,)

    def get(self, request: Request, course_key: str) -> Response:
        """Answer a page of the proposals in force, by identifier."""
        found = own.offered(course_key, language=get_language() or "en")
        body = paging.page_of_all(
            request,
            "proposals",
            found,
            key=lambda view: (str(view.id),),
            shape=shapes.proposal,
            kinds=(str,),
        )
        return etags.answer(request, body)

    def post(self, request: Request, course_key: str) -> Response:
        """Propose a goal."""
        sent = shapes.OfferIn(data=request.data)
        sent.is_valid(raise_exception=True)
        proposal_id = own.propose(course_key, sent.offer())
        return Response({"id": str(proposal_id)}, status=201)


class ProposalView(GoalAPIView):
    """``/courses/<key>/goal-proposals/<id>/``: propose it no more."""

    permission_classes = (ReadsOrProposes,)

    def delete(self, request: Request, course_key: str, proposal_id: UUID) -> Response:
        """Withdraw a proposal; goals that began with it stay."""
        own.withdraw_proposal(course_key, proposal_id)
        return Response(status=204)
