"""Sign in, sign out, and choose a language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from agir_platform.select import platform
from host.courseware.models import Preference
from host.pages.accounts import demo_accounts


class EntranceForm(AuthenticationForm):
    """Username and password, with one sentence when they do not match."""

    error_messages = {
        "invalid_login": _(
            "This username and password do not match. Check them, or use a demo account below."
        ),
        "inactive": _("This account is closed. Write to the operator of the site."),
    }


class SignIn(LoginView):
    """The entrance: a form, and the demo accounts that exist here."""

    template_name = "host_pages/sign_in.html"
    authentication_form = EntranceForm
    redirect_authenticated_user = True
    next_page = "/dashboard"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo accounts."""
        return super().get_context_data(**kwargs, accounts=demo_accounts())

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Enter, in the learner's own language unless this browser already chose one."""
        response = super().form_valid(form)
        person = platform().people.person(form.get_user().pk)
        if person and settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            remember_language(response, person.language)
        return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, and go back to the catalogue."""
    logout(request)
    return redirect("host_pages:catalogue")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language, for the account too, and go back to the page that asked."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    language = request.POST.get("language", "")
    remember_language(response, language)
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        Preference.objects.update_or_create(user=request.user, defaults={"language": language})
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Set the language cookie for a year; an unknown language changes nothing."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax"
        )
