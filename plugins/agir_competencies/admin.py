"""Frameworks and links in the admin: to read and search, since imports and tags write them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agir_competencies.models import Competency, Framework, LabelAlias, Link


class ReadOnly(admin.ModelAdmin):
    """A table to read: nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class Aliases(admin.TabularInline):
    """The labels that a competency's tag once bore."""

    model = LabelAlias
    extra = 0
    can_delete = False
    readonly_fields = ("label", "since")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(Framework)
class FrameworkAdmin(ReadOnly):
    """Frameworks by title."""

    list_display = ("title", "source", "publisher", "status", "is_active", "valid_until")
    list_filter = ("source", "is_active")
    search_fields = ("title", "uri", "publisher")


@admin.register(Competency)
class CompetencyAdmin(ReadOnly):
    """Competencies by framework."""

    list_display = ("label", "code", "framework", "retired_at")
    list_filter = ("framework__source", ("retired_at", admin.EmptyFieldListFilter))
    list_select_related = ("framework",)
    search_fields = ("label", "statement", "code", "uri", "identifier")
    inlines = (Aliases,)


@admin.register(Link)
class LinkAdmin(ReadOnly):
    """Links by course."""

    list_display = ("object_key", "competency", "kind", "weight", "origin", "removed_at")
    list_filter = ("kind", "origin", ("removed_at", admin.EmptyFieldListFilter))
    list_select_related = ("competency",)
    search_fields = ("course_key", "object_key", "competency__label", "competency__statement")
