"""Every state of the skills page and the widget: whole without JavaScript, in both languages."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

import agir_platform
from agir_dashboard import filters, sentences
from agir_dashboard.rest_api.v1 import shapes
from agir_dashboard.views import page
from host.gallery import samples

STATIC = Path(agir_platform.__file__).parent / "static/agir"
STATES = samples.STATES


def drawn(state: str, language: str = "fr", **query: str) -> str:
    with translation.override(language):
        context = page(samples.page(state), filters.asked(query))
        return rendered("agir_dashboard/skills.html", context)


def rendered(template: str, context: dict) -> str:
    """Render as for a visitor who is not signed in."""
    request = RequestFactory().get("/agir/skills/")
    request.user = AnonymousUser()
    return render_to_string(template, context, request)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_hold_no_inline_code_and_one_title(state: str, language: str) -> None:
    html = drawn(state, language)
    assert f'<html lang="{language}" dir="ltr"' in html
    assert html.count("<h1") == 1
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=", html)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)


def test_not_measured_is_never_a_figure() -> None:
    html = drawn("unmeasured")
    assert html.count("Pas encore mesurée") >= 3
    assert not re.search(r"\d\s*%", html)
    assert "agir-bar" not in html


def test_first_line_is_a_sentence_then_the_next_step() -> None:
    """Four of nine are demonstrated or confirmed among the samples."""
    html = drawn("many")
    assert "Vous avez démontré 4 compétences sur 9." in html
    assert (
        html.index("Vous avez démontré") < html.index("Prochaine étape") < html.index("Mes badges")
    )


def test_the_page_says_all_that_the_drawings_say() -> None:
    """Words, figures, evidence and dates are in the text; a withdrawn badge is only told."""
    text = re.sub(r"<[^>]+>", " ", drawn("many"))
    for said in ("Démontrée", "Confirmée", "Commencée", "2 preuves, 14 oct", "74", "Le faux colis"):
        assert said in text
    assert "Obtenu le 14" in text
    assert "Le badge «\u00a0Sobriété numérique\u00a0» a été retiré" in text


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({}, 9),
        ({"q": "DONNEES"}, 1),
        ({"level": "3"}, 2),
        ({"level": "7"}, 9),
        ({"framework": samples.WASTE}, 3),
        ({"q": "nothing of the kind"}, 0),
    ],
)
def test_filter_works_without_script_accents_or_case(query: dict, kept: int) -> None:
    assert drawn("many", **query).count('class="agir-skill"') == kept


def test_names_are_escaped_everywhere() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    with translation.override("fr"):
        found = samples.told(
            [samples.skill(hostile, 2, hostile)],
            samples.Shelf((samples.badge(hostile, 2, 30),), (samples.ahead(hostile, 0, 1, 3),)),
        )
        html = rendered("agir_dashboard/skills.html", page(found, filters.asked({})))
        html += rendered("agir_dashboard/widget_body.html", {"skills": found})
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


@pytest.mark.parametrize("state", STATES)
def test_answer_has_these_fields_and_no_other(state: str) -> None:
    with translation.override("fr"):
        answer = shapes.me("awa", samples.page(state), lambda path: f"https://example.org{path}")
    assert set(answer) == {"learner", "competencies", "badges"}
    for one in answer["competencies"]:
        assert set(one) == {
            "uri",
            "label",
            "framework",
            "status",
            "estimate",
            "certainty",
            "evidence_count",
            "explanation",
            "next",
        }
        assert one["estimate"] is None or 0 <= one["estimate"] <= 1
    for one in answer["badges"]:
        assert set(one) == {"id", "name", "image", "alt", "url", "awarded_at"}
    if state == "many":
        assert len(answer["badges"]) == 3
        assert answer["competencies"][2]["estimate"] == 0.744


def test_sentences_agree_in_number() -> None:
    """French takes the singular for 0 and 1, English for 1 only."""
    with translation.override("fr"):
        assert sentences.summary(1, 1) == "Vous avez démontré 1 compétence sur 1."
        assert sentences.summary(2, 5) == "Vous avez démontré 2 compétences sur 5."
        assert sentences.share(74) == "74\u00a0%"
        assert sentences.freshness(1, None) == "1 preuve"
    with translation.override("en"):
        assert sentences.summary(0, 1) == "You are working on 1 skill, not demonstrated yet."
        assert sentences.summary(1, 5) == "You have demonstrated 1 skill out of 5."
        assert sentences.share(74) == "74%"
        assert sentences.freshness(2, samples.WHEN).startswith("2 proofs, Oct. 14")
        assert sentences.day(samples.WHEN.replace(year=2024)) == "Oct. 14, 2024"


def test_half_a_percent_goes_up() -> None:
    """0.745 is 75 %, 0.744999 is 74 %, and not measured stays not measured."""
    given = [samples.Decimal(one) for one in ("0.745", "0.744999", "0", "1")]
    assert [samples.percent(one) for one in given] == [75, 74, 0, 100]
    assert samples.percent(None) is None


def test_weight_of_the_look() -> None:
    """Stylesheet at most 5 kB and script at most 8 kB, compressed."""
    assert len(gzip.compress((STATIC / "agir.css").read_bytes(), 9)) <= 5000
    assert len(gzip.compress((STATIC / "agir.js").read_bytes(), 9)) <= 8000


def test_the_look_leaks_into_no_host_page() -> None:
    """Every selector names .agir, or is the theme around it."""
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "agir.css").read_text(), flags=re.S)
    css = re.sub(r"@keyframes[^{]+\{(?:[^{}]*\{[^}]*\})*\s*\}", "", css)
    css = re.sub(r"@(?:media|supports)[^{]+\{", "", css)
    selectors = [one.strip() for one in re.findall(r"([^{}]+)\{", css) if one.strip()]
    assert len(selectors) > 60
    assert [one for one in selectors if ".agir" not in one] == []


@pytest.mark.django_db
@override_settings(DEBUG=False)
def test_the_gallery_is_for_development(client) -> None:
    assert client.get("/agir/_gallery/").status_code == 404
