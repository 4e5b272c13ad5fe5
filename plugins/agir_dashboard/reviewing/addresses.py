"""Under which addresses do these pages stand?"""

from typing import Final

from django.urls import path

from agir_dashboard.reviewing import attestations, decisions, own, peer_addresses, queue

COURSE: Final = "agir/courses/<str:course_key>/"
ADDRESSES: Final = (
    path(f"{COURSE}attestations/", attestations.attestations, name="attestations"),
    path(f"{COURSE}decisions/", decisions.decisions, name="decisions"),
    path(f"{COURSE}reviews/", queue.reviews, name="reviews"),
    path("agir/reviews/", queue.every_review, name="reviews-all"),
    path("agir/reviews/<uuid:key>/", queue.review, name="review"),
    path("agir/reviews/<uuid:key>/file/", queue.review_file, name="review-file"),
    *peer_addresses.ADDRESSES,
    path("agir/skills/prior/", own.requests, name="prior"),
    path("agir/skills/prior/<uuid:key>/", own.one, name="prior-one"),
    path("agir/skills/prior/<uuid:key>/file/", own.own_file, name="prior-file"),
)
