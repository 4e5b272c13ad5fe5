"""What do the suite's public events carry?

Frozen payloads that cross the event bus. Every field is a text, a whole number, an instant or a
list of texts, and none has a default: the bus's Avro reader drops a falsy value (0, '', an empty
list) of a field that has one. This file keeps its annotations as types, not as strings, because
the bus reads them. Nothing here names a person: ``subject`` is the random identifier that
``agir_platform.learners`` maps to a platform user, and that retirement makes mean nobody.
"""

from datetime import datetime

import attr


@attr.s(frozen=True, auto_attribs=True)
class CompetencyEvidenceData:
    """One piece of evidence entered the ledger.

    ``subject`` and each of ``competencies`` are UUIDs in text. ``course_key`` and ``object_key``
    are opaque keys in text. ``kind`` is ``problem_score`` or ``subsection_grade``.
    ``occurred_at`` is aware and in UTC: when it happened, not when it was heard.
    """

    subject: str
    course_key: str
    object_key: str
    kind: str
    competencies: list[str]
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class CompetencyStandingData:
    """All competencies of one learner whose status changed the same way by one fact.

    ``subject`` and each of ``competencies`` (1 or more) are UUIDs in text. ``occurred_at`` is
    aware and in UTC.
    """

    subject: str
    competencies: list[str]
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class BadgeData:
    """One badge of one learner was awarded or withdrawn.

    ``subject`` is a UUID in text, ``badge`` the rule's stable name, ``rule_version`` the version
    of the rule it was judged by (1 or more). ``occurred_at`` is aware and in UTC.
    """

    subject: str
    badge: str
    rule_version: int
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class CallData:
    """A call for initiatives on a theme that nobody teaches opened, was answered, or closed.

    ``call`` is a UUID in text, ``theme`` the id of the theme (``agir:environment``), ``state``
    ``open``, ``answered`` or ``closed``. ``occurred_at`` is aware and in UTC.
    """

    call: str
    theme: str
    state: str
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class PledgeData:
    """An organisation pledged to a campaign.

    ``pledge`` and ``campaign`` are UUIDs in text, ``course_key`` is '' while the course is to be
    made. ``amount_minor`` is in the smallest unit of ``currency`` (ISO 4217).
    """

    pledge: str
    campaign: str
    course_key: str
    amount_minor: int
    currency: str
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class CampaignData:
    """A campaign reached what it needed and closed.

    ``campaign`` is a UUID in text, ``course_key`` '' while the course is to be made.
    ``raised_minor`` is in the smallest unit of ``currency`` (ISO 4217).
    """

    campaign: str
    course_key: str
    raised_minor: int
    currency: str
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class SeatData:
    """A certification fee of one learner was taken on, or is no longer paid, by a pool.

    ``claim``, ``subject`` and ``registration`` are UUIDs in text. Who pays is not told.
    """

    claim: str
    subject: str
    registration: str
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class RegistrationData:
    """A registration for a certification session changed its state.

    ``registration``, ``session`` and ``subject`` are UUIDs in text, ``certification`` a code of the
    repertoires (``RS5875``, ``RNCP34762``), ``state`` one of
    ``agir_platform.ports.RegistrationState``.
    """

    registration: str
    session: str
    subject: str
    certification: str
    state: str
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class DossierData:
    """A CPF dossier changed its state; ``state`` is a word of the life cycle (``inTraining``).

    ``dossier``, ``registration`` and ``subject`` are UUIDs in text; ``registration`` is '' while
    the dossier belongs to none.
    """

    dossier: str
    registration: str
    subject: str
    state: str
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class JuryDecisionData:
    """A named person recorded what a jury decided of one passage.

    ``passage``, ``registration`` and ``subject`` are UUIDs in text; ``decision`` is ``obtained``,
    ``partly_obtained`` or ``not_obtained``; ``blocs`` are the codes of the blocs obtained.
    """

    passage: str
    registration: str
    subject: str
    certification: str
    decision: str
    blocs: list[str]
    occurred_at: datetime


@attr.s(frozen=True, auto_attribs=True)
class PassageData:
    """A passage left for the Caisse des Dépôts in a deposit file, or the return file spoke of it.

    ``passage`` and ``batch`` are UUIDs in text; ``outcome`` is ``transmitted``, ``accepted`` or
    ``refused``. No civil status is carried.
    """

    passage: str
    batch: str
    outcome: str
    occurred_at: datetime
