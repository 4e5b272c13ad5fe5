"""Under which addresses is work shown to peers?"""

from typing import Final

from django.urls import path

from agir_dashboard.reviewing import peer_answers, peer_own, peer_team

TEAM: Final = "agir/courses/<str:course_key>/peers/"
ADDRESSES: Final = (
    path(TEAM, peer_team.team, name="peers-team"),
    path(f"{TEAM}<uuid:key>/file/", peer_team.team_file, name="peers-team-file"),
    path("agir/skills/peers/", peer_own.works, name="peers"),
    path("agir/skills/peers/<uuid:key>/", peer_own.one, name="peers-one"),
    path("agir/skills/peers/<uuid:key>/file/", peer_own.own_file, name="peers-file"),
    path("agir/skills/peers/queue/", peer_answers.queue, name="peers-queue"),
    path("agir/skills/peers/queue/<uuid:key>/", peer_answers.one, name="peers-answer"),
    path("agir/skills/peers/queue/<uuid:key>/file/", peer_answers.file, name="peers-answer-file"),
)
