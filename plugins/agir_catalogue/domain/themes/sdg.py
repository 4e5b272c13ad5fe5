"""Which goals did the United Nations set for 2030?

The 17 Sustainable Development Goals by their short titles (General Assembly, resolution 70/1 of
25 September 2015, in force since 1 January 2016).
"""

from __future__ import annotations

from typing import Final

from agir_catalogue.domain.themes.scheme import Scheme, Theme

SLUG: Final = "sdg"

_GOALS: Final = """\
1|No poverty|Pas de pauvreté
2|Zero hunger|Faim «\u00a0zéro\u00a0»
3|Good health and well-being|Bonne santé et bien-être
4|Quality education|Éducation de qualité
5|Gender equality|Égalité entre les sexes
6|Clean water and sanitation|Eau propre et assainissement
7|Affordable and clean energy|Énergie propre et d’un coût abordable
8|Decent work and economic growth|Travail décent et croissance économique
9|Industry, innovation and infrastructure|Industrie, innovation et infrastructure
10|Reduced inequalities|Inégalités réduites
11|Sustainable cities and communities|Villes et communautés durables
12|Responsible consumption and production|Consommation et production responsables
13|Climate action|Lutte contre les changements climatiques
14|Life below water|Vie aquatique
15|Life on land|Vie terrestre
16|Peace, justice and strong institutions|Paix, justice et institutions efficaces
17|Partnerships for the goals|Partenariats pour la réalisation des objectifs
"""


def _theme(line: str) -> Theme:
    code, english, french = line.split("|")
    return Theme(f"{SLUG}:{code}", SLUG, code, "", english, french)


SDG: Final = Scheme(
    slug=SLUG,
    english="Sustainable Development Goals",
    french="Objectifs de développement durable",
    version="2015",
    source="https://sdgs.un.org/goals",
    themes=tuple(_theme(line) for line in _GOALS.splitlines()),
)
