"""How do rows get their signed documents, a batch at a time?

Achievements are read once a run, what changes from learner to learner once a batch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from agir_badges.awarding import standings_of
from agir_badges.issuing import documents, recipients
from agir_badges.issuing.definitions import Definition, Key, definitions, language_of_site
from agir_badges.issuing.documents import Shown
from agir_badges.issuing.seal import sealed
from agir_badges.models import Credential, StatusList
from agir_competencies.api.together import states_together
from agir_platform.signing import Signer


@dataclass(slots=True)
class Desk:
    """One run of signing: who signs, when, and what was read so far."""

    signer: Signer
    now: datetime
    language: str = field(default_factory=language_of_site)
    known: dict[Key, Definition] = field(default_factory=dict)
    written: dict[Key, dict[str, Any]] = field(default_factory=dict)
    lists: dict[UUID, StatusList] = field(default_factory=dict)

    def sign(self, rows: Collection[Credential]) -> list[Credential]:
        """Give each row its document, and return those that got one; nothing is saved.

        A row whose version nobody knows any more is left as it is. At most twelve statements.
        """
        self._read(rows)
        able = [row for row in rows if Key.of(row) in self.known]
        shown = self._shown(able)
        emails = recipients.addresses_of(row.subject for row in able if not row.recipient)
        for row in able:
            row.issued_at, row.language = self.now, self.language
        unsigned = [
            documents.credential(
                row,
                self.known[Key.of(row)],
                self.written[Key.of(row)],
                shown.get(row.subject, {}),
                emails.get(row.subject, ""),
                self.lists[row.status_list_id],
            )
            for row in able
        ]
        for row, document in zip(able, sealed(unsigned, self.signer, self.now), strict=True):
            row.document = documents.text(document)
            row.key_id, row.needs_signing = self.signer.key_id, False
        return able

    def _read(self, rows: Iterable[Credential]) -> None:
        keys = {Key.of(row) for row in rows} - set(self.known)
        if keys:
            found = definitions(keys, self.language)
            self.known |= found
            self.written |= {key: documents.achievement(one) for key, one in found.items()}
        lists = {row.status_list_id for row in rows} - set(self.lists)
        if lists:
            self.lists |= {one.id: one for one in StatusList.objects.filter(id__in=lists)}

    def _shown(self, rows: Iterable[Credential]) -> dict[UUID, Mapping[UUID, Shown]]:
        subjects, skills = set(), set()
        for row in rows:
            subjects.add(row.subject)
            skills |= {one.identifier for one in self.known[Key.of(row)].asked}
        found = states_together(subjects, skills) if subjects else {}
        return {
            subject: {
                one: Shown(standing.level, standing.estimate)
                for one, standing in standings_of(states).items()
            }
            for subject, states in found.items()
        }
