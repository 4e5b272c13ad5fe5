"""Rules in the admin: to read, and to change by a form, its preview, and a decision.

A rule is never edited: a change is a new one. The preview judges a bounded number of states, so
that a request ends; the command judges them all.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agir_competencies import sentences, tasks
from agir_competencies.api import rules
from agir_competencies.explaining import METHOD_NAMES
from agir_competencies.models import Framework, MasteryRule
from agir_kernel.errors import DomainError

MOST_JUDGED: Final = 5000
MOST_LISTED: Final = 50
DECISIONS: Final = (
    (rules.KEEP, gettext_lazy("Who would lose it keeps it: what was begun still counts")),
    (rules.LET_FALL, gettext_lazy("Who would lose it loses it (badges stay)")),
)


class RuleForm(forms.Form):
    """What another rule asks, for whom, and what becomes of those who would lose by it."""

    competency = forms.UUIDField(
        required=False,
        label=gettext_lazy("Competency"),
        help_text=gettext_lazy("Its identifier; empty for a framework or the whole site."),
    )
    framework = forms.ModelChoiceField(
        Framework.objects.order_by("title"),
        required=False,
        label=gettext_lazy("Framework"),
        empty_label=gettext_lazy("The whole site"),
    )
    method = forms.ChoiceField(label=gettext_lazy("Method"))
    threshold = forms.DecimalField(
        max_digits=7, decimal_places=6, initial="0.7", label=gettext_lazy("Threshold, 0 to 1")
    )
    objects_needed = forms.IntegerField(
        initial=2, label=gettext_lazy("Different activities needed")
    )
    parameter = forms.DecimalField(
        max_digits=9,
        decimal_places=6,
        required=False,
        label=gettext_lazy("The method’s own figure"),
        help_text=gettext_lazy("Empty for its default: 0.65, and 5 successes for n_mastery."),
    )
    decision = forms.ChoiceField(
        choices=DECISIONS,
        initial=rules.KEEP,
        widget=forms.RadioSelect,
        label=gettext_lazy("Decision"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the methods in the active language."""
        super().__init__(*args, **kwargs)
        told = {one: f"{one} ({METHOD_NAMES[one]()})" for one in METHOD_NAMES}
        default = _("discounted_beta (the default: a mean in which older work fades)")
        self.fields["method"].choices = [("discounted_beta", default), *told.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse what no rule can be."""
        told = super().clean() or {}
        if told.get("competency") and told.get("framework"):
            raise forms.ValidationError(_("Choose a competency or a framework, not both."))
        return told

    def wish(self) -> rules.RuleWish:
        """Return what is asked."""
        told = self.cleaned_data
        return rules.RuleWish(
            method=told["method"],
            threshold=told["threshold"],
            objects_needed=told["objects_needed"],
            parameter=told["parameter"],
            competency=told["competency"],
            framework=told["framework"].identifier if told["framework"] else None,
            decision=told["decision"],
        )


@admin.register(MasteryRule)
class RuleAdmin(admin.ModelAdmin):
    """Every rule there was, the newest first."""

    list_display = (
        "version", "competency", "framework", "method", "threshold", "objects_needed", "parameter",
        "keeps", "reweighs", "created_at",
    )  # fmt: skip
    list_select_related = ("competency", "framework")
    ordering = ("-version",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a change is a new rule."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: states name the rule that made them."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the rules, and say when a change is still under way."""
        waiting = rules.unsettled() if request.method == "GET" else 0
        if waiting:
            told = _("%(count)s states still wait for the rule of today.")
            messages.info(request, told % {"count": waiting})
        return super().changelist_view(request, extra_context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the form, its preview, or carry out what was previewed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RuleForm(request.POST if request.method == "POST" else None)
        shown: dict[str, Any] = {}
        if form.is_bound and form.is_valid():
            wish = form.wish()
            try:
                if _was_previewed(request.POST.get("previewed", ""), wish):
                    return self._changed(request, wish)
                shown = _preview(wish)
            except DomainError as refusal:
                form.add_error(None, sentences.refusal(refusal))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Change the rule"),
            "form": form,
            **shown,
        }
        return TemplateResponse(request, "agir_competencies/rule_change.html", context)

    def _changed(self, request: HttpRequest, wish: rules.RuleWish) -> HttpResponse:
        version = rules.change_rule(wish)
        row = MasteryRule.objects.get(version=version)
        self.log_addition(request, row, [{"added": {"name": str(version)}}])
        tasks.after_rule()
        told = _("Rule %(version)s is in force.") % {"version": version}
        messages.success(request, told)
        return redirect("admin:agir_competencies_masteryrule_changelist")


def _preview(wish: rules.RuleWish) -> dict[str, Any]:
    """Return what the page shows of a preview, and the seal that allows to carry it out."""
    found = rules.preview_rule(wish, most=MOST_JUDGED)
    undecided = rules.RuleWish(**{**_facts(wish), "decision": ""})
    falls, _place = rules.falling(undecided, limit=MOST_LISTED, most=MOST_JUDGED)
    return {
        "preview": found,
        "moves": list(found.moves.values()),
        "falls": falls,
        "most": MOST_JUDGED,
        "previewed": _seal(wish),
    }


def _facts(wish: rules.RuleWish) -> dict[str, Any]:
    return {name: getattr(wish, name) for name in rules.RuleWish.__slots__}


def _seal(wish: rules.RuleWish) -> str:
    return Signer(salt="agir rule preview").sign(repr(sorted(_told(wish).items())))


def _told(wish: rules.RuleWish) -> dict[str, str]:
    return {
        name: str(value.normalize()) if hasattr(value, "normalize") else str(value)
        for name, value in _facts(wish).items()
    }


def _was_previewed(sealed: str, wish: rules.RuleWish) -> bool:
    """Tell whether exactly this was previewed; a form changed since is previewed again."""
    try:
        Signer(salt="agir rule preview").unsign(sealed)
    except BadSignature:
        return False
    return sealed == _seal(wish)
