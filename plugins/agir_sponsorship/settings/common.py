"""What may a site change about its sponsorship?

``AGIR_SPONSORSHIP_SOLIDARITY_SHARE``: what of released sponsorship money feeds the solidarity fund,
per mille, 0 to 1000. ``AGIR_SPONSORSHIP_AID_SMALL``: up to this, in minor units, aid is granted at
once; 0 leaves every request to a person. ``AGIR_SPONSORSHIP_AID_YEAR``: the most for one person in
365 days. ``AGIR_SPONSORSHIP_AID_CHECKED``: share of grants at once that a person looks at
afterwards, per mille. ``AGIR_SPONSORSHIP_AID_KEPT_DAYS``: days after which an unused grant returns
to the fund. ``AGIR_SPONSORSHIP_SMALLEST_CELL``: the smallest group of learners that a sponsor is
told of; 11, upward only. ``AGIR_SPONSORSHIP_VOUCHER_KEY``: key of the HMAC that is kept of
vouchers; empty: derived from the site's secret; a new one makes issued vouchers void.
"""

from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
    # .. setting_name: AGIR_SPONSORSHIP_CURRENCY
    # .. setting_default: EUR
    # .. setting_description: The currency that the site counts in, ISO 4217.
    "AGIR_SPONSORSHIP_CURRENCY": "EUR",
    # .. setting_name: AGIR_SPONSORSHIP_BENEFICIARY
    # .. setting_default: {}
    # .. setting_description: The operator's own legal entity, the only one that receives money:
    #   LEGAL_NAME, SIRET, VAT, ADDRESS, IBAN, FISCAL_STATUS ("interest_general",
    #   "vat_registered" or "other"). Until FISCAL_STATUS is there, every document says "Projet".
    "AGIR_SPONSORSHIP_BENEFICIARY": {},
    "AGIR_SPONSORSHIP_SOLIDARITY_SHARE": 50,
    "AGIR_SPONSORSHIP_AID_SMALL": 6000,
    "AGIR_SPONSORSHIP_AID_YEAR": 50000,
    "AGIR_SPONSORSHIP_AID_CHECKED": 100,
    "AGIR_SPONSORSHIP_AID_KEPT_DAYS": 180,
    "AGIR_SPONSORSHIP_SMALLEST_CELL": 11,
    "AGIR_SPONSORSHIP_VOUCHER_KEY": "",
    # .. setting_name: AGIR_SPONSORSHIP_ACCEPTANCE_POLICY
    # .. setting_default: ""
    # .. setting_description: Address (https) of the operator's policy on whose money it accepts;
    #   each campaign links to it.
    "AGIR_SPONSORSHIP_ACCEPTANCE_POLICY": "",
    # .. setting_name: AGIR_SPONSORSHIP_REFUND_BY_ONE_MINOR
    # .. setting_default: 100000
    # .. setting_description: Up to how many minor units one person may send a refund; above, two.
    "AGIR_SPONSORSHIP_REFUND_BY_ONE_MINOR": 100_000,
    # .. setting_name: AGIR_SPONSORSHIP_CHART
    # .. setting_default: {}
    # .. setting_description: The site's own account numbers by account of the ledger, for the
    #   accounting export; what is not named has a number of the plan comptable general.
    "AGIR_SPONSORSHIP_CHART": {},
    # .. setting_name: AGIR_SPONSORSHIP_STRIPE_KEY
    # .. setting_default: ""
    # .. setting_description: Stripe's secret key. Empty, or the extra "stripe" missing: no cards.
    "AGIR_SPONSORSHIP_STRIPE_KEY": "",
    # .. setting_name: AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS
    # .. setting_default: []
    # .. setting_description: Secrets of Stripe's webhook, the present one and, while it is
    #   rotated, the one before; at most two are read.
    "AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS": [],
}


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        setattr(settings, name, getattr(settings, name, value))
