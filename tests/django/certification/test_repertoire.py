"""Certifications: their blocs from the imported sheet, what the repertoire says, who manages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from certified_world import BY, CLOCK, NOW, certification
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from agir_certification.api import leaving, managers, repertoire
from agir_certification.models import Certification, Manager
from agir_certification.repertoire.sheets import _read
from agir_competencies import api as competencies
from agir_competencies.models import Competency
from agir_platform import permissions
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.permissions import Role
from agir_platform.select import platform
from host.gallery.rows import state

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/france-competences"
COURSE = "course-v1:Agir+Certified+2026"
SIRET = "35600000000048"
SHEETS = """<?xml version="1.0" encoding="UTF-8"?>
<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>
<FICHE><ID_FICHE>1</ID_FICHE><NUMERO_FICHE>RNCP91001</NUMERO_FICHE>
 <INTITULE>Médiateur fictif</INTITULE><ETAT_FICHE>Publiée</ETAT_FICHE><ACTIF>Oui</ACTIF>
 <CERTIFICATEURS><CERTIFICATEUR><NOM_CERTIFICATEUR>École Ancienne</NOM_CERTIFICATEUR>
   <ETAT_CERTIFICATEUR>Inactif</ETAT_CERTIFICATEUR></CERTIFICATEUR>
  <CERTIFICATEUR><SIRET_CERTIFICATEUR>35600000049837</SIRET_CERTIFICATEUR>
   <NOM_CERTIFICATEUR>École  Fictive</NOM_CERTIFICATEUR>
   <ETAT_CERTIFICATEUR>Actif</ETAT_CERTIFICATEUR></CERTIFICATEUR></CERTIFICATEURS>
 <PARTENAIRES><PARTENAIRE><NOM_PARTENAIRE>Nous</NOM_PARTENAIRE>
   <SIRET_PARTENAIRE>35600000000048</SIRET_PARTENAIRE>
   <HABILITATION_PARTENAIRE>HABILITATION_ORGA_FORM</HABILITATION_PARTENAIRE>
   <ETAT_HABILITATION>{state}</ETAT_HABILITATION></PARTENAIRE></PARTENAIRES>
 <BLOCS_COMPETENCES>
  <BLOC_COMPETENCES><CODE>RNCP91001BC02</CODE><LIBELLE>Animer</LIBELLE>
   <LISTE_COMPETENCES>- Préparer un atelier
- Conduire un atelier</LISTE_COMPETENCES></BLOC_COMPETENCES>
  <BLOC_COMPETENCES><CODE>RNCP91001BC01</CODE><LIBELLE>Accueillir</LIBELLE>
   <LISTE_COMPETENCES>- Écouter un besoin</LISTE_COMPETENCES></BLOC_COMPETENCES>
 </BLOCS_COMPETENCES>
 <DATE_EFFET>01/02/2024</DATE_EFFET><DATE_FIN_ENREGISTREMENT>01/02/2027</DATE_FIN_ENREGISTREMENT>
 <DATE_LIMITE_DELIVRANCE>01/02/2031</DATE_LIMITE_DELIVRANCE>
</FICHE>
<FICHE><ID_FICHE>2</ID_FICHE><NUMERO_FICHE>RS91002</NUMERO_FICHE>
 <INTITULE>Savoir fictif</INTITULE><ETAT_FICHE>Publiée</ETAT_FICHE><ACTIF>Non</ACTIF>
 <CAPACITES_ATTESTEES>- Écrire un conte
- Lire un conte</CAPACITES_ATTESTEES>
 <DATE_FIN_ENREGISTREMENT>01/02/2026</DATE_FIN_ENREGISTREMENT>
</FICHE></FICHES>
"""


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    path = tmp_path / "export_fiches_RNCP_V4_1_2026-11-20.xml"
    path.write_text(SHEETS.format(state="Actif"), encoding="utf-8")
    return path


@pytest.fixture
def imported(sheets: Path) -> None:
    competencies.apply_plan(competencies.plan_import(sheets, format="rncp"))


def found(code: str) -> repertoire.CertificationView:
    return repertoire.by_code(code, clock=CLOCK)


def test_blocs_come_from_the_imported_sheet_in_order(imported: None) -> None:
    certification("rncp 91001")
    view = found("RNCP91001")
    assert [(bloc.code, bloc.title) for bloc in view.blocs] == [
        ("RNCP91001BC01", "Accueillir"),
        ("RNCP91001BC02", "Animer"),
    ]
    assert view.title == "Médiateur fictif"
    assert all(bloc.competency for bloc in view.blocs)
    certification("RS91002")
    assert found("RS91002").blocs == ()
    assert not found("RS91002").is_active


def test_a_bloc_that_the_sheet_lost_keeps_its_row_and_is_shown_no_more(
    imported: None, sheets: Path
) -> None:
    made = certification("RNCP91001")
    assert repertoire.take_in_blocs(made, clock=CLOCK) == 2
    Competency.objects.filter(code="RNCP91001BC02").update(retired_at=NOW)
    assert repertoire.take_in_blocs(made, clock=CLOCK) == 1
    assert [bloc.code for bloc in found("RNCP91001").blocs] == ["RNCP91001BC01"]
    assert Certification.objects.get().blocs.count() == 2


def test_without_a_sheet_there_are_no_blocs_and_nothing_is_lost() -> None:
    made = certification("RNCP91001")
    assert repertoire.take_in_blocs(made, clock=CLOCK) == 0
    assert found("RNCP91001").title == "Piloter un projet"
    assert repertoire.coverage("RNCP91001", uuid4()) == ()


def test_how_much_of_each_bloc_a_learner_showed(imported: None) -> None:
    """One of one of the first bloc; of two of the second, one not yet and one not measured."""
    certification("RNCP91001")
    subject = uuid4()
    by_word = {row.statement: row for row in Competency.objects.filter(item_type="competence")}
    state(subject, by_word["Écouter un besoin"])
    state(subject, by_word["Préparer un atelier"], status="not_yet", estimate="0.5")
    first, second = repertoire.coverage("RNCP91001", subject)
    assert (first.code, first.shown, first.total, first.missing) == ("RNCP91001BC01", 1, 1, ())
    assert (second.shown, second.total, len(second.missing)) == (0, 2, 2)
    certification("RS91002")
    (whole,) = repertoire.coverage("RS91002", subject)
    assert (whole.code, whole.shown, whole.total) == ("", 0, 2)


def test_courses_give_evidence_for_a_bloc_or_the_whole(imported: None) -> None:
    made = certification("RNCP91001")
    repertoire.link_course(made, COURSE, bloc="RNCP91001BC01", clock=CLOCK)
    repertoire.link_course(made, COURSE, bloc="RNCP91001BC01", clock=CLOCK)
    repertoire.link_course(made, "course-v1:Agir+Whole+2026", clock=CLOCK)
    with pytest.raises(repertoire.BlocUnknown):
        repertoire.link_course(made, COURSE, bloc="RNCP91001BC09", clock=CLOCK)
    view = found("RNCP91001")
    assert view.blocs[0].courses == (COURSE,)
    assert view.course_keys == (COURSE, "course-v1:Agir+Whole+2026")
    assert [one.code for one in repertoire.of_course(COURSE, clock=CLOCK)] == ["RNCP91001"]
    repertoire.unlink_course(made, COURSE, bloc="RNCP91001BC01", clock=CLOCK)
    assert repertoire.of_course(COURSE, clock=CLOCK) == []
    repertoire.archive(made, clock=CLOCK)
    assert repertoire.of_course("course-v1:Agir+Whole+2026", clock=CLOCK) == []
    assert repertoire.every(clock=CLOCK) == []


def test_a_code_is_kept_once_and_only_a_code() -> None:
    certification("RS5875")
    with pytest.raises(repertoire.CertificationThere):
        certification("rs 5875")
    with pytest.raises(repertoire.CodeMalformed):
        certification("RNCP34762BC01")
    with pytest.raises(repertoire.CertificationUnknown):
        repertoire.one(uuid4(), clock=CLOCK)
    with pytest.raises(repertoire.CertificationUnknown):
        repertoire.set_role(uuid4(), repertoire.Role.CERTIFIER, clock=CLOCK)


@pytest.mark.parametrize(
    ("partner", "words"), [("Actif", []), ("Supprimé", ["habilitation_inactive"])]
)
def test_the_repertoire_says_whether_it_may_be_offered(
    sheets: Path, settings: Any, partner: str, words: list[str]
) -> None:
    sheets.write_text(SHEETS.format(state=partner), encoding="utf-8")
    settings.AGIR_CERTIFICATION_SIRET = "356 000 000 00048"
    certification("RNCP91001", repertoire.Role.TRAINING_PARTNER)
    certification("RS91002")
    certification("RS5875")
    assert repertoire.check_sheets(sheets, clock=CLOCK) == (["RNCP91001", "RS91002"], ["RS5875"])
    view = found("RNCP91001")
    assert (view.certifier_name, view.certifier_siret) == ("École Fictive", "35600000049837")
    assert [one.value for one in view.hindrances] == words
    assert view.ends_soon, "1 February 2027 is within six months"
    assert [one.value for one in found("RS91002").hindrances] == [
        "sheet_inactive",
        "habilitation_missing",
    ]


def test_online_is_said_once_a_named_person_saw_the_offer(sheets: Path) -> None:
    made = certification("RNCP91001")
    repertoire.check_sheets(sheets, siret=SIRET, clock=CLOCK)
    assert found("RNCP91001").online_since is None
    repertoire.look_at_offer(
        made, "https://www.moncompteformation.gouv.fr/x", NOW.date(), by=BY, clock=CLOCK
    )
    assert found("RNCP91001").online_since == NOW.date()
    repertoire.look_at_offer(made, "", None, by=BY, clock=CLOCK)
    assert found("RNCP91001").online_since is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no xml",
        "<OTHER/>",
        "<FICHES><FICHE>",
        "<!DOCTYPE FICHES [<!ENTITY a 'aaaa'>]><FICHES><FICHE>&a;</FICHE></FICHES>",
        "<!DOCTYPE FICHES SYSTEM 'file:///etc/passwd'><FICHES/>",
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sheets.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(repertoire.SheetsUnreadable):
        repertoire.check_sheets(path, siret=SIRET, clock=CLOCK)
    with pytest.raises(repertoire.SheetsUnreadable):
        repertoire.check_sheets(tmp_path / "absent.xml", clock=CLOCK)


def test_the_command_says_what_hinders(sheets: Path, tmp_path: Path) -> None:
    certification("RNCP91001")
    out = io.StringIO()
    call_command("agir_check_repertoire", str(sheets), "--siret", SIRET, stdout=out)
    assert out.getvalue().startswith("RNCP91001: ")
    with pytest.raises(CommandError, match="France compétences"):
        call_command("agir_check_repertoire", str(tmp_path / "absent.xml"))


@pytest.mark.parametrize("name", ["RNCP", "RS"])
def test_real_sheets_are_read(name: str) -> None:
    """The exports of August 2026, cut to 12 and 8 sheets: each has a certifier and an end."""
    path = SAMPLES / f"export_fiches_{name}_fixture.xml"
    if not path.exists():
        pytest.skip("the samples of France compétences lie beside the repository")
    told = list(_read(path, SIRET))
    assert len(told) == {"RNCP": 12, "RS": 8}[name]
    assert all(sheet.certifier_name for sheet in told)
    assert all(sheet.valid_until for sheet in told)


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    built: Any = platform()
    return built


def somebody(memory: MemoryPlatform, name: str) -> Any:
    user = get_user_model().objects.create(username=name)
    memory.add_person(user.pk, username=name)
    return user


def test_an_operator_grants_a_manager_one_certification_or_all(memory: MemoryPlatform) -> None:
    one, two = certification("RS5875"), certification("RS5876")
    claire, boss = somebody(memory, "claire"), somebody(memory, "boss")
    memory.make_operator(boss.pk)
    assert not managers.holds(claire.pk)
    granted = managers.grant("claire", one, by=BY, clock=CLOCK)
    with pytest.raises(managers.ManagerThere):
        managers.grant("claire", one, by=BY, clock=CLOCK)
    with pytest.raises(managers.PersonUnknown):
        managers.grant("nobody", one, by=BY, clock=CLOCK)
    with pytest.raises(repertoire.CertificationUnknown):
        managers.grant("claire", uuid4(), by=BY, clock=CLOCK)
    managers.ensure(claire.pk, one)
    with pytest.raises(managers.NotYours):
        managers.ensure(claire.pk, two)
    managers.ensure(boss.pk, two)
    managers.grant("claire", None, by=BY, clock=CLOCK)
    managers.ensure(claire.pk, two)
    assert managers.scope_of(claire.pk) is None
    for view in managers.living():
        managers.end(view.id, by=BY, clock=CLOCK)
    assert not managers.holds(claire.pk)
    assert managers.grant("claire", one, by=BY, clock=CLOCK) != granted


ACTIONS = {
    Role.LEARNER: ("certification.registration.take", "certification.civil_status.own"),
    Role.CERTIFICATION_MANAGER: (
        "certification.sessions.manage", "certification.dossiers.manage",
        "certification.duties.do", "certification.civil_status.read",
        "certification.passages.decide", "certification.passages.deposit",
    ),
    Role.OPERATOR: (
        "certification.repertoire.manage", "certification.managers.grant",
        "certification.covenant.override",
    ),
}  # fmt: skip


def test_who_may_do_what(memory: MemoryPlatform) -> None:
    """Learner, manager, operator: each may what the one before may, and a sponsor none of it."""
    people = [somebody(memory, name) for name in ("lea", "claire", "boss")]
    managers.grant("claire", certification(), by=BY, clock=CLOCK)
    memory.make_operator(people[2].pk)
    for rank, actions in enumerate(ACTIONS.values()):
        for action in actions:
            allowed = [permissions.may(person, action) for person in people]
            assert allowed == [rank <= at for at in range(3)], action
    declared = {name for name in permissions.table() if name.startswith("certification.")}
    assert {name for names in ACTIONS.values() for name in names} <= declared


def test_a_manager_who_leaves_manages_nothing(memory: MemoryPlatform) -> None:
    claire = somebody(memory, "claire")
    managers.grant("claire", certification(), by=BY, clock=CLOCK)
    subject = learners.known_subject(claire.pk)
    assert isinstance(subject, UUID)
    leaving.forget(subject)
    leaving.forget(subject)
    assert not Manager.objects.exists()
    assert not managers.holds(claire.pk)
