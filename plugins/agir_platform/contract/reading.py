"""What do the ports promise about what is already there?"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from agir_platform.contract.world import ContractBroken, World, hold, need
from agir_platform.ports import Contact, CourseFacts, CourseUnknown, Outline, Score, ScorePage

NOBODY: Final = 2**40
NO_ORGANISATION: Final = "AgirNoSuchOrganisation"
NOWHERE: Final = "course-v1:Agir+NoSuchCourse+1900"
NO_BLOCK: Final = "block-v1:Agir+NoSuchCourse+1900+type@problem+block@none"
VISIBILITIES: Final = ("", "private", "public_outline", "public")
LEVELS: Final = ("course", "section", "subsection", "unit", "leaf")
KINDS: Final = ("problem_score", "subsection_grade")
MOST_PAGES: Final = 20


def people_are_known_or_none(world: World) -> None:
    """A user has a name and their own id; an id that nobody has gives ``None``."""
    people = world.platform.people
    hold(people.person(NOBODY) is None, "a person was found under an id that nobody has")
    learner = need(world.learner, "a learner")
    person = people.person(learner)
    hold(person is not None and person.user_id == learner, "the learner is not found by their id")
    hold(person and person.username and person.name, "the learner has no name")
    persons = people.persons([learner, NOBODY])
    hold(persons == {learner: people.person(learner)}, "several persons are not each of them")
    hold(people.contact(NOBODY) == Contact("", ""), "nobody has an address or a name")
    contact = people.contact(learner)
    name = person.username if person else ""
    hold(people.find(name) == person, "the learner is not found by their username")
    hold(not contact.email or people.find(contact.email) == person, "nor by their address")
    hold(people.find(name[:-1]) != person and people.find("") is None, "found by a part of a name")
    hold(isinstance(contact, Contact), "the learner has no contact, not even an empty one")
    several = people.contacts([learner, NOBODY])
    hold(several.get(learner, contact) == contact, "several contacts are not those of each")
    hold(NOBODY not in several, "nobody has a contact")
    hold(not contact.email or "@" in contact.email, "an e-mail address has no @")
    hold(contact.email not in repr(contact) or not contact.email, "a repr tells the address")


def enrolments_agree(world: World) -> None:
    """The list of enrolments and the question agree; they are active, each course once."""
    enrolments = world.platform.enrolments
    hold(enrolments.of_learner(NOBODY) == (), "nobody has an enrolment")
    learner = need(world.learner, "a learner")
    own = enrolments.of_learner(learner)
    keys = [row.course_key for row in own]
    hold(keys == sorted(set(keys)), "enrolments are not sorted by course, each once")
    hold(all(row.is_active and row.user_id == learner for row in own), "a row is not theirs")
    hold(all(enrolments.is_enrolled(learner, key) for key in keys), "list and question differ")
    hold(not enrolments.is_enrolled(learner, NOWHERE), "enrolled in a course that is not")
    _a_course_lists_its_learners(world)


def _a_course_lists_its_learners(world: World) -> None:
    """Pages of one and of many give the same ids, ascending, each once; team and passed are ids."""
    enrolments, key = world.platform.enrolments, need(world.course_key, "a course")
    many = enrolments.of_course(key, 0, MOST_PAGES)
    hold(list(many) == sorted(set(many)), "learners are not ascending, each once")
    one_by_one: list[int] = []
    while len(one_by_one) < MOST_PAGES:
        single = enrolments.of_course(key, one_by_one[-1] if one_by_one else 0, 1)
        if not single:
            break
        one_by_one.extend(single)
    hold(tuple(one_by_one) == many, "pages of one give other learners than a page of many")
    hold(enrolments.of_course(key, NOBODY, 5) == (), "a learner beyond the last")
    for nowhere in (NOWHERE, "nonsense", ""):
        hold(enrolments.of_course(nowhere, 0, 5) == (), f"learners of {nowhere!r}")
        hold(enrolments.passed(nowhere, many) == frozenset(), f"{nowhere!r} was passed")
    hold(enrolments.passed(key, []) == frozenset(), "nobody asked, somebody passed")
    hold(enrolments.passed(key, [*many, NOBODY]) <= set(many), "somebody passed who was not asked")
    team = enrolments.team_of(key)
    for member in (world.author, world.operator):
        hold(member is None or member in team, "author or operator are not of the team")
    if world.learner is not None and world.learner not in (world.author, world.operator):
        hold(world.learner not in team, "a learner is of the team")


def courses_are_listed(world: World) -> None:
    """Course keys are sorted, each once, and hold the world's course."""
    keys = world.platform.courses.keys()
    hold(list(keys) == sorted(set(keys)), "course keys are not sorted, each once")
    hold(need(world.course_key, "a course") in keys, "a course is missing from the list")


def an_outline_is_a_tree_in_reading_order(world: World) -> None:
    """The root comes first, a parent before its children, a block once, levels are words."""
    outline = _outline(world)
    root = outline.blocks[0]
    hold(root.parent is None and root.level == "course", "the first block is not the course")
    seen: set[str] = set()
    for block in outline.blocks:
        hold(block.usage_key not in seen, f"{block.usage_key} stands twice in the outline")
        hold(block is root or block.parent in seen, f"{block.usage_key} comes before its parent")
        hold(block.level in LEVELS, f"{block.usage_key} has the level {block.level!r}")
        hold(not block.is_scored or block.level == "leaf", f"{block.usage_key} is scored")
        hold(block.title, f"{block.usage_key} has no title")
        seen.add(block.usage_key)


def an_unknown_course_is_refused(world: World) -> None:
    """An outline of a course that is not, or of nonsense, raises ``CourseUnknown``."""
    for key in (NOWHERE, "nonsense", ""):
        try:
            world.platform.courses.outline(key)
        except CourseUnknown:
            continue
        hold(False, f"an outline was given for {key!r}")


def levels_agree_with_the_outline(world: World) -> None:
    """A block asked by its key is the one of the outline; a course key gives the root."""
    courses, outline = world.platform.courses, _outline(world)
    for block in (*outline.blocks[:5], *outline.blocks[-3:]):
        found = courses.level_of(block.usage_key)
        hold(found is not None and found.level == block.level, f"level of {block.usage_key}")
        hold(found and found.is_scored == block.is_scored, f"is {block.usage_key} scored?")
    root = courses.level_of(outline.course_key)
    hold(root is not None and root.level == "course", "a course key does not give its root")
    for key in (NO_BLOCK, NOWHERE, "nonsense", ""):
        hold(courses.level_of(key) is None, f"{key!r} was found")


def titles_and_addresses_agree_with_the_outline(world: World) -> None:
    """Titles are the outline's, unknown keys are left out, and every block has an address."""
    courses, outline = world.platform.courses, _outline(world)
    asked = [block.usage_key for block in outline.blocks]
    titles = courses.titles([*asked, NO_BLOCK, "nonsense"])
    hold(titles == {block.usage_key: block.title for block in outline.blocks}, "titles differ")
    hold(courses.titles([]) == {}, "no key, yet a title")
    leaf = outline.blocks[-1].usage_key
    hold(courses.url_of(leaf), f"{leaf} has no address")
    _families_are_of_copies(world, asked)


def _families_are_of_copies(world: World, asked: list[str]) -> None:
    """A copy has an original and is not among its own relatives; the others are absent."""
    families = world.platform.courses.families([*asked, NO_BLOCK, "nonsense"])
    hold(families.keys() <= set(asked), "a family of a block that nobody asked for")
    for key, family in families.items():
        hold(family and family[0], "a copy without an original")
        hold(key not in family, "a copy of itself")


def a_course_says_what_it_is(world: World) -> None:
    """Facts name their course, one by one as all at once; nonsense has none."""
    courses, key = world.platform.courses, need(world.course_key, "a course")
    facts = courses.facts(key)
    if facts is None:
        raise ContractBroken("a course of the list says nothing of itself")
    several = courses.facts_of([key, NOWHERE, "nonsense", ""])
    hold(several == {key: facts}, "several courses do not say what each says")
    hold(courses.facts_of([]) == {}, "no course asked, yet something said")
    for nowhere in (NOWHERE, "nonsense", ""):
        hold(courses.facts(nowhere) is None, f"{nowhere!r} says something of itself")
    hold(facts.course_key == key and facts.title, "a course has another key, or no title")
    hold(facts.visibility in VISIBILITIES, f"a course is {facts.visibility!r}")
    hold(len({mode.slug for mode in facts.modes}) == len(facts.modes), "a mode stands twice")
    for mode in facts.modes:
        hold(type(mode.price_minor) is int and mode.price_minor >= 0, "a price is no whole amount")
        hold(mode.currency.isupper() if mode.currency else not mode.price_minor, "no currency")
    for instant in _instants_of(facts):
        hold(instant is None or instant.utcoffset() == timedelta(0), "an instant is not in UTC")
    _a_course_tells_its_setup(world)


def _a_course_tells_its_setup(world: World) -> None:
    """Kinds of block are told each once; a course that is not has no setup."""
    courses = world.platform.courses
    found = courses.setup(need(world.course_key, "a course"))
    hold(len(set(found.blocks)) == len(found.blocks), "a kind of block is told twice")
    hold(all(found.blocks), "a kind of block has no name")
    try:
        courses.setup(NOWHERE)
    except CourseUnknown:
        return
    raise ContractBroken("a course that is not has a setup")


def what_is_shown_is_of_the_outline(world: World) -> None:
    """A learner of a mode is shown blocks of the course, and leaves no trace; counts agree."""
    courses, key = world.platform.courses, need(world.course_key, "a course")
    for nowhere in (NOWHERE, "nonsense", ""):
        hold(courses.visible_to(nowhere, "honor") is None, f"{nowhere!r} shows something")
        hold(courses.openness(nowhere) is None, f"{nowhere!r} is open")
    learners = world.platform.enrolments.of_course(key, 0, MOST_PAGES)
    shown = courses.visible_to(key, "honor")
    blocks = {block.usage_key for block in _outline(world).blocks}
    hold(shown is None or shown <= blocks, "a learner is shown what the course does not have")
    hold(
        world.platform.enrolments.of_course(key, 0, MOST_PAGES) == learners,
        "who looked stays enrolled",
    )
    openness = courses.openness(key)
    hold(openness is not None, "a course says nothing of how open it is")
    for part, whole in (("public_units", "units"), ("videos_with_transcript", "videos")):
        some, all_ = getattr(openness, part), getattr(openness, whole)
        hold(some is None or all_ is None or 0 <= some <= all_, f"more {part} than {whole}")


def _instants_of(facts: CourseFacts) -> tuple[datetime | None, ...]:
    return (
        facts.starts_at,
        facts.ends_at,
        facts.enrolment_opens_at,
        facts.enrolment_closes_at,
        facts.modified_at,
        *(mode.expires_at for mode in facts.modes),
    )


def stored_scores_read_the_same_by_any_page(world: World) -> None:
    """Pages of one and pages of many give the same stream; an empty page ends it with ''."""
    scores = world.platform.scores
    page = scores.changed_after("", MOST_PAGES)
    one_by_one: list[Score] = []
    position = ""
    for _ in range(MOST_PAGES):
        single = scores.changed_after(position, 1)
        one_by_one.extend(single.scores)
        if not single.position:
            hold(single.scores == (), "a page with scores has no position")
            break
        hold(single.position != position, "a position does not advance")
        position = single.position
    hold(tuple(one_by_one) == page.scores, "pages of one give other scores than a page of many")
    _are_scores(page)
    if page.position and len(page.scores) < MOST_PAGES:
        last = scores.changed_after(page.position, MOST_PAGES)
        hold(set(last.scores).isdisjoint(page.scores), "a score was read twice")


def scores_of_a_course_are_of_the_blocks_asked(world: World) -> None:
    """Only blocks asked for, only of the course asked for; none asked gives none."""
    scores, outline = world.platform.scores, _outline(world)
    asked = [block.usage_key for block in outline.blocks if block.is_scored][:3]
    page = scores.of_course(outline.course_key, asked, "", MOST_PAGES)
    hold(all(score.usage_key in asked for score in page.scores), "a block was not asked for")
    hold(all(score.course_key == outline.course_key for score in page.scores), "another course")
    _are_scores(page)
    nothing = ScorePage(scores=(), position="")
    hold(scores.of_course(outline.course_key, [], "", 5) == nothing, "nothing asked, some given")
    hold(scores.of_course(NOWHERE, [NO_BLOCK], "", 5) == nothing, "scores of no course")


def access_tells_people_apart(world: World) -> None:
    """An operator may everywhere, an author in their course, a learner and nobody nowhere."""
    access, key = world.platform.access, need(world.course_key, "a course")
    for nobody in (None, NOBODY):
        hold(not access.is_operator(nobody), "nobody runs the site")
        hold(not access.is_course_staff(nobody, key), "nobody is in the team")
    if world.operator is not None:
        hold(access.is_operator(world.operator), "the operator does not run the site")
        hold(access.is_course_staff(world.operator, key), "the operator is not in the team")
    if world.author is not None:
        hold(access.is_course_staff(world.author, key), "the author is not in the team")
        hold(not access.is_course_staff(world.author, NOWHERE), "in the team of no course")
    if world.learner is not None and world.learner not in (world.operator, world.author):
        hold(not access.is_operator(world.learner), "a learner runs the site")
        hold(not access.is_course_staff(world.learner, key), "a learner is in the team")


def sites_are_whole_addresses(world: World) -> None:
    """An address is bare and whole; nobody's organisation has none; a list has one rule."""
    sites = world.platform.sites
    for nobody in (NO_ORGANISATION, ""):
        hold(sites.url_of(nobody) == "", f"the organisation {nobody!r} has a site")
    listed = sites.listed_here()
    hold(not (listed.only and listed.without), "a list says what it shows and what it hides")
    for address in (sites.url_here(), *map(sites.url_of, listed.only | listed.without)):
        whole = address.startswith(("http://", "https://")) and not address.endswith("/")
        hold(whole or not address, f"{address!r} is no address of a site")


def is_a_score(score: Score) -> None:
    """Hold what every score promises: canonical keys, exact points, an aware instant in UTC."""
    hold(score.kind in KINDS, f"a score of the kind {score.kind!r}")
    hold((score.earned is None) == (score.possible is None), "half of the points are missing")
    for points in (score.earned, score.possible):
        hold(points is None or isinstance(points, Decimal), f"points are no Decimal: {points!r}")
    hold(score.occurred_at.utcoffset() == timedelta(0), "an instant is not in UTC")


def _are_scores(page: ScorePage) -> None:
    for score in page.scores:
        is_a_score(score)
        hold(score.earned is not None, "a stored score has no points")


def _outline(world: World) -> Outline:
    return world.platform.courses.outline(need(world.course_key, "a course"))
