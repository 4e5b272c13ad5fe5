"""Which rows are written once and never changed? Those of a model that descends from here.

The first of three guards: it stops this program. Constraints and triggers stop the others
(``ledger.guards``).
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from agir_kernel.errors import DomainError


class RowIsFinal(DomainError):
    """Somebody tried to change or delete a row that is never changed."""

    code: ClassVar[str] = "row_is_final"


class FinalQuerySet(models.QuerySet[Any]):
    """Rows that can be read and added."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse: a correction is a row of its own."""
        raise RowIsFinal(table=self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse: a reversal is a row of its own."""
        raise RowIsFinal(table=self.model.__name__)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse, as ``update`` does."""
        raise RowIsFinal(table=self.model.__name__)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        """Add rows; refuse to overwrite those that are there."""
        if options.get("update_conflicts"):
            raise RowIsFinal(table=self.model.__name__)
        return super().bulk_create(objs, *args, **options)


class FinalModel(models.Model):
    """A row that is added once."""

    objects = FinalQuerySet.as_manager()

    class Meta:
        """A base of other tables; its manager is the one of relations and of ``save`` too."""

        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; refuse to write it again."""
        if not self._state.adding:
            raise RowIsFinal(table=type(self).__name__)
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse."""
        raise RowIsFinal(table=type(self).__name__)
