"""Which dated rules ship with Agir, read where, and which of them nobody could read at the source?

Looked up on 27 November 2026 in stored copies of public pages. A row is free of ``to_verify`` where
the State's or the Caisse des Dépôts' own page says the value; where private pages alone do, or a
bill was all that could be read, it has it: whoever relies on the row reads the official text first.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from agir_certification.domain.dated_rules import DatedRule, RuleKey

READ: Final = date(2026, 11, 27)
CGU: Final = "Conditions générales d’utilisation de Mon Compte Formation (résumés publics)"
HELP: Final = "of.moncompteformation.gouv.fr, espace public, aide"
HELP_URL: Final = "https://of.moncompteformation.gouv.fr/espace-public/aide"
CERTIFIERS_URL: Final = "https://certificateurs.moncompteformation.gouv.fr"
SERVICE_PUBLIC: Final = "https://www.service-public.fr/particuliers/vosdroits/F10705"
MCF_PARTICIPATION: Final = "https://moncompteformation.gouv.fr/espace-public/node/475"
CGU_SINCE: Final = date(2021, 6, 10)


def _sure(
    key: RuleKey, since: date, value: int, source: str, url: str, *, sure: bool = True
) -> DatedRule:
    return DatedRule(key, since, value, source, url, READ, to_verify=not sure)


def _doubtful(key: RuleKey, since: date, value: int, source: str, url: str) -> DatedRule:
    return _sure(key, since, value, source, url, sure=False)


SHIPPED: Final = (
    _sure(
        RuleKey.PARTICIPATION,
        date(2024, 5, 2),
        10_000,
        "Décret n° 2024-394 du 29 avril 2024, selon la page de Mon Compte Formation",
        MCF_PARTICIPATION,
    ),
    _sure(
        RuleKey.PARTICIPATION,
        date(2025, 1, 1),
        10_223,
        "Arrêté du 26 décembre 2024, selon la page de Mon Compte Formation",
        MCF_PARTICIPATION,
    ),
    _doubtful(
        RuleKey.PARTICIPATION,
        date(2026, 1, 1),
        10_320,
        "Arrêté du 30 décembre 2025 (JO du 1er janvier 2026), selon un cabinet d’avocats",
        "https://www.voltaire-avocats.com/fr/compte-personnel-de-formation-le-reste-a-charge-revalorise-pour-2026",
    ),
    _doubtful(
        RuleKey.PARTICIPATION,
        date(2026, 4, 2),
        15_000,
        "Décret n° 2026-234 du 30 mars 2026 (JO du 1er avril 2026) ; texte officiel non lu",
        SERVICE_PUBLIC,
    ),
    _doubtful(
        RuleKey.CAP_RS,
        date(2026, 2, 26),
        150_000,
        "Décret n° 2026-127 du 24 février 2026 (JO du 25), article D6323-1 A, hors CléA, selon "
        "des pages privées ; texte officiel non lu",
        "https://www.hexopee.org/publication/2484",
    ),
    _doubtful(
        RuleKey.ACCROCHAGE,
        date(2021, 7, 1),
        3,
        "Code du travail, article R6113-17-2 (décret n° 2019-1490 du 27 décembre 2019) : la "
        "notice du décret a été lue, pas l’article ; le délai vient de pages privées",
        "https://www.legifrance.gouv.fr/affichTexte.do?cidTexte=JORFTEXT000039685260",
    ),
    _doubtful(
        RuleKey.RECTIFICATION,
        date(2025, 1, 1),
        3,
        "Décret n° 2024-1236 du 30 décembre 2024 (TSSD2418389D), délai selon Centre Inffo",
        "https://www.centre-inffo.fr/?p=487020",
    ),
    _doubtful(RuleKey.ANSWER, CGU_SINCE, 2, CGU, ""),
    _doubtful(RuleKey.ANSWER_PREREQUISITES, CGU_SINCE, 30, CGU, ""),
    _doubtful(RuleKey.ACCEPTANCE, CGU_SINCE, 4, CGU, ""),
    _doubtful(RuleKey.BEFORE_START, CGU_SINCE, 11, CGU, ""),
    _doubtful(RuleKey.RETRACTION, CGU_SINCE, 11, CGU, ""),
    _doubtful(
        RuleKey.FREE_CANCELLATION,
        CGU_SINCE,
        7,
        CGU,
        "https://cpformation.com/comment-annuler-une-formation-cpf",
    ),
    _doubtful(RuleKey.DECLARE_ENTRY, CGU_SINCE, 3, HELP, HELP_URL),
    _doubtful(RuleKey.DECLARE_EXIT, CGU_SINCE, 3, HELP, HELP_URL),
    _doubtful(RuleKey.DECLARE_SERVICE, CGU_SINCE, 3, HELP, HELP_URL),
    _doubtful(RuleKey.SERVICE_VALIDATION, CGU_SINCE, 5, HELP, HELP_URL),
    _doubtful(
        RuleKey.INVOICE,
        CGU_SINCE,
        5,
        "Aucun délai n’a été lu dans un texte : rappel proposé par Agir, à remplacer par le vôtre",
        "",
    ),
    _doubtful(
        RuleKey.EXAM_ABSENCE,
        date(2026, 6, 27),
        1,
        "Loi n° 2026-534 du 25 juin 2026, article 59 selon un seul site ; seul le projet de loi "
        "(Sénat n° 24, 2025-2026, article 13) a été lu",
        "https://www.vie-publique.fr/loi/300456-lutte-contre-les-fraudes-sociales-et-fiscales-loi-du-25-juin-2026",
    ),
    _doubtful(
        RuleKey.OFFER_BLOCKS,
        date(2026, 6, 11),
        1,
        "Blocs à déclarer dans EDOF, offres sans blocs masquées dès le 22 octobre 2026",
        CERTIFIERS_URL,
    ),
    _doubtful(
        RuleKey.PROOFS,
        date(2019, 1, 1),
        36,
        "Modèle de certificat de réalisation du ministère du Travail : trois ans dès la fin de "
        "l’année du dernier paiement ; plus longtemps avec des fonds européens",
        "",
    ),
)
