"""Which themes does society need courses on?

The suite's own scheme, after point 6 of the manifesto "Agir pour l'avenir des MOOC" (17 February
2020), which names environment, security, digital inclusion and career guidance; six more make
it a whole that a catalogue can be held against. A theme may be added or reworded in a new
version; an id never changes its meaning.
"""

from __future__ import annotations

from typing import Final

from agir_catalogue.domain.themes.scheme import Scheme, Theme

SLUG: Final = "agir"


def _theme(
    code: str, english: tuple[str, str], french: tuple[str, str], *equivalents: str
) -> Theme:
    return Theme(
        id=f"{SLUG}:{code}",
        scheme=SLUG,
        code=code,
        parent="",
        english=english[0],
        french=french[0],
        defined_english=english[1],
        defined_french=french[1],
        equivalents=equivalents,
    )


THEMES: Final = (
    _theme(
        "environment",
        ("Environment", "Understand climate, water, life and resources, and act for them."),
        ("Environnement", "Comprendre le climat, l’eau, le vivant, les ressources, et agir."),
        *("iscedf:052", "iscedf:0712"),
        *("sdg:6", "sdg:7", "sdg:11", "sdg:12", "sdg:13", "sdg:14", "sdg:15"),
    ),
    _theme(
        "security",
        ("Security", "Protect people, work, data and goods; first aid and prevention."),
        (
            "Sécurité",
            "Protéger les personnes, le travail, les données\u00a0; secourir et prévenir.",
        ),
        *("iscedf:103", "iscedf:1022"),
    ),
    _theme(
        "digital-inclusion",
        ("Digital inclusion", "Use everyday digital tools and services, at ease and on one’s own."),
        ("Inclusion numérique", "Utiliser les outils et services numériques du quotidien."),
        *("iscedf:0611",),
    ),
    _theme(
        "career-guidance",
        ("Career guidance", "Choose studies or an occupation, change it, come back to it."),
        ("Orientation", "Choisir des études ou un métier, en changer, y revenir."),
        *("iscedf:0417",),
    ),
    _theme(
        "health",
        ("Health", "Look after one’s health and that of others, throughout life."),
        ("Santé", "Prendre soin de sa santé et de celle des autres, à tout âge."),
        *("iscedf:091", "sdg:3"),
    ),
    _theme(
        "citizenship",
        ("Citizenship", "Know rights and institutions, judge information, take part."),
        ("Citoyenneté", "Connaître ses droits, juger l’information, participer."),
        *("iscedf:0312", "iscedf:032", "iscedf:042", "sdg:16", "sdg:17"),
    ),
    _theme(
        "solidarity",
        ("Solidarity", "Equality, disability, old age, childhood, poverty: live together."),
        ("Solidarité", "Égalité, handicap, grand âge, enfance, pauvreté\u00a0: vivre ensemble."),
        *("iscedf:092", "sdg:1", "sdg:2", "sdg:5", "sdg:10"),
    ),
    _theme(
        "work",
        ("Work and enterprise", "Do a job well, run an organisation, create an activity."),
        ("Travail et entreprise", "Bien faire son métier, diriger, créer une activité."),
        *("iscedf:041", "sdg:8", "sdg:9"),
    ),
    _theme(
        "learning",
        ("Learning and teaching", "Read, write, count, learn, teach and bring up."),
        ("Apprendre et enseigner", "Lire, écrire, compter, apprendre, enseigner, éduquer."),
        *("iscedf:01", "iscedf:002", "sdg:4"),
    ),
    _theme(
        "culture",
        ("Culture and sciences", "Arts, languages, history, sciences: understand the world."),
        ("Culture et sciences", "Arts, langues, histoire, sciences\u00a0: comprendre le monde."),
        *("iscedf:02", "iscedf:031", "iscedf:051", "iscedf:053", "iscedf:054"),
    ),
)

MANIFESTO: Final = Scheme(
    slug=SLUG,
    english="Themes of the manifesto",
    french="Thèmes du manifeste",
    version="1",
    source="Agir pour l’avenir des MOOC, 2020, 6",
    themes=THEMES,
)
