"""What does a positioning test hold, and how does its author change it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from xblock.fields import Boolean, Dict, Integer, List, Scope, String

from agir_xblocks import doors
from agir_xblocks.check import bank, sentences, settings_form, sitting
from agir_xblocks.check.bank import Item
from agir_xblocks.check.sitting import Sitting
from agir_xblocks.form import chosen, fields
from agir_xblocks.form.authoring import Authoring
from agir_xblocks.form.rows import ROWS_BYTES, with_rows
from agir_xblocks.form.sentences import label


class Card(Authoring):
    """The fields of the block, its author's side, and how it reads itself."""

    room: ClassVar[str] = "check/"
    default_title: ClassVar[str] = sentences.TITLE
    most: ClassVar[int] = 12
    most_bytes: ClassVar[int] = ROWS_BYTES

    display_name = String(default=sentences.TITLE, scope=Scope.settings, help="The test's title.")
    intro = String(default="", scope=Scope.content, help="Plain text, paragraphs by empty lines.")
    items = List(
        default=[],
        scope=Scope.content,
        help="name, competency, step 1 to 5, text, multiple, choices (text, right) each.",
    )
    most_asked = Integer(default=8, scope=Scope.content, help="Questions at most, 3 to 20.")
    retake_days = Integer(default=1, scope=Scope.content, help="Days before a new sitting.")
    scored = Boolean(default=False, scope=Scope.settings, help="Whether it gives a grade.")
    weight = Integer(
        default=1, scope=Scope.settings, help="Points of the grade, where it gives one."
    )

    sitting = Dict(default={}, scope=Scope.user_state, help="The learner's sitting.")
    seen = List(default=[], scope=Scope.user_state, help="Questions of earlier sittings.")
    inferred = List(default=[], scope=Scope.user_state, help="Competencies recorded as inferred.")

    def studio_view(self, context: dict[str, Any] | None = None) -> Any:
        """Show the form by which an author changes the test."""
        return with_rows(super().studio_view(context))

    def _form_facts(self) -> dict[str, Any]:
        return {
            "intro": self.intro,
            "items": self._items(),
            "most_items": bank.MOST_ITEMS,
            "steps": range(1, bank.MOST_STEP + 1),
            "most_asked": self.most_asked,
            "retake_days": self.retake_days,
            "scored": self.scored,
            "weight": self.weight,
        }

    def _keep(self, said: Mapping[str, Any]) -> None:
        kept = settings_form.read(said, fields.identifiers(said, self.most))
        self.intro, self.items = kept.intro, [one.stored() for one in kept.items]
        self.most_asked, self.retake_days = kept.most_asked, kept.retake_days
        self.scored, self.weight = kept.scored, kept.weight

    def _refused(self, error: fields.FormRefused) -> str:
        return sentences.refused(error)

    # --- reading ----------------------------------------------------------------------------

    def _items(self) -> tuple[Item, ...]:
        return bank.read(self.items)

    def _most(self) -> int:
        """Return how many questions are asked at most, whatever a hand wrote into the field."""
        least, most = settings_form.FEWEST_ASKED, settings_form.MOST_ASKED
        return min(max(self.most_asked, least), most)

    def _sitting(self) -> Sitting | None:
        return sitting.read(self.sitting)

    def _asked(self, now: Sitting) -> Item | None:
        """Return the question to answer, ``None`` where the sitting has none left."""
        return sitting.asked(
            now, self._items(), most=self._most(), seed=self._seed(), seen=self.seen
        )

    def _seed(self) -> str:
        return f"{self.scope_ids.usage_id}/{self.scope_ids.user_id}"

    def _labels(self) -> dict[Any, str]:
        """Return what each competency of the test is called, in the author's order."""
        picked = chosen.read(self.competencies, self.most)
        known = doors.named([one.identifier for one in picked], language=self._language())
        return {one.identifier: label(one, known.get(one.identifier)) for one in picked}

    def _begun(self) -> Sitting:
        """Return a new sitting, or the one that was stopped before its end, to go on with it."""
        last = self._sitting()
        if last is not None and self._asked(last) is not None:
            return replace(last, ended_at=None)
        easier = doors.easier_pairs({item.rung.competency for item in self._items()})
        return Sitting(last.number + 1 if last else 1, easier)
