"""Who makes a course is one record: written by its team, agreed to by each institution."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest

from agir_catalogue.api import coproduction, leaving, notices
from agir_catalogue.api.coproduction import (
    CoproductionMoved,
    InstitutionKnown,
    InstitutionUnknown,
    InvitationsTooMany,
    InvitationUnknown,
    LastSteward,
    Line,
    MemberUnknown,
    NotOfInstitution,
    SharesExceeded,
    TermsMoved,
    Told,
)
from agir_catalogue.coproduction import invitations
from agir_catalogue.federation import moochub, words
from agir_catalogue.models import Change, CoproductionVersion, InstitutionInvitation
from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.ports import CourseUnknown, Mode
from agir_platform.select import platform

pytestmark = pytest.mark.django_db
NOW = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
KEY = "course-v1:Agir+Together+2026"


@pytest.fixture
def memory(settings: Any) -> MemoryPlatform:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    found: Any = platform()
    found.add_course(KEY)
    found.say_of(KEY, is_listed=True, modes=(Mode("audit", 0, ""),), organisation="Agir")
    return found


def person(memory: MemoryPlatform, number: int, name: str) -> int:
    memory.add_person(number, username=name)
    return number


@pytest.fixture
def ada(memory: MemoryPlatform) -> int:
    return person(memory, 71, "ada")


@pytest.fixture
def bob(memory: MemoryPlatform) -> int:
    return person(memory, 72, "bob")


@pytest.fixture
def lyon(ada: int) -> coproduction.House:
    return coproduction.add(
        Told("Université de Lyon", "https://lyon.example"), steward="ada", clock=NOW
    )


@pytest.fixture
def ghent(bob: int) -> coproduction.House:
    return coproduction.add(Told("UGent", ror="00cv9y106"), steward="bob", clock=NOW)


def makers() -> list[tuple[str, str, Fraction | None]]:
    found = notices.notice(KEY)
    assert found is not None
    return [(one.name, one.role, one.share) for one in found.institutions]


def yes(house: coproduction.House, by: int) -> None:
    part = coproduction.record(KEY).parts[house.id]
    coproduction.answer(house.id, KEY, part.terms, is_accepted=True, by=by, clock=NOW)


def test_a_share_counts_once_its_institution_agreed(
    ada: int, bob: int, lyon: coproduction.House, ghent: coproduction.House
) -> None:
    notices.refresh([KEY])
    assert makers() == [("Agir", "lead", None)]  # the platform's word, until somebody says more
    lines = [Line(lyon.id, "lead", Fraction(2, 3)), Line(ghent.id, "author", Fraction(1, 3))]
    assert coproduction.save(KEY, lines, read=0, by=ada, clock=NOW) == 1
    assert makers() == [("Agir", "lead", None)]
    yes(lyon, ada)
    assert makers() == [("Université de Lyon", "lead", Fraction(2, 3))]
    yes(ghent, bob)
    assert makers()[1] == ("UGent", "author", Fraction(1, 3))


def test_what_is_agreed_reaches_feed_and_change_log(ada: int, lyon: coproduction.House) -> None:
    notices.refresh([KEY])
    before = Change.objects.get().cursor
    coproduction.save(KEY, [Line(lyon.id, "lead")], read=0, by=ada, clock=NOW)
    assert Change.objects.get().cursor == before  # nobody agreed: nothing public changed
    yes(lyon, ada)
    assert Change.objects.get().cursor == before + 1
    found = notices.notice(KEY)
    assert found is not None
    record = moochub.resource(found, words.operator())
    creators = record["attributes"]["creator"]
    assert [one["name"] for one in creators] == ["Université de Lyon"]


def test_other_terms_are_asked_anew_and_an_undo_brings_the_word_back(
    ada: int, bob: int, lyon: coproduction.House, ghent: coproduction.House
) -> None:
    lines = [Line(lyon.id, "lead", Fraction(1, 2)), Line(ghent.id, "author", Fraction(1, 4))]
    coproduction.save(KEY, lines, read=0, by=ada, clock=NOW)
    yes(lyon, ada)
    yes(ghent, bob)
    more = [lines[0], Line(ghent.id, "author", Fraction(1, 2))]
    assert coproduction.save(KEY, more, read=1, by=ada, clock=NOW) == 2
    assert [one[0] for one in makers()] == ["Université de Lyon"]
    assert coproduction.undo(KEY, read=2, by=ada, clock=NOW) == 3
    assert [one[2] for one in makers()] == [Fraction(1, 2), Fraction(1, 4)]
    assert coproduction.undo(KEY, read=3, by=ada, clock=NOW) == 4  # and done again
    assert coproduction.record(KEY).lines[1].share == Fraction(1, 2)


def test_nothing_is_written_of_what_is_refused(
    ada: int, bob: int, lyon: coproduction.House, ghent: coproduction.House
) -> None:
    line = Line(lyon.id, "lead", Fraction(3, 4))
    coproduction.save(KEY, [line], read=0, by=ada, clock=NOW)
    over = [line, Line(ghent.id, "author", Fraction(1, 2))]
    with pytest.raises(SharesExceeded):
        coproduction.save(KEY, over, read=1, by=ada, clock=NOW)
    with pytest.raises(CoproductionMoved):
        coproduction.save(KEY, [], read=0, by=ada, clock=NOW)
    assert coproduction.save(KEY, [line], read=1, by=ada, clock=NOW) == 1  # the same is no version
    with pytest.raises(CourseUnknown):
        coproduction.save("course-v1:A+No+1", [line], read=0, by=ada, clock=NOW)
    assert CoproductionVersion.objects.count() == 1
    terms = coproduction.record(KEY).parts[lyon.id].terms
    with pytest.raises(NotOfInstitution):  # nobody answers for another institution
        coproduction.answer(lyon.id, KEY, terms, is_accepted=True, by=bob, clock=NOW)
    with pytest.raises(TermsMoved):
        coproduction.answer(lyon.id, KEY, "lead:1/4", is_accepted=True, by=ada, clock=NOW)


def test_an_institution_sees_its_own_courses(
    ada: int, lyon: coproduction.House, ghent: coproduction.House
) -> None:
    coproduction.save(
        KEY, [Line(lyon.id, "lead"), Line(ghent.id, "host")], read=0, by=ada, clock=NOW
    )
    (part,) = coproduction.parts_of(ghent.id)
    assert (part.course_key, part.answer) == (KEY, None)
    assert [one.role for one in part.lines] == ["host"]


def test_members_are_let_in_and_a_steward_stays(
    ada: int, bob: int, lyon: coproduction.House
) -> None:
    with pytest.raises(MemberUnknown):
        coproduction.add_member(lyon.id, "nobody", "contributor")
    with pytest.raises(LastSteward):
        coproduction.set_role(lyon.id, learners.subject_of(ada), "contributor", by=ada)
    coproduction.add_member(lyon.id, "bob", "contributor", clock=NOW)
    assert coproduction.role_of(lyon.id, bob) == "contributor"
    with pytest.raises(NotOfInstitution):  # a contributor changes no member …
        coproduction.remove_member(lyon.id, learners.subject_of(ada), by=bob)
    with pytest.raises(NotOfInstitution):
        coproduction.set_role(lyon.id, learners.subject_of(bob), "steward", by=bob)
    with pytest.raises(LastSteward):
        coproduction.remove_member(lyon.id, learners.subject_of(ada), by=ada)
    with pytest.raises(LastSteward):
        coproduction.add_member(lyon.id, "ada", "contributor")
    coproduction.remove_member(lyon.id, learners.subject_of(bob), by=bob)  # … but may leave
    assert coproduction.role_of(lyon.id, bob) == ""
    with pytest.raises(MemberUnknown):
        coproduction.set_role(lyon.id, learners.subject_of(bob), "steward", by=ada)


def test_a_steward_hands_over(ada: int, bob: int, lyon: coproduction.House) -> None:
    coproduction.add_member(lyon.id, "bob", "contributor", clock=NOW)
    coproduction.set_role(lyon.id, learners.subject_of(bob), "steward", by=ada)
    coproduction.remove_member(lyon.id, learners.subject_of(ada), by=ada)
    assert [one.role for one in coproduction.members(lyon.id)] == ["steward"]
    coproduction.remove_member(lyon.id, learners.subject_of(bob), by=bob)  # nobody is left
    assert coproduction.members(lyon.id) == []


def test_a_link_makes_one_person_a_member_once(
    ada: int, bob: int, lyon: coproduction.House
) -> None:
    with pytest.raises(NotOfInstitution):
        coproduction.invite(lyon.id, "steward", by=bob, clock=NOW)
    secret = coproduction.invite(lyon.id, "contributor", by=ada, clock=NOW)
    assert secret not in InstitutionInvitation.objects.get().secret_hash
    house, role = coproduction.invited(secret, clock=NOW)
    assert (house.id, role) == (lyon.id, "contributor")
    assert coproduction.join(secret, by=bob, clock=NOW) == lyon.id
    assert coproduction.role_of(lyon.id, bob) == "contributor"
    with pytest.raises(InvitationUnknown):
        coproduction.join(secret, by=ada, clock=NOW)
    again = coproduction.invite(lyon.id, "contributor", by=ada, clock=NOW)
    coproduction.join(again, by=ada, clock=NOW)  # it raises, it never lowers
    assert coproduction.role_of(lyon.id, ada) == "steward"


def test_a_link_ends_by_its_date_by_its_maker_and_with_a_steward(
    ada: int, bob: int, lyon: coproduction.House
) -> None:
    late = FixedClock(NOW.now() + invitations.LASTS)
    old = coproduction.invite(lyon.id, "contributor", by=ada, clock=NOW)
    with pytest.raises(InvitationUnknown):
        coproduction.join(old, by=bob, clock=late)
    assert coproduction.invitations_of(lyon.id, clock=late) == []
    taken = coproduction.invite(lyon.id, "contributor", by=ada, clock=late)  # sweeps the old one
    (waiting,) = coproduction.invitations_of(lyon.id, clock=late)
    coproduction.withdraw(lyon.id, waiting.id, by=ada)
    with pytest.raises(InvitationUnknown):
        coproduction.invited(taken, clock=late)
    coproduction.add_member(lyon.id, "bob", "steward", clock=NOW)
    kept = coproduction.invite(lyon.id, "steward", by=bob, clock=NOW)
    coproduction.remove_member(lyon.id, learners.subject_of(bob), by=ada)
    with pytest.raises(InvitationUnknown):  # who is out does not come back by their own link
        coproduction.join(kept, by=bob, clock=NOW)


@pytest.mark.parametrize("leaves", ["demoted", "retired"])
def test_the_links_of_a_steward_who_is_none_any_more_end(
    ada: int, bob: int, lyon: coproduction.House, leaves: str
) -> None:
    coproduction.add_member(lyon.id, "bob", "steward", clock=NOW)
    secret = coproduction.invite(lyon.id, "steward", by=bob, clock=NOW)
    subject = learners.subject_of(bob)
    if leaves == "demoted":
        coproduction.set_role(lyon.id, subject, "contributor", by=ada)
    else:
        leaving.forget(subject)
    with pytest.raises(InvitationUnknown):
        coproduction.invited(secret, clock=NOW)


def test_links_that_wait_are_bounded(ada: int, lyon: coproduction.House) -> None:
    for _ in range(invitations.MOST):
        coproduction.invite(lyon.id, "contributor", by=ada, clock=NOW)
    with pytest.raises(InvitationsTooMany):
        coproduction.invite(lyon.id, "contributor", by=ada, clock=NOW)
    with pytest.raises(InstitutionUnknown):
        coproduction.invite(uuid4(), "contributor", by=None, clock=NOW)


def test_one_institution_is_there_once(lyon: coproduction.House, memory: MemoryPlatform) -> None:
    with pytest.raises(InstitutionKnown):
        coproduction.add(Told("universite de lyon"))
    one = coproduction.add(Told("CNRS", ror="02feahw73", siret="73282932000074"))
    with pytest.raises(InstitutionKnown):
        coproduction.add(Told("C.N.R.S. bis", ror="02feahw73"))
    coproduction.add(Told("Without a number"))
    coproduction.add(Told("Without a number either"))
    changed = coproduction.change(one.id, Told("CNRS", "https://cnrs.example"), by=None)
    assert (changed.siret, changed.ror) == ("", "")


def test_an_institution_that_changes_its_name_changes_it_in_its_courses(
    ada: int, lyon: coproduction.House
) -> None:
    coproduction.save(KEY, [Line(lyon.id, "lead")], read=0, by=ada, clock=NOW)
    yes(lyon, ada)
    coproduction.change(lyon.id, Told("Lyon 1"), by=ada)
    assert makers() == [("Lyon 1", "lead", None)]


def test_who_leaves_takes_their_pseudonym_along(ada: int, lyon: coproduction.House) -> None:
    coproduction.save(KEY, [Line(lyon.id, "lead")], read=0, by=ada, clock=NOW)
    yes(lyon, ada)
    subject = learners.subject_of(ada)
    told = leaving.export(subject)["coproduction"]
    assert told["institutions"][0]["role"] == "steward"
    assert told["answers"][0]["accepted"] is True
    leaving.forget(subject)
    assert coproduction.members(lyon.id) == []
    assert makers() == [("Université de Lyon", "lead", None)]  # the word was the institution's
    assert not CoproductionVersion.objects.exclude(by=None).exists()
    assert leaving.export(subject)["coproduction"]["records"] == []


def test_a_record_of_many_costs_what_one_costs(
    ada: int, lyon: coproduction.House, memory: MemoryPlatform, django_assert_max_num_queries: Any
) -> None:
    keys = [f"course-v1:Agir+M{number}+2026" for number in range(8)]
    for key in keys:
        memory.add_course(key)
        memory.say_of(key, is_listed=True)
        coproduction.save(key, [Line(lyon.id, "lead")], read=0, by=ada, clock=NOW)
        terms = coproduction.record(key).parts[lyon.id].terms
        coproduction.answer(lyon.id, key, terms, is_accepted=True, by=ada, clock=NOW)
    with django_assert_max_num_queries(3):
        assert len(coproduction.credits_of(keys)) == 8
    with django_assert_max_num_queries(3):
        assert len(coproduction.parts_of(lyon.id)) == 8
