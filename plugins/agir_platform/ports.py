"""What does Agir need from a learning platform?

These Protocols and frozen records, and nothing else. Three implementations pass one contract
suite (``agir_platform.contract``): ``openedx`` (the real platform), ``memory`` (unit tests) and
the embedded host's. Keys are strings in their canonical form, instants are aware and in UTC,
figures are ``Decimal``. Nothing here imports a framework.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable

from agir_kernel.errors import DomainError


class CourseUnknown(DomainError):
    """The platform has no such course."""

    code: ClassVar[str] = "course_unknown"


class ScoreCause(StrEnum):
    """Why a score changed. Only an attempt is the learner's own doing."""

    ATTEMPT = "attempt"
    REGRADE = "regrade"
    OVERRIDE = "override"
    RESET = "reset"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Score:
    """A score of one learner on one scored block or one subsection.

    ``usage_key`` names the problem or the subsection. ``earned`` and ``possible`` are weighted
    points, or both ``None`` when the score was taken away (reset, deletion). ``user_id`` may be
    ``None`` for an anonymous visitor: callers drop it. ``kind`` is ``problem_score``,
    ``subsection_grade``, or, of one ``part`` of the block, ``ora_criterion`` (its name) or
    ``lti_lineitem`` (its tag or resource id); ``part`` is '' for a block's own score.
    ``peer_outcome`` is what peers alone concluded of a whole response, told as a part is.
    """

    user_id: int | None
    course_key: str
    usage_key: str
    kind: str
    earned: Decimal | None
    possible: Decimal | None
    cause: ScoreCause
    occurred_at: datetime
    part: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """Presence of a learner at a block: ``share`` 0 to 1 inclusive. It proves no skill."""

    user_id: int
    course_key: str
    usage_key: str
    share: Decimal
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class TagsChanged:
    """The tags of one object (a usage key or a course key) changed; it does not say which."""

    object_key: str


@dataclass(frozen=True, slots=True)
class CourseRerun:
    """A course was copied from ``source`` to ``destination`` (course keys)."""

    source: str
    destination: str


@dataclass(frozen=True, slots=True)
class CoursePublished:
    """The content of a course changed for learners."""

    course_key: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who a platform user is. ``language`` is a code such as ``fr``, or '' when unknown."""

    user_id: int
    username: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach and call a platform user: both '' when unknown, anonymous or retired.

    ``name`` is the full name they gave, or '': never the username. It stays out of every repr
    and log, as the address does. ``is_confirmed``: the person has shown that the address is theirs.
    """

    email: str = field(repr=False)
    name: str = field(repr=False)
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One learner in one course; ``mode`` is the platform's word (``audit``, ``honor``)."""

    user_id: int
    course_key: str
    mode: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a course. ``parent`` is ``None`` for the course root only.

    ``is_scored``: answering it yields a score. ``level`` is ``course``, ``section``,
    ``subsection``, ``unit`` or ``leaf``.
    """

    usage_key: str
    block_type: str
    title: str
    parent: str | None
    is_scored: bool
    level: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A course as its blocks in reading order, root first."""

    course_key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to enrol: the platform's word (``audit``, ``honor``, ``verified``) and its price.

    ``price_minor`` is in the currency's smallest unit, 0 for a free track; ``currency`` is an
    ISO 4217 code, '' where a free track names none. After ``expires_at`` nobody enters it.
    """

    slug: str
    price_minor: int
    currency: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What the platform says of a course. ``None`` and '' are unknown or unset, never "no".

    ``languages`` are the platform's own codes, ``licence`` its own string (``creative-commons:
    ver=4.0 BY SA``). ``image_url`` and ``about_url`` are whole addresses or paths of the site.
    ``visibility`` is ``private``, ``public_outline``, ``public`` or ''. ``modes`` is empty where
    the platform cannot tell; a course for which nobody set one has the platform's default.
    ``gates_content``: who does not pay sees less; ``limits_duration``: and not as long.
    ``is_listed``: shown to everybody in the platform's own catalogue.
    """

    course_key: str
    title: str
    summary: str = ""
    languages: tuple[str, ...] = ()
    image_url: str = ""
    about_url: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    enrolment_opens_at: datetime | None = None
    enrolment_closes_at: datetime | None = None
    modes: tuple[Mode, ...] = ()
    visibility: str = ""
    licence: str = ""
    organisation: str = ""
    is_self_paced: bool | None = None
    gates_content: bool | None = None
    limits_duration: bool | None = None
    is_listed: bool | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Openness:
    """What a course gives to who does not sign up, or reads with their ears or eyes alone.

    Counts of published units and videos; ``None`` is unknown. A unit is public when every block
    in it has a view for visitors. ``asked_at_sign_up`` are the fields that the site's sign-up
    form makes everybody fill in, by the platform's own names.
    """

    units: int | None = None
    public_units: int | None = None
    videos: int | None = None
    videos_with_transcript: int | None = None
    asked_at_sign_up: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ScorePage:
    """Some stored scores in a stable order.

    ``position`` resumes after the last row read. It is '' only when nothing was left to read:
    whoever keeps a watermark then keeps the one they had. A page may hold fewer scores than were
    asked for and still not be the last.
    """

    scores: tuple[Score, ...]
    position: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Of which organisations a face of the platform lists courses.

    ``only``: of these and no other; empty where the face names none. ``without``: of all but
    these, which other faces name; empty where ``only`` is not.
    """

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def has(self, organisation: str) -> bool:
        """Tell whether what this organisation gives is listed; '' is the operator's own."""
        return organisation in self.only if self.only else organisation not in self.without


class Sites(Protocol):
    """Which faces does the platform have? Several sites may stand on one installation.

    Addresses are roots such as ``https://north.example``, without a final slash; '' where the
    platform does not say one.
    """

    def url_here(self) -> str:
        """Return the address of the site that answers the present request.

        '' where no request is being answered: a job, a command, a worker.
        """
        ...

    def url_of(self, organisation: str) -> str:
        """Return the address of the site that names the organisation as its own."""
        ...

    def listed_here(self) -> Listed:
        """Return what the platform's own lists show to the present request.

        Without a request: what the site shows that names no organisation.
        """
        ...


class People(Protocol):
    """Who somebody is."""

    def person(self, user_id: int) -> Person | None:
        """Return the person, or ``None`` when unknown, anonymous or retired."""
        ...

    def persons(self, user_ids: Iterable[int]) -> dict[int, Person]:
        """Return those who are known and not retired. At most two statements."""
        ...

    def find(self, name: str) -> Person | None:
        """Return who has exactly this username or e-mail address, never by a part of it.

        ``None`` for nobody and for the retired. A username goes before an address.
        """
        ...

    def contact(self, user_id: int) -> Contact:
        """Return how to reach and call the person; both '' when unknown or retired."""
        ...

    def contacts(self, user_ids: Iterable[int]) -> dict[int, Contact]:
        """Return the contacts of those who are known and not retired. One statement."""
        ...


class Enrolments(Protocol):
    """Who learns where."""

    def of_learner(self, user_id: int) -> tuple[Enrolment, ...]:
        """Return the active enrolments of a learner, by course key."""
        ...

    def is_enrolled(self, user_id: int, course_key: str) -> bool:
        """Tell whether the learner has an active enrolment."""
        ...

    def of_course(self, course_key: str, after: int, limit: int) -> tuple[int, ...]:
        """Return ids of users enrolled in a course, active or not any more, above ``after``.

        At most ``limit``, in ascending order, retired users left out. One statement. Empty for
        an unknown course.
        """
        ...

    def team_of(self, course_key: str) -> frozenset[int]:
        """Return ids of who tries the course out: its team, beta testers and operators."""
        ...

    def passed(self, course_key: str, user_ids: Iterable[int]) -> frozenset[int]:
        """Return who of these passed the course, as the platform's own grade says."""
        ...


@dataclass(frozen=True, slots=True)
class CourseSetup:
    """What a course's team chose in its advanced settings.

    ``blocks``: kinds of block that authors may add beyond the platform's common ones, each once,
    in the course's own order. ``has_completion_chart``: whether the Progress tab begins with the
    chart of what was completed.
    """

    blocks: tuple[str, ...] = ()
    has_completion_chart: bool = True


class Courses(Protocol):
    """What a course is made of."""

    def outline(self, course_key: str) -> Outline:
        """Return the published outline; raise ``CourseUnknown``."""
        ...

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all courses, sorted."""
        ...

    def level_of(self, object_key: str) -> Block | None:
        """Return the block an object key names (a course key gives its root), or ``None``."""
        ...

    def titles(self, usage_keys: Iterable[str]) -> dict[str, str]:
        """Return display names of the blocks that exist, in a constant number of queries."""
        ...

    def families(self, usage_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return, for those that are copies, their original and its other copies, oldest first.

        In at most two statements. A copy of a library's block has the library's key first; blocks
        that are no copies, and platforms that do not tell, are absent.
        """
        ...

    def url_of(self, usage_key: str) -> str:
        """Return the address at which a learner meets the block."""
        ...

    def facts(self, course_key: str) -> CourseFacts | None:
        """Return what is said of a course, ``None`` for no course. What ``facts_of`` says."""
        ...

    def facts_of(self, course_keys: Iterable[str]) -> dict[str, CourseFacts]:
        """Return what is said of these courses; unknown keys are absent.

        At most two statements, and what the platform reads of each course's own settings.
        """
        ...

    def visible_to(self, course_key: str, mode: str) -> frozenset[str] | None:
        """Return the keys of the blocks that a learner of this mode is shown now.

        Asked of the platform for somebody who is enrolled so and has no other right; nobody is
        left behind. ``None``: no such course, or the platform cannot tell. Not for a page.
        """
        ...

    def openness(self, course_key: str) -> Openness | None:
        """Return what the course gives without an account; ``None`` for no course. Not for a page.

        Reads the course's blocks.
        """
        ...

    def setup(self, course_key: str) -> CourseSetup:
        """Return what the course's team chose; raise ``CourseUnknown``."""
        ...

    def set_up(self, course_key: str, setup: CourseSetup) -> None:
        """Write it, as the course's team would in Studio; raise ``CourseUnknown``.

        Writing what stands there already changes nothing.
        """
        ...


class Scores(Protocol):
    """Scores already stored, for reconciliation and for a previewed backfill."""

    def changed_after(self, position: str, limit: int) -> ScorePage:
        """Return stored problem scores and subsection grades after ``position`` ('' = first)."""
        ...

    def of_course(
        self, course_key: str, usage_keys: Iterable[str], position: str, limit: int
    ) -> ScorePage:
        """Return stored scores of these blocks after ``position`` ('' = first)."""
        ...


class Access(Protocol):
    """The authorisation question, asked in one place."""

    def is_operator(self, user_id: int | None) -> bool:
        """Tell whether the user runs the site."""
        ...

    def is_course_staff(self, user_id: int | None, course_key: str) -> bool:
        """Tell whether the user is in the course team (operators are)."""
        ...


class Taxonomies(Protocol):
    """Which organisations see a taxonomy in Studio's drawer; the tags are not its business."""

    def offer_to_all(self, taxonomy_id: int) -> None:
        """Show the taxonomy to the authors of every organisation. Idempotent."""
        ...


@runtime_checkable
class Subscriptions(Protocol):
    """What the platform says as it happens.

    A receiver must not raise; it is called in the process and transaction of the change.
    Subscribing the same receiver twice is once.
    """

    def on_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear problem scores and subsection grades."""
        ...

    def on_part_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear scores of criteria of open responses, of line items of LTI tools, and of peers.

        Silent where the platform does not say them; the block's own score is heard in any case.
        """
        ...

    def on_completion(self, receiver: Callable[[Completion], None]) -> None:
        """Hear block completions, which may fall to 0."""
        ...

    def on_tags(self, receiver: Callable[[TagsChanged], None]) -> None:
        """Hear that tags of an object changed."""
        ...

    def on_rerun(self, receiver: Callable[[CourseRerun], None]) -> None:
        """Hear that a course was copied; silent where the platform does not say it."""
        ...

    def on_publish(self, receiver: Callable[[CoursePublished], None]) -> None:
        """Hear that a course was published."""
        ...

    def on_retirement(self, receiver: Callable[[int], None]) -> None:
        """Hear the id of a user who is being retired."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one criterion of the free-track covenant.

    ``criterion`` is ``O1`` to ``O12``, ``verdict`` is ``pass``, ``fail`` or ``unknown``,
    ``evidence`` a sentence that says by what, in the language of the moment. ``checked_at`` is
    ``None`` where nobody looked yet.
    """

    criterion: str
    verdict: str
    evidence: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class CovenantVerdict:
    """Whether a course keeps the free-track covenant, and each check behind it, by criterion.

    ``passes`` when every guard (O1 to O4) passes, or while an operator's override holds:
    ``override`` is then the operator's reason, else ''. A criterion that is unknown passes
    nothing.
    """

    passes: bool
    checks: tuple[Check, ...]
    override: str = ""


class CourseCovenant(Protocol):
    """Who knows whether a course stays free: registered with ``agir_platform.covenants``."""

    def verdict(self, course_key: str) -> CovenantVerdict:
        """Return the verdict; raise ``CourseUnknown``. At most ten statements."""
        ...


@dataclass(frozen=True, slots=True)
class CourseSponsor:
    """Who pays for a course that stays free: an organisation whose name was verified.

    ``logo_url`` is an address of this site, or ''. ``since`` and ``until`` are the period;
    ``until`` is ``None`` while it lasts.
    """

    name: str
    url: str
    logo_url: str
    logo_alt: str
    since: datetime
    until: datetime | None


class CourseSponsors(Protocol):
    """Who knows the sponsors of a course: registered with ``agir_platform.sponsors``."""

    def of(self, course_key: str) -> tuple[CourseSponsor, ...]:
        """Return the sponsors shown now, in a steady order that ranks nobody."""
        ...


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme that a form may offer (``sdg:13``), with its name and its scheme's."""

    theme: str
    name: str
    scheme: str


class CourseThemes(Protocol):
    """Who knows what courses are about: registered with ``agir_platform.themes``."""

    def named(self) -> tuple[ThemeName, ...]:
        """Return the themes that courses are counted among, named in the reader's language."""
        ...

    def about(self, course_keys: Iterable[str]) -> frozenset[str]:
        """Return the ids of all themes (``sdg:13``) of these courses, wider ones too."""
        ...


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call for initiatives: what a campaign may say it pays for. ``call`` is a UUID in text."""

    call: str
    title: str
    url: str
    is_open: bool


class Calls(Protocol):
    """Who knows the calls for initiatives: registered with ``agir_platform.calls``."""

    def every(self) -> tuple[CallFacts, ...]:
        """Return all calls, open ones first, titles in the language of the reader."""
        ...


@dataclass(frozen=True, slots=True)
class CallCampaign:
    """A public campaign that asks money for a call.

    ``state_word`` and ``progress`` ("1,200 € of 5,000 €") are in the language of the reader.
    """

    title: str
    url: str
    state_word: str
    is_open: bool
    progress: str


class CallFunding(Protocol):
    """Who knows the campaigns for a call: registered with ``agir_platform.calls``."""

    def of_call(self, call: str) -> tuple[CallCampaign, ...]:
        """Return the public campaigns for a call, open ones first."""
        ...

    def begin_url(self, call: str) -> str:
        """Return the page on which an operator plans a campaign for the call, '' for none."""
        ...


class RegistrationState(StrEnum):
    """Where a registration for a certification session stands.

    ``HELD``: a place is kept for a while; ``CONFIRMED``: the person is registered; ``ENDED``: the
    session took place; ``LAPSED``: the place was given back (cancelled, refused, expired).
    """

    HELD = "held"
    CONFIRMED = "confirmed"
    ENDED = "ended"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """What whoever pays for a registration may know of it; ``fee_minor`` in the smallest unit.

    ``funding`` is ``cpf``, ``seat``, ``solidarity``, ``employer``, ``self`` or ``free``.
    """

    registration: str
    subject: str
    course_keys: tuple[str, ...]
    state: RegistrationState
    funding: str
    fee_minor: int
    currency: str


class Registrations(Protocol):
    """Who knows registrations for certification: see ``agir_platform.registrations``."""

    def facts(self, registrations: Iterable[str]) -> dict[str, RegistrationFacts]:
        """Return what is known by the registration's UUID in text; the unknown are left out."""
        ...


@dataclass(frozen=True, slots=True)
class CertificationOffer:
    """What a recognised certification reached through a course costs: tutoring, exam and jury.

    ``price_minor`` is the lowest price of a session that can be joined, in the smallest unit.
    """

    certification: str
    title: str
    price_minor: int
    currency: str
    url: str


class CourseCertifications(Protocol):
    """Who knows certifications of a course: registered with ``agir_platform.registrations``."""

    def offers(self, course_key: str) -> tuple[CertificationOffer, ...]:
        """Return what can be registered for now, cheapest first."""
        ...


@dataclass(frozen=True, slots=True)
class HandedBadge:
    """A badge as somebody brings it: one of a text, a file's bytes and an address.

    ``again``: it was brought before, and a job looks at it anew.
    """

    text: str = ""
    file: bytes = b""
    link: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class ForeignBadge:
    """What was found of a badge that somebody else issued.

    ``code`` is ``valid``, or why it is not; ``cannot_tell``: somebody could not be asked, and it
    may be valid. ``document`` is the badge as it was sealed (JSON or a token), ``key`` the 32 bytes
    that verified it, empty for another kind of key. ``holder`` is ``own``, ``other``,
    ``unproven`` where it names its holder in a way that nobody here can check, or ``unconfirmed``
    where the user has not shown yet that their own address is theirs. ``targets`` are the
    addresses of the competencies it is aligned to.
    """

    code: str
    cannot_tell: bool
    facts: Mapping[str, object]
    document: str
    credential: str
    achievement: str
    name: str
    issuer: str
    key: bytes
    holder: str
    targets: tuple[str, ...]


class BadgeReader(Protocol):
    """Who reads badges of others: registered with ``agir_platform.foreign_badges``."""

    def read(
        self,
        handed: HandedBadge,
        user_id: int,
        keys_of: Callable[[str], Mapping[str, bytes] | None],
    ) -> ForeignBadge:
        """Return what a badge is; see ``agir_platform.foreign_badges.read``."""
        ...

    def told(self, code: str, facts: Mapping[str, object]) -> str:
        """Return the sentence of a refusal or a verdict, in the active language."""
        ...


class Platform(Protocol):
    """The door: one attribute a port."""

    people: People
    enrolments: Enrolments
    courses: Courses
    scores: Scores
    access: Access
    taxonomies: Taxonomies
    sites: Sites
    subscriptions: Subscriptions
