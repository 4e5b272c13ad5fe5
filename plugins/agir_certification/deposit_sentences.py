"""What is said when a file cannot be written to the CDC, or read from it?"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

STATUSES: Final[dict[str, int]] = {
    "nothing_to_deposit": 409,
    "deposit_too_large": 413,
    "depositor_may_not": 403,
    "depositor_malformed": 400,
    "profile_unknown": 400,
    "deletion_unsupported": 409,
    "schema_unreadable": 500,
    "xml_refused": 400,
    "file_too_large": 413,
    "records_unreadable": 400,
    "report_malformed": 400,
    "report_contradictory": 400,
    "report_foreign": 404,
    "places_unreadable": 400,
    "dated_rule_unknown": 404,
    "dated_rule_malformed": 400,
    "offer_refused": 400,
}

SENTENCES: Final[dict[str, Any]] = {
    "nothing_to_deposit": _(
        "No passage may be sent, so no file was written (%(refused)s kept back). Correct what is "
        "told, then try again."
    ),
    "deposit_too_large": _(
        "One file holds at most %(limit)s %(unit)s for the portal of the CDC. Split the passages."
    ),
    "depositor_may_not": _(
        "A training partner deposits nothing: the law asks it of the certifier. Hand the data "
        "over to the certifier."
    ),
    "depositor_malformed": _(
        "Who deposits is not known as the CDC asks (%(field)s): 8 characters for a client, 1 to "
        "20 for a contract. Give them on the desk or with --client, --certifier and --contract, or "
        "set AGIR_CERTIFICATION_DEPOSITOR."
    ),
    "profile_unknown": _(
        "Agir writes versions 1.1.2 and 1.1.5 of the schema, not “%(version)s”. Choose one."
    ),
    "deletion_unsupported": _(
        "A file of SUPPRESSION needs the official schema 1.1.5, and Agir writes none yet. Use the "
        "portal of the CDC."
    ),
    "schema_unreadable": _(
        "The official schema could not be read (%(reason)s). Look at "
        "AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH."
    ),
    "xml_refused": _(
        "This file is refused (%(reason)s, line %(line)s): it is no plain XML. Take the file as "
        "it was downloaded."
    ),
    "file_too_large": _("This file is larger than what is read (%(limit)s bytes)."),
    "records_unreadable": _(
        "The records could not be read (%(reason)s: %(field)s). Compare with the file that "
        "agir_cpf_export --example prints."
    ),
    "report_malformed": _(
        "This is no accusé de traitement of the CDC (%(reason)s). Take the file as it was "
        "downloaded from the portal."
    ),
    "report_contradictory": _(
        "This report names a passage twice (%(count)s). Nothing was changed: ask the CDC."
    ),
    "report_foreign": _(
        "This report answers another file than those of this site. Nothing was changed."
    ),
    "places_unreadable": _(
        "This is none of INSEE’s files of the code officiel géographique (%(reason)s: %(field)s)."
    ),
    "dated_rule_unknown": _("No rule “%(key)s” holds on %(day)s. Write one with its source."),
    "dated_rule_malformed": _("The rule is not whole (%(field)s). Give a value and its source."),
    "offer_refused": _(
        "This catalogue would be refused by EDOF (%(count)s faults). Correct what is told."
    ),
}
