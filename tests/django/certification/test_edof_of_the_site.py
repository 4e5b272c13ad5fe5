"""The catalogue for EDOF from what the site holds: refusals named before, bytes as EDOF reads."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from certified_world import BY
from django.core.management import call_command
from django.core.management.base import CommandError
from lxml import etree
from test_certification_desk import BEFORE, CODE, DESK, OTHER, TODAY, _rooms, text, world

from agir_certification.api import edof, repertoire, sessions
from agir_certification.domain.passage import ExamMode
from agir_certification.edof.choosing import Said
from agir_certification.models import Bloc, Certification
from agir_kernel.clock import SystemClock

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
PAGE = f"{DESK}/catalogue/"
TRAINER = {
    "name": "Atelier des rives", "siret": "732 829 320 00074", "contact_last": "Kerven",
    "contact_first": "Maud", "phone": "02 98 00 00 00", "email": "maud@example.org",
    "number": "1", "way_kind": "QUAI", "way": "Vert", "postal_code": "29200", "city": "Brest",
}  # fmt: skip
SAID: dict[str, Any] = {
    "objective": "Piloter un projet à l’échelle d’une équipe", "results": "Un projet mené",
    "content": "Cadrer, mener, conclure", "summary": "Piloter un projet",
    "conditions": "Disposer d’un ordinateur", "hours": 35,
}  # fmt: skip
NS = {"e": "https://www.of.moncompteformation.gouv.fr"}


@pytest.fixture
def ahead(world: Any, settings: Any) -> UUID:
    """Return a session that lies ahead, of a certification that may be offered."""
    settings.AGIR_CERTIFICATION_TRAINER = TRAINER
    settings.AGIR_SITE_URL = "https://campus.example"
    Certification.objects.update(
        is_active=True, sheet_checked_on=TODAY, habilitation="certifier",
        habilitation_is_active=True, habilitation_checked_on=TODAY,
    )  # fmt: skip
    write(world.made)
    return session(world.made)


def write(made: UUID, **changes: Any) -> None:
    """Keep the texts of the offer, as its page does."""
    edof.keep(made, Said(**SAID | changes), by=BY, clock=BEFORE)


def session(made: UUID, **told: Any) -> UUID:
    starts = SystemClock().now() + timedelta(days=40)
    terms = {
        "starts_at": starts, "ends_at": starts + timedelta(days=30), "capacity": 3,
        "modality": ExamMode.A_DISTANCE, "price_minor": 129_000,
    } | told  # fmt: skip
    found = sessions.create(made, sessions.SessionTerms(**terms), clock=BEFORE)
    sessions.activate(found, by=BY, clock=BEFORE)
    return found


def typed(*several: UUID, act: str = "file") -> dict[str, Any]:
    return {"session": [str(one) for one in several], "act": act}


def test_the_file_is_iso_8859_1_and_says_that_it_is_to_be_verified(world: Any, ahead: UUID) -> None:
    answer = world.manager.post(PAGE, typed(ahead))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=ISO-8859-1"
    assert "a-verifier" in answer["Content-Disposition"]
    assert b"A VERIFIER" in answer.content
    assert "à l'échelle d'une équipe".encode("latin-1") in answer.content
    root = etree.fromstring(answer.content)
    told = {
        name: root.findtext(f".//e:{name}", namespaces=NS)
        for name in ("SIRET", "code-RS", "urlweb", "numtel", "nombre-heures-centre", "debut")
    }
    starts = sessions.one(ahead).terms.starts_at
    assert told == {
        "SIRET": "73282932000074", "code-RS": CODE, "numtel": "0298000000",
        "urlweb": f"https://campus.example/agir/certification/{CODE}/",
        "nombre-heures-centre": "35", "debut": f"{starts:%Y%m%d}",
    }  # fmt: skip
    assert "1290.00" in {one.text for one in root.iterfind(".//e:extra[@info='frais-ttc']", NS)}


def test_what_would_be_refused_is_named_and_no_file_is_given(world: Any, ahead: UUID) -> None:
    write(world.made, objective="", hours=0)
    told = text(world.manager.post(PAGE, typed(ahead, act="check")))
    assert "objectif-formation This is missing" in told
    assert "nombre-heures-centre This number is outside" in told
    answer = world.manager.post(PAGE, typed(ahead))
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/html")
    assert "EDOF would refuse 2 things in its texts." in text(answer)
    assert f'value="{ahead}" checked' in answer.content.decode(), "what was picked stays"
    assert "formation This is missing" in text(world.manager.post(PAGE, typed(act="check")))
    assert world.manager.post(PAGE, typed(act="file") | {"session": ["x"]}).status_code == 422


def test_a_certification_that_may_not_be_offered_is_in_no_file(world: Any, ahead: UUID) -> None:
    Certification.objects.filter(code=CODE).update(is_active=False)
    answer = world.manager.post(PAGE, typed(ahead))
    assert answer.status_code == 400
    assert "The sheet is not active: it may not be offered." in text(answer)


def test_another_managers_session_is_in_no_file(world: Any, ahead: UUID) -> None:
    """Selim names the session of Mona's certification: for him there is none."""
    assert CODE not in text(world.stranger.get(PAGE))
    answer = world.stranger.post(PAGE, typed(ahead))
    assert answer.status_code == 400
    assert "formation This is missing" in text(answer)
    assert world.learner.get(PAGE).status_code == 403


def test_sessions_alike_are_one_action_and_others_are_others(world: Any, ahead: UUID) -> None:
    """Two remote sessions at one price: one action. One on site: another, 30056 does not come."""
    second = session(world.made, starts_at=SystemClock().now() + timedelta(days=35))
    place = {"modality": ExamMode.EN_PRESENTIEL, "place": "Brest", "postal_code": "29200"}
    third = session(world.made, **place)
    root = etree.fromstring(world.manager.post(PAGE, typed(ahead, second, third)).content)
    actions = root.findall(".//e:action", NS)
    assert [len(one.findall("e:session", NS)) for one in actions] == [2, 1]
    assert [one.findtext("e:modalites-enseignement", namespaces=NS) for one in actions] == [
        "2", "0",
    ]  # fmt: skip


def test_blocs_of_the_rncp_are_declared_under_their_whole_codes(ahead: UUID) -> None:
    """Some sheets write a bloc ``01``; EDOF reads ``RNCP34762BC01``."""
    made = repertoire.add("RNCP34762", "Diplôme", repertoire.Role.CERTIFIER, clock=BEFORE)
    for position, code in enumerate(("RNCP34762BC01", "02")):
        Bloc.objects.create(certification_id=made, code=code, title="Bloc", position=position)
    Certification.objects.filter(pk=made).update(
        sheet_checked_on=TODAY, habilitation="certifier", habilitation_is_active=True,
        habilitation_checked_on=TODAY,
    )  # fmt: skip
    found = session(made)
    chosen = edof.choose(edof.offered(), {found}, {"RNCP34762": Said(**SAID)})
    root = etree.fromstring(edof.write(chosen))
    blocs = [one.text for one in root.iterfind(".//e:extra[@info='code-bloc']", NS)]
    assert blocs == ["RNCP34762BC01", "RNCP34762BC02"]


def test_vat_is_taken_out_of_the_price(world: Any, ahead: UUID, settings: Any) -> None:
    """1,290.00 EUR with 20 %: 1,290 / 1.2 = 1,075.00 without."""
    settings.AGIR_CERTIFICATION_TRAINER = TRAINER | {"vat": 20}
    content = world.manager.post(PAGE, typed(ahead)).content
    for figure in (b">20.0<", b">1075.00<", b">1290.00<"):
        assert figure in content
    settings.AGIR_CERTIFICATION_TRAINER = TRAINER | {"vat": "vingt"}
    assert "frais-ttc" in text(world.manager.post(PAGE, typed(ahead)))


def test_the_command_writes_the_same_file_or_names_why_not(
    world: Any, ahead: UUID, tmp_path: Path, capsys: Any
) -> None:
    output, said = tmp_path / "edof.xml", tmp_path / "said.json"
    write(world.made, objective="")
    with pytest.raises(CommandError, match="would be refused"):
        call_command("agir_edof_catalogue", "--output", str(output), "--certification", CODE)
    assert "objectif-formation" in capsys.readouterr().err
    assert not output.exists()
    said.write_text(json.dumps({CODE: SAID}), encoding="utf-8")
    call = ("agir_edof_catalogue", "--output", str(output), "--said", str(said))
    call_command(*call, "--certification", CODE)
    whole = output.read_bytes()
    write(world.made)
    call_command("agir_edof_catalogue", "--output", str(output), "--certification", CODE)
    assert output.read_bytes() == whole == world.manager.post(PAGE, typed(ahead)).content
    for wrong in ("[]", '{"RS5875": {"nothing": 1}}', "{"):
        said.write_text(wrong, encoding="utf-8")
        with pytest.raises(CommandError, match="--help"):
            call_command(*call)
    assert OTHER not in output.read_text("latin-1")
