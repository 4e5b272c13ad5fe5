"""How is a dated rule called, and how is its value said?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agir_certification.domain.dated_rules import DatedRule, RuleKey, Unit

NAMES: Final[dict[RuleKey, Any]] = {
    RuleKey.PARTICIPATION: _("Compulsory participation of the holder of a CPF"),
    RuleKey.CAP_RS: _("Cap of what a CPF pays for a certification of the RS"),
    RuleKey.ANSWER: _("Answer to a request, without prerequisites"),
    RuleKey.ANSWER_PREREQUISITES: _("Answer to a request, with prerequisites to verify"),
    RuleKey.ACCEPTANCE: _("Time in which the learner accepts a proposal"),
    RuleKey.BEFORE_START: _("Least time between the proposal and the beginning"),
    RuleKey.RETRACTION: _("Time in which the learner may withdraw"),
    RuleKey.FREE_CANCELLATION: _("Cancellation without a fee before the beginning"),
    RuleKey.DECLARE_ENTRY: _("Declaration of the entry into training"),
    RuleKey.DECLARE_EXIT: _("Declaration of the exit from training"),
    RuleKey.DECLARE_SERVICE: _("Declaration of the service fait"),
    RuleKey.SERVICE_VALIDATION: _("Automatic validation of the service fait"),
    RuleKey.INVOICE: _("Invoice on EDOF once the service fait is validated"),
    RuleKey.ACCROCHAGE: _("Transmission of a certification to the CDC (accrochage)"),
    RuleKey.RECTIFICATION: _("Answer to a request for rectification by the CDC"),
    RuleKey.EXAM_ABSENCE: _("Absence from the exam without a legitimate reason has a cost"),
    RuleKey.OFFER_BLOCKS: _("Offers name the blocs that they prepare for"),
    RuleKey.PROOFS: _("Keeping of proofs, from the end of the year of the training"),
}


def name(key: RuleKey) -> str:
    """Return what a rule is about."""
    return str(NAMES[key])


def value(rule: DatedRule) -> str:
    """Return a value with its unit, in the language of the reader."""
    figure = rule.value
    if figure is None:
        return str(_("no longer"))
    if rule.unit is Unit.EURO_CENTS:
        amount = number_format(Decimal(figure) / 100, 2, use_l10n=True, force_grouping=True)
        return f"{amount}\u00a0€"
    if rule.unit is Unit.WORKING_DAYS:
        said = ngettext("%(count)s working day", "%(count)s working days", figure)
    elif rule.unit is Unit.DAYS:
        said = ngettext("%(count)s day", "%(count)s days", figure)
    elif rule.unit is Unit.MONTHS:
        said = ngettext("%(count)s month", "%(count)s months", figure)
    else:
        return str(_("in force") if figure else _("not in force"))
    return said % {"count": figure}
