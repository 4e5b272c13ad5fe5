"""The operator's pages for badges: rules are edited here, awards are only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agir_badges import api, refusals
from agir_badges.models import (
    Award,
    BadgeRule,
    BadgeRuleItem,
    BadgeRuleWording,
    Credential,
    Endorsement,
)
from agir_badges.rules import hue_of
from agir_competencies import api as competencies
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError

LEVELS = (
    (1, gettext_lazy("Started")),
    (2, gettext_lazy("Demonstrated")),
    (3, gettext_lazy("Confirmed")),
)


class ItemFormSet(BaseInlineFormSet):
    """The skills of a badge: at least one, each known to a framework of this site."""

    def clean(self) -> None:
        """Refuse an empty badge and skills that no framework holds."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data]
        asked = [row["competency"] for row in rows if not row.get("DELETE")]
        if not asked:
            raise forms.ValidationError(_("A badge asks for at least one skill."))
        found = competencies.find_competencies(identifiers=asked, limit=len(asked))
        unknown = set(asked) - {view.identifier for view in found}
        if unknown:
            sentence = ngettext(
                "No framework of this site holds this skill: %(skills)s. Import it first.",
                "No framework of this site holds these skills: %(skills)s. Import them first.",
                len(unknown),
            )
            raise forms.ValidationError(sentence % {"skills": ", ".join(map(str, unknown))})


class ItemForm(forms.ModelForm):
    """One skill asked, with its level as a word."""

    level = forms.TypedChoiceField(
        choices=LEVELS, coerce=int, initial=2, label=gettext_lazy("level")
    )


class ItemInline(admin.TabularInline):
    """The skills that a badge asks for."""

    model = BadgeRuleItem
    form = ItemForm
    formset = ItemFormSet
    extra = 1


class WordingInline(admin.StackedInline):
    """The name and the aim of a badge, by language."""

    model = BadgeRuleWording
    extra = 2


@admin.register(BadgeRule)
class BadgeRuleAdmin(admin.ModelAdmin):
    """Badges: changing what one asks raises its version and takes back nothing."""

    list_display = ("slug", "threshold", "minimum", "version", "created_at", "retired_at")
    readonly_fields = ("id", "version", "created_at")
    inlines = (WordingInline, ItemInline)
    search_fields = ("slug", "wordings__name")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Offer a hue that is no other badge's by chance alone."""
        return {"hue": hue_of(SystemClock().now().isoformat())}

    def save_model(self, request: HttpRequest, obj: BadgeRule, form: Any, change: bool) -> None:
        """Date a new badge."""
        if not change:
            obj.created_at = SystemClock().now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Raise the version when what is asked changed."""
        super().save_related(request, form, formsets, change)
        items = any(
            one.model is BadgeRuleItem and (one.has_changed() or one.deleted_objects)
            for one in formsets
        )
        if change and (items or {"threshold", "minimum"} & set(form.changed_data)):
            BadgeRule.objects.filter(pk=form.instance.pk).update(version=F("version") + 1)

    def has_delete_permission(self, request: HttpRequest, obj: BadgeRule | None = None) -> bool:
        """Retire a badge instead: who holds it keeps it."""
        return obj is not None and not obj.awards.exists()


@admin.register(Award)
class AwardAdmin(admin.ModelAdmin):
    """Awards follow from evidence; nobody writes them by hand."""

    list_display = ("id", "rule", "rule_version", "awarded_at", "withdrawn_at", "withdrawn_reason")
    list_filter = ("rule", "withdrawn_reason")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds an award."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Award | None = None) -> bool:
        """Nobody changes an award."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Award | None = None) -> bool:
        """Only retirement deletes an award."""
        return False


ENDORSING = {
    "endorsement_too_large": gettext_lazy(
        "This endorsement is longer than %(limit)s bytes, and would stand in every badge. Ask for "
        "a shorter one."
    ),
    "endorsement_wrong_type": gettext_lazy(
        "This is a signed document, but no endorsement. Paste an EndorsementCredential."
    ),
    "endorsement_of_another": gettext_lazy(
        "This endorses something else: %(found)s. Ask the partner to endorse %(expected)s."
    ),
}


class EndorsementForm(forms.ModelForm):
    """A partner's endorsement as received; what it endorses, its proof and dates are checked."""

    class Meta:
        """What an operator says of it."""

        model = Endorsement
        fields = ("rule", "endorser_name", "document")

    def clean(self) -> dict[str, Any]:
        """Refuse what its partner did not sign, about this badge, for today."""
        told = super().clean() or self.cleaned_data
        if told.get("rule") and told.get("document"):
            try:
                self.accepted = api.check_endorsement(
                    told["rule"].pk, told["document"], now=SystemClock().now()
                )
            except DomainError as error:
                sentence = ENDORSING.get(error.code)
                said = str(sentence) % error.facts if sentence else ""
                self.add_error("document", said or refusals.sentence_of(error.code, error.facts))
        return told


@admin.register(Endorsement)
class EndorsementAdmin(admin.ModelAdmin):
    """Partners who stand behind a badge: pasted once, removed by a date, never changed."""

    form = EndorsementForm
    list_display = (
        "endorser_name",
        "endorser_did",
        "rule",
        "added_at",
        "valid_until",
        "removed_at",
    )
    list_filter = ("rule",)
    actions = ("remove",)

    def save_model(self, request: HttpRequest, obj: Endorsement, form: Any, change: bool) -> None:
        """Keep who signed, as the proof told it."""
        accepted = form.accepted
        obj.endorser_did, obj.document = accepted.endorser_did, accepted.document
        obj.valid_until, obj.added_at = accepted.valid_until, SystemClock().now()
        super().save_model(request, obj, form, change)

    @admin.action(description=gettext_lazy("Remove from badges signed from now on"))
    def remove(self, request: HttpRequest, queryset: Any) -> None:
        """Let the endorsement stand in no new document."""
        queryset.filter(removed_at=None).update(removed_at=SystemClock().now())

    def has_change_permission(self, request: HttpRequest, obj: Endorsement | None = None) -> bool:
        """Nobody changes what a partner signed; the list offers its removal."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Endorsement | None = None) -> bool:
        """Signed badges hold it: it is removed, not deleted."""
        return False


@admin.register(Credential)
class CredentialAdmin(admin.ModelAdmin):
    """Signed badges: an operator reads their state, never the document or whose it is."""

    list_display = ("id", "kind", "rule", "version", "issued_at", "suspended_until", "revoked_at")
    list_filter = ("kind", "revoked_reason", "key_id")
    fields = (
        *("id", "kind", "rule", "competency", "version", "awarded_at", "issued_at", "key_id"),
        *("needs_signing", "status_list", "status_index", "suspended_at", "suspended_until"),
        *("revoked_at", "revoked_reason", "deleted_at", "hidden"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Credential | None = None) -> bool:
        """Nobody changes one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Credential | None = None) -> bool:
        """Only its owner, or their retirement, deletes one."""
        return False
