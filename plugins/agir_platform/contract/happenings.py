"""What do the ports promise about what happens? It is heard, at once, with its cause."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from agir_platform.contract.reading import is_a_score
from agir_platform.contract.world import ActiveWorld, hold, need
from agir_platform.ports import (
    Block,
    Completion,
    Contact,
    CoursePublished,
    CourseRerun,
    CourseSetup,
    Listed,
    Score,
    ScoreCause,
    TagsChanged,
)

COPY: Final = "course-v1:Agir+Copy+2027"


class Ear:
    """A receiver that keeps what it hears, and remembers nothing of others."""

    def __init__(self, subscribe: Callable[[Any], None]) -> None:
        """Subscribe."""
        self.heard: list[Any] = []
        subscribe(self.hear)

    def hear(self, event: Any) -> None:
        """Keep one event."""
        self.heard.append(event)

    def last(self) -> Any:
        """Return the last event; it is a fault when there is none."""
        hold(self.heard, "nothing was heard")
        return self.heard[-1]


def an_attempt_is_heard_and_stored(world: ActiveWorld) -> None:
    """An attempt is told as the learner's own, with its points, and stays readable."""
    learner, problem = _place(world)
    ear = Ear(world.platform.subscriptions.on_score)
    world.answer(learner, problem.usage_key, 1, 2)
    score = _of(ear, problem)
    is_a_score(score)
    hold(score.cause is ScoreCause.ATTEMPT, f"an attempt is told as {score.cause}")
    hold((score.earned, score.possible) == (Decimal(1), Decimal(2)), "other points were told")
    hold(score.user_id == learner and score.course_key == world.course_key, "of somebody else")
    page = world.platform.scores.of_course(score.course_key, [problem.usage_key], "", 10)
    stored = [kept for kept in page.scores if kept.user_id == learner]
    hold(len(stored) == 1, "the score is not stored once")
    told = (score.earned, score.possible, score.occurred_at)
    kept = (stored[0].earned, stored[0].possible, stored[0].occurred_at)
    hold(kept == told, f"heard {told}, stored {kept}")


def subscribing_twice_is_once(world: ActiveWorld) -> None:
    """The same receiver subscribed twice hears once."""
    learner, problem = _place(world)
    ear = Ear(world.platform.subscriptions.on_score)
    world.platform.subscriptions.on_score(ear.hear)
    world.answer(learner, problem.usage_key, 2, 2)
    own = [score for score in ear.heard if score.usage_key == problem.usage_key]
    hold(len(own) == 1, f"one attempt was heard {len(own)} times")


def a_regrade_tells_its_cause(world: ActiveWorld) -> None:
    """A re-grade is no attempt, and its points are the new ones."""
    learner, problem = _place(world)
    world.answer(learner, problem.usage_key, 2, 2)
    ear = Ear(world.platform.subscriptions.on_score)
    world.regrade(learner, problem.usage_key, 1, 2)
    score = _of(ear, problem)
    hold(score.cause is ScoreCause.REGRADE, f"a re-grade is told as {score.cause}")
    hold(score.earned == Decimal(1), "a re-grade tells the old points")


def an_override_of_a_subsection_tells_its_cause(world: ActiveWorld) -> None:
    """A grade set by hand is told of the subsection, as an override."""
    learner, problem = _place(world)
    subsection = _first(world, "subsection")
    world.answer(learner, problem.usage_key, 0, 2)
    ear = Ear(world.platform.subscriptions.on_score)
    world.override(learner, subsection.usage_key, 3, 4)
    score = _of(ear, subsection)
    is_a_score(score)
    hold(score.kind == "subsection_grade", f"of the kind {score.kind}")
    hold(score.cause is ScoreCause.OVERRIDE, f"an override is told as {score.cause}")
    hold((score.earned, score.possible) == (Decimal(3), Decimal(4)), "other points were told")


def a_deletion_takes_the_score_away(world: ActiveWorld) -> None:
    """A deleted state is told without points, and is no longer stored."""
    learner, problem = _place(world)
    world.answer(learner, problem.usage_key, 2, 2)
    ear = Ear(world.platform.subscriptions.on_score)
    world.delete(learner, problem.usage_key)
    score = _of(ear, problem)
    hold(score.cause in (ScoreCause.DELETION, ScoreCause.RESET), f"told as {score.cause}")
    hold(score.earned is None and score.possible is None, "a deleted score has points")
    page = world.platform.scores.of_course(score.course_key, [problem.usage_key], "", 10)
    hold(all(kept.user_id != learner for kept in page.scores), "a deleted score is still stored")


def a_criterion_is_heard_beside_the_score(world: ActiveWorld) -> None:
    """A criterion is told by its name and with its points, and not as the block's own score."""
    learner, problem = _place(world)
    whole = Ear(world.platform.subscriptions.on_score)
    ear = Ear(world.platform.subscriptions.on_part_score)
    world.assess(learner, problem.usage_key, "Clarity", 2, 3)
    score = _of(ear, problem)
    hold((score.kind, score.part) == ("ora_criterion", "Clarity"), "another criterion was told")
    hold((score.earned, score.possible) == (Decimal(2), Decimal(3)), "other points were told")
    hold(score.user_id == learner and score.course_key == world.course_key, "of somebody else")
    hold(all(one.part == "" for one in whole.heard), "a criterion is told as the block's score")


def a_completion_is_heard(world: ActiveWorld) -> None:
    """A completion is told with its share, and may fall to 0."""
    learner, problem = _place(world)
    ear = Ear(world.platform.subscriptions.on_completion)
    for share in (1.0, 0.0):
        world.complete(learner, problem.usage_key, share)
        told: Completion = ear.last()
        hold(told.share == Decimal(repr(share)), f"a share of {share} is told as {told.share}")
        hold((told.user_id, told.usage_key) == (learner, problem.usage_key), "of something else")


def a_setup_is_kept(world: ActiveWorld) -> None:
    """What is written is read again, in its order; writing it twice changes nothing."""
    courses, key = world.platform.courses, need(world.course_key, "a course")
    before = courses.setup(key)
    after = CourseSetup((*before.blocks, "agir-one", "agir-two"), has_completion_chart=False)
    for _ in range(2):
        courses.set_up(key, after)
        hold(courses.setup(key) == after, "another setup is read than was written")
    courses.set_up(key, before)
    hold(courses.setup(key) == before, "a setup cannot be taken back")


def tags_are_heard(world: ActiveWorld) -> None:
    """A change of tags names the object."""
    _, problem = _place(world)
    ear = Ear(world.platform.subscriptions.on_tags)
    world.tag(problem.usage_key)
    hold(ear.last() == TagsChanged(problem.usage_key), "tags of something else")


def a_publish_is_heard(world: ActiveWorld) -> None:
    """A publish names the course."""
    course = need(world.course_key, "a course")
    ear = Ear(world.platform.subscriptions.on_publish)
    world.publish(course)
    hold(CoursePublished(course) in ear.heard, "the publish of the course was not heard")


def a_rerun_names_both_courses(world: ActiveWorld) -> None:
    """A copy names its source and itself, and is a course."""
    course = need(world.course_key, "a course")
    ear = Ear(world.platform.subscriptions.on_rerun)
    world.rerun(course, COPY)
    hold(ear.last() == CourseRerun(course, COPY), "a copy of something else")
    hold(world.platform.courses.level_of(COPY) is not None, "the copy is no course")


def a_retirement_is_heard_and_the_person_forgotten(world: ActiveWorld) -> None:
    """A retirement names the user; afterwards they are nobody."""
    learner = need(world.learner, "a learner")
    ear = Ear(world.platform.subscriptions.on_retirement)
    world.retire(learner)
    hold(ear.last() == learner, "somebody else was retired")
    hold(world.platform.people.person(learner) is None, "a retired person is still somebody")
    nothing = Contact("", "")
    hold(world.platform.people.contact(learner) == nothing, "a retired person can be reached")


def offering_a_taxonomy_twice_is_once(world: ActiveWorld) -> None:
    """A taxonomy offered to every organisation is offered once."""
    taxonomy = world.a_taxonomy()
    for _ in range(2):
        world.platform.taxonomies.offer_to_all(taxonomy)
    hold(world.offers_of(taxonomy) == 1, "the taxonomy is not offered exactly once")


def a_site_lists_its_own_and_no_other(world: ActiveWorld) -> None:
    """Two sites name organisations; the main one shows what neither names."""
    sites, north, south = world.platform.sites, "https://north.example", "https://south.example"
    hold(sites.url_here() == "", "a site answers though nobody asks")
    world.open_site(north, ("North", "Pole"))
    world.open_site(south, ("South",))
    hold(sites.url_of("Pole") == north and sites.url_of("South") == south, "whose is it?")
    hold(sites.url_of("Others") == "", "a site has what it does not name")
    with world.at(north):
        hold(sites.url_here() == north, "another site answers")
        hold(sites.listed_here() == Listed(only=frozenset({"North", "Pole"})), "lists of a site")
    hold(sites.url_here() == "", "a site answers after its request")
    rest = sites.listed_here()
    hold(not rest.only and rest.without >= {"North", "Pole", "South"}, "the main site's lists")
    hold(rest.has("Others") and rest.has("") and not rest.has("South"), "what has nobody's site?")


def _place(world: ActiveWorld) -> tuple[int, Block]:
    """Return the learner and a scored block."""
    scored = [block for block in _blocks(world) if block.is_scored]
    return need(world.learner, "a learner"), need(next(iter(scored), None), "a scored block")


def _first(world: ActiveWorld, level: str) -> Block:
    found = [block for block in _blocks(world) if block.level == level]
    return need(next(iter(found), None), f"a {level}")


def _blocks(world: ActiveWorld) -> tuple[Block, ...]:
    return world.platform.courses.outline(need(world.course_key, "a course")).blocks


def _of(ear: Ear, block: Block) -> Score:
    own: list[Score] = [score for score in ear.heard if score.usage_key == block.usage_key]
    hold(own, f"no score of {block.usage_key} was heard")
    return own[-1]
