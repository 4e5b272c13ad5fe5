"""Texts of an offer for EDOF: written once, bounded as the file is, brought back."""

from __future__ import annotations

from typing import Any

import pytest
from certified_world import BY
from test_certification_desk import BEFORE, CODE, DESK, _rooms, text, world

from agir_certification.api import edof, leaving
from agir_certification.domain.offer_checks import LONGEST
from agir_certification.edof.texts import ELEMENTS
from agir_certification.models import OfferText

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
PAGE = f"{DESK}/certifications/{CODE}/offer/"
TYPED = {
    "act": "keep", "objective": "Piloter un projet", "results": "Un projet mené",
    "content": "Cadrer,\r\nmener", "summary": "Un projet", "conditions": "",
    "pedagogy": "Tutorat à distance", "admission_info": "Sur dossier", "hours": "35",
}  # fmt: skip


def test_what_is_typed_is_kept_with_who_and_when_and_stands_in_the_catalogue(world: Any) -> None:
    answer = world.manager.post(PAGE, TYPED, follow=True)
    assert "The texts are kept." in text(answer)
    assert "Nothing that is known of these texts." in text(answer)
    assert "Mona" in text(answer)
    told = edof.said(world.made)
    assert (told.objective, told.content, told.hours) == ("Piloter un projet", "Cadrer,\nmener", 35)
    (offered,) = edof.offered(frozenset({CODE}))
    assert offered.said == told
    again = world.manager.post(PAGE, TYPED, follow=True)
    assert "Nothing changed." in text(again)
    assert OfferText.objects.count() == 1


@pytest.mark.parametrize(("name", "element"), sorted(ELEMENTS.items()))
def test_a_text_that_the_file_does_not_hold_is_refused_by_its_name(
    world: Any, name: str, element: str
) -> None:
    """The last character that fits is kept; one more is not, and what was typed stays."""
    limit = LONGEST[element]
    answer = world.manager.post(PAGE, TYPED | {name: "x" * (limit + 1)})
    assert answer.status_code == 422
    assert f"at most {limit} characters in “{name}”; there are {limit + 1}" in text(answer)
    assert "x" * (limit + 1) in answer.content.decode()
    assert not OfferText.objects.exists()
    assert world.manager.post(PAGE, TYPED | {name: "x" * limit}).status_code == 302
    assert getattr(edof.said(world.made), name) == "x" * limit


def test_characters_are_counted_as_the_file_writes_them(world: Any) -> None:
    """255 ligatures become 510 letters in ISO-8859-1, and 255 fit."""
    answer = world.manager.post(PAGE, TYPED | {"summary": "œ" * 255})
    assert answer.status_code == 422
    assert "there are 510" in text(answer)


def test_what_lacks_or_cannot_be_written_is_named_and_may_be_kept(world: Any) -> None:
    world.manager.post(PAGE, TYPED | {"objective": "", "hours": "", "results": "Ω"})
    told = text(world.manager.get(PAGE))
    assert "objectif-formation This is missing" in told
    assert "nombre-heures-centre This is missing" in told
    assert "resultats-attendus A letter of this has no place" in told
    assert world.manager.post(PAGE, TYPED | {"hours": "x"}).status_code == 422
    assert world.manager.post(PAGE, TYPED | {"hours": "10000"}).status_code == 422


def test_an_older_version_comes_back_as_a_new_one(world: Any) -> None:
    world.manager.post(PAGE, TYPED)
    world.manager.post(PAGE, TYPED | {"objective": "Autre chose"})
    first, second = OfferText.objects.all()
    answer = world.manager.post(PAGE, {"act": "back", "version": str(first.pk)}, follow=True)
    assert edof.said(world.made).objective == "Piloter un projet"
    assert OfferText.objects.count() == 3
    assert text(answer).count("Bring back") == 2
    world.manager.post(PAGE, {"act": "back", "version": str(second.pk)})
    assert edof.said(world.made).objective == "Autre chose"
    assert world.manager.post(PAGE, {"act": "back", "version": "0"}).status_code == 404
    assert world.manager.post(PAGE, {"act": "back", "version": "y"}).status_code == 422


def test_texts_of_another_manager_are_not_there(world: Any) -> None:
    assert world.stranger.get(PAGE).status_code == 404
    assert world.stranger.post(PAGE, TYPED).status_code == 404
    assert world.learner.get(PAGE).status_code == 403


def test_who_wrote_and_left_is_nobody(world: Any) -> None:
    edof.keep(world.made, edof.Said(objective="Piloter"), by=BY, clock=BEFORE)
    leaving.forget(BY, clock=BEFORE)
    assert [one.by for one in edof.history(world.made)] == [None]
    assert edof.said(world.made).objective == "Piloter"
