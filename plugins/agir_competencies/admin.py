"""Frameworks and links in the admin: to read and search, since imports and tags write them.

Goals that a course team proposes are written here too. Goals of learners are not here.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from agir_competencies.domain.goal import FARTHEST, LEVELS, Intent
from agir_competencies.models import (
    Competency,
    Framework,
    GoalProposal,
    GoalProposalItem,
    LabelAlias,
    Link,
    LinkDefault,
)
from agir_competencies.rule_admin import RuleAdmin
from agir_kernel.clock import SystemClock

__all__ = ["RuleAdmin"]


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

    list_display = (
        "object_key", "competency", "kind", "weight", "weight_moved", "origin", "removed_at",
    )  # fmt: skip
    list_filter = (
        "kind", "origin", "weight_moved", ("removed_at", admin.EmptyFieldListFilter),
    )  # fmt: skip
    list_select_related = ("competency",)
    search_fields = ("course_key", "object_key", "competency__label", "competency__statement")


@admin.register(LinkDefault)
class LinkDefaultAdmin(ReadOnly):
    """What links are where nobody chose; ``agir_set_link_default`` writes it."""

    list_display = ("course_key", "framework", "kind", "weight", "changed_at")
    list_select_related = ("framework",)
    search_fields = ("course_key", "framework__title")


class ProposalForm(forms.ModelForm):
    """A proposal, with its intent as a choice."""

    intent = forms.ChoiceField(choices=[(str(one), str(one)) for one in Intent])
    days = forms.IntegerField(min_value=1, max_value=FARTHEST.days, required=False)


class OfferForm(forms.ModelForm):
    """A competency that is proposed, with its level as a choice."""

    level = forms.TypedChoiceField(choices=[(one, str(one)) for one in LEVELS], coerce=int)


class OfferFormSet(forms.models.BaseInlineFormSet):
    """The competencies of a proposal: at least one where the intent is to learn some."""

    def clean(self) -> None:
        """Refuse what no learner could take."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data]
        kept = [row for row in rows if not row.get("DELETE")]
        if self.instance.intent == Intent.SKILLS and not kept:
            raise forms.ValidationError(_("Choose at least one competency for this intent."))


class OffersInline(admin.TabularInline):
    """The competencies that a proposal asks."""

    model = GoalProposalItem
    form = OfferForm
    formset = OfferFormSet
    extra = 1
    autocomplete_fields = ("competency",)


@admin.register(GoalProposal)
class GoalProposalAdmin(admin.ModelAdmin):
    """Goals that course teams propose; who took one is not known."""

    form = ProposalForm
    inlines = (OffersInline,)
    list_display = ("title_en", "course_key", "intent", "days", "retired_at")
    list_filter = (("retired_at", admin.EmptyFieldListFilter),)
    search_fields = ("course_key", "title_fr", "title_en")
    fields = ("course_key", "title_fr", "title_en", "intent", "days", "retired_at")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Give a new proposal its identifier and its date."""
        if not change:
            obj.id, obj.created_at = uuid4(), SystemClock().now()
        super().save_model(request, obj, form, change)
