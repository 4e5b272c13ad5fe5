"""Sign up: a name and a password, and one is in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.forms import BaseUserCreationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods


class JoiningForm(BaseUserCreationForm):
    """What is asked: nothing but what an account needs."""

    class Meta:
        """The platform's own users; a name as short as it gets."""

        model = get_user_model()
        fields = ("username",)
        field_classes: dict[str, Any] = {"username": forms.CharField}


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account and enter, then go where the visitor came from."""
    target = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/dashboard"
    form = JoiningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.save())
        return redirect(target)
    status = 422 if form.errors else 200
    return render(request, "host_pages/sign_up.html", {"form": form, "next": target}, status=status)
