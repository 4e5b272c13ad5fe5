"""Which fields of training does FORMACODE name? A cut of it, and where each stands.

FORMACODE is the thesaurus of training of Centre Inffo. Its whole list is not published under a
licence that this repository could carry; the register of certifications of France compétences is
(Licence Ouverte 2.0, Etalab), and names the fields of each of its sheets. These are the codes and
French labels of 20 sheets of RNCP and RS, read from its open data (flow 4.1, data.gouv.fr,
"Répertoire national des certifications professionnelles et répertoire spécifique", in 2026): what
is not here is not wrong, it is only not known. There are no English names: none was published.

A cut says nothing of what a catalogue lacks, so no diversity is counted in it.
"""

from __future__ import annotations

from typing import Final

from agir_catalogue.domain.themes.scheme import Scheme, Theme

SLUG: Final = "formacode"
CREDIT: Final = "France compétences, RNCP et RS, Licence Ouverte 2.0 (Etalab)"

_FIELDS: Final = """\
15234|Anglais
22454|Bâtiment second oeuvre
30805|Langage PHP
31004|Blockchain
31006|Sécurité informatique
31008|Système information
31010|Architecture web
31028|Intelligence artificielle
31036|Administration base de données
31045|Cybersécurité
31057|Génie logiciel
31067|Développement informatique
31084|Informatique de gestion
31089|Développement application mobile
31090|Développement web
31094|Gestion projet informatique
32054|Gestion des organisations
32066|Transition numérique
32139|Management situationnel
32154|Encadrement management
32654|Gestion financière comptabilité
32688|Traitement paie
33052|Administration personnel
33054|Gestion ressources humaines
34054|Gestion commerciale achats
34254|Commerce international
35014|Secrétariat assistanat ressources humaines
42022|Médecine vétérinaire
42103|Diagnostic amiante
42829|Sauvetage secourisme travail
44515|Didactique langue
44562|Méthode pédagogique
44583|Formation enseignant
45004|Art spectacle
45022|Art dramatique
45042|Technique spectacle
46341|Communication externe
46357|Qualité web
46359|Réseau social
70710|Logiciel gestion de contenu e-commerce
"""
_SHEETS: Final = """\
RNCP34762 34254 32054 32139 34054 32654
RNCP35809 22454
RNCP35625 45004 45022 45042
RNCP35419 31067 31057 31094
RNCP37488 31045
RNCP40344 42022
RNCP36612 35014 32688 33052
RNCP37674 31090 46357 31006 70710
RNCP36490 31089
RNCP35959 31090 46341 46359 30805
RNCP37873 31067 31036 31010 31084 31006
RNCP39568 32054 32154 32654 34254 34054
RS6232 42103
RS5719 42829
RS6547 44515 15234 44583 44562
RS5000 31004
RS5568 31045
RS6604 31004 31067
RS7485 42103
RS7423 33054 31008 31028 32066
"""


def _themes() -> tuple[Theme, ...]:
    rows = (line.split("|") for line in _FIELDS.splitlines())
    return tuple(Theme(f"{SLUG}:{code}", SLUG, code, "", name, name) for code, name in rows)


FORMACODE: Final = Scheme(
    slug=SLUG,
    english="FORMACODE (a cut)",
    french="FORMACODE (extrait)",
    version="RNCP-RS 2026",
    source=CREDIT,
    themes=_themes(),
    is_cut=True,
)

OF_SHEET: Final[dict[str, tuple[str, ...]]] = {
    sheet: tuple(f"{SLUG}:{code}" for code in codes)
    for sheet, *codes in (line.split() for line in _SHEETS.splitlines())
}
"""The themes of each sheet of the register, in its order."""
