"""An operator writes a proposal in the admin; learners' goals are not there."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from agir_competencies.api import goals
from conftest import School

ADD = "/admin/agir_competencies/goalproposal/add/"


def test_a_proposal_is_written_and_an_empty_one_refused(school: School) -> None:
    boss = get_user_model().objects.create_superuser("boss", "", "boss")
    client = Client()
    client.force_login(boss)
    sent = {
        "course_key": school.course, "title_fr": "Lire", "title_en": "Read",
        "intent": "selected_competencies", "days": "30", "retired_at_0": "", "retired_at_1": "",
        "items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0",
        "items-0-competency": "", "items-0-level": "3",
    }  # fmt: skip
    refused = client.post(ADD, sent)
    assert refused.status_code == 200
    assert goals.offered(school.course, language="fr") == []
    sent["items-0-competency"] = str(school.skills[1].pk)
    assert client.post(ADD, sent).status_code == 302
    (offered,) = goals.offered(school.course, language="fr")
    assert offered.items == ((school.skills[1].identifier, 3),)
    assert client.get("/admin/agir_competencies/goal/").status_code == 404
