"""Which competency does a line of a file name? By identifier, else by code or label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db.models import Q

from agir_competencies.domain.link_line import Line
from agir_competencies.domain.text import fold
from agir_competencies.linking.choosing import CompetencyNotHere
from agir_competencies.models import Competency, Framework, LabelAlias
from agir_kernel.errors import DomainError


class CompetencyAmbiguous(DomainError):
    """Several competencies have this code or label. Facts: ``competency``, ``count``."""

    code: ClassVar[str] = "competency_ambiguous"


class FrameworkNotHere(DomainError):
    """No framework has this title, address or identifier. Facts: ``framework``."""

    code: ClassVar[str] = "framework_not_here"


class Names:
    """The competencies that the lines of a file may mean, read at once.

    One SELECT for identifiers; two or three where lines go by code or label.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        """Read what these lines may mean."""
        named = [line for line in lines if not line.is_default]
        rows = Competency.objects.select_related("framework", "replaced_by")
        wanted = {line.competency for line in named if line.competency}
        self._by_identifier: dict[UUID, Competency] = {
            row.identifier: row for row in rows.filter(identifier__in=wanted)
        }
        self._by_name: dict[tuple[int, str], set[int]] = {}
        self._rows: dict[int, Competency] = {}
        self._frameworks: dict[str, set[int]] = {}
        unnamed = [line for line in named if not line.competency]
        if unnamed:
            self._read_names(unnamed)

    @property
    def keys(self) -> set[int]:
        """Return the rows of all that may be meant."""
        return {row.pk for row in self._by_identifier.values()} | self._rows.keys()

    def of(self, line: Line) -> Competency:
        """Return the competency that a line means.

        Raises ``CompetencyNotHere``, ``CompetencyAmbiguous``, ``FrameworkNotHere``. One that is in
        force goes before those that are retired.
        """
        if line.competency:
            row = self._by_identifier.get(line.competency)
            if row is None:
                raise CompetencyNotHere(competency=str(line.competency))
            return row
        among = self._among(line)
        found = [self._rows[key] for key in sorted(self._meant(line, among))]
        live = [row for row in found if row.retired_at is None] or found
        if not live:
            raise CompetencyNotHere(competency=line.name[:200])
        if len(live) > 1:
            raise CompetencyAmbiguous(competency=line.name[:200], count=len(live))
        return live[0]

    def _read_names(self, lines: list[Line]) -> None:
        for key, identifier, title, uri in Framework.objects.values_list(
            "pk", "identifier", "title", "uri"
        ):
            for name in (str(identifier), title, uri):
                self._frameworks.setdefault(fold(name), set()).add(key)
        texts = {text for line in lines for text in (line.code, line.label) if text}
        by_alias = LabelAlias.objects.filter(label__in=texts).values_list("competency_id", "label")
        aliases = list(by_alias)
        rows = Competency.objects.select_related("framework", "replaced_by").filter(
            Q(code__in=texts) | Q(label__in=texts) | Q(pk__in={key for key, _ in aliases})
        )
        for row in rows:
            self._rows[row.pk] = row
            for name in {row.code, row.label} - {""}:
                self._name(row, name)
        for key, label in aliases:
            self._name(self._rows[key], label)

    def _name(self, row: Competency, name: str) -> None:
        self._by_name.setdefault((row.framework_id, fold(name)), set()).add(row.pk)

    def _among(self, line: Line) -> set[int]:
        """Return the frameworks in which a line looks."""
        if not line.framework:
            return {row.framework_id for row in self._rows.values()}
        found = self._frameworks.get(fold(line.framework))
        if not found:
            raise FrameworkNotHere(framework=line.framework[:200])
        return found

    def _meant(self, line: Line, among: set[int]) -> set[int]:
        """Return the rows that have the line's code, else its label."""
        for name in (line.code, line.label):
            if name:
                several = (self._by_name.get((one, fold(name)), set()) for one in among)
                found = set[int]().union(*several)
                if found:
                    return found
        return set()
