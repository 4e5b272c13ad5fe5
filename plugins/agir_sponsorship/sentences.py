"""What does a refusal of sponsorship become: which status, which sentence?

Read by pages and REST views alike; what the shared rooms refuse, they say themselves. A sentence
says what to do; where that depends on why, or on which field, ``code.why`` or ``code.field`` has a
sentence of its own.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_kernel.errors import DomainError
from agir_platform import refusals
from agir_platform.rest import sentence_of

STATUSES: Final[dict[str, int]] = {
    "seat_figure_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pool_unknown": HTTPStatus.NOT_FOUND,
    "pool_shut": HTTPStatus.CONFLICT,
    "pool_exhausted": HTTPStatus.CONFLICT,
    "pool_not_for_this": HTTPStatus.CONFLICT,
    "pool_not_for_theme": HTTPStatus.CONFLICT,
    "pool_needs_code": HTTPStatus.CONFLICT,
    "fee_above_seat": HTTPStatus.CONFLICT,
    "fee_already_paid": HTTPStatus.CONFLICT,
    "seat_already_held": HTTPStatus.CONFLICT,
    "not_for_cpf": HTTPStatus.CONFLICT,
    "claim_unknown": HTTPStatus.NOT_FOUND,
    "claim_state_refused": HTTPStatus.CONFLICT,
    "claim_key_reused": HTTPStatus.CONFLICT,
    "voucher_unknown": HTTPStatus.NOT_FOUND,
    "voucher_tried_too_often": HTTPStatus.TOO_MANY_REQUESTS,
    "voucher_batch_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "voucher_batch_unknown": HTTPStatus.NOT_FOUND,
    "aid_unknown": HTTPStatus.NOT_FOUND,
    "aid_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "aid_asked_already": HTTPStatus.CONFLICT,
    "aid_year_spent": HTTPStatus.CONFLICT,
    "aid_fund_empty": HTTPStatus.CONFLICT,
    "aid_state_refused": HTTPStatus.CONFLICT,
    "aid_reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "aid_decider_refused": HTTPStatus.FORBIDDEN,
    "aid_not_for_this": HTTPStatus.CONFLICT,
    "cell_too_small": HTTPStatus.SERVICE_UNAVAILABLE,
    "impact_unknown": HTTPStatus.NOT_FOUND,
    "ledger_unbalanced": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_posting": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_ledger_facts": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_ledger_entry": HTTPStatus.UNPROCESSABLE_ENTITY,
    "account_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "account_overdrawn": HTTPStatus.CONFLICT,
    "account_overflows": HTTPStatus.UNPROCESSABLE_ENTITY,
    "idempotency_mismatch": HTTPStatus.CONFLICT,
    "transaction_unknown": HTTPStatus.NOT_FOUND,
    "reversal_exceeds": HTTPStatus.CONFLICT,
    "reversal_is_final": HTTPStatus.CONFLICT,
    "invalid_reversal_part": HTTPStatus.UNPROCESSABLE_ENTITY,
    "row_is_final": HTTPStatus.CONFLICT,
    "name_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "identifier_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "organisation_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "organisation_unknown": HTTPStatus.NOT_FOUND,
    "organisation_not_verified": HTTPStatus.CONFLICT,
    "organisation_reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "organisation_is_own": HTTPStatus.FORBIDDEN,
    "organisation_taken": HTTPStatus.CONFLICT,
    "organisation_role_refused": HTTPStatus.FORBIDDEN,
    "too_many_organisations": HTTPStatus.CONFLICT,
    "too_many_contacts": HTTPStatus.CONFLICT,
    "invitation_unknown": HTTPStatus.NOT_FOUND,
    "last_administrator": HTTPStatus.CONFLICT,
    "logo_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "amount_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "currency_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "transition_refused": HTTPStatus.CONFLICT,
    "campaign_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "campaign_unknown": HTTPStatus.NOT_FOUND,
    "campaign_not_open": HTTPStatus.CONFLICT,
    "campaign_of_partner": HTTPStatus.CONFLICT,
    "campaign_not_due": HTTPStatus.CONFLICT,
    "campaign_promise_missing": HTTPStatus.CONFLICT,
    "campaign_course_missing": HTTPStatus.CONFLICT,
    "reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "milestone_unknown": HTTPStatus.NOT_FOUND,
    "evidence_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pledge_unknown": HTTPStatus.NOT_FOUND,
    "pledge_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "pledge_key_reused": HTTPStatus.CONFLICT,
    "terms_not_accepted": HTTPStatus.UNPROCESSABLE_ENTITY,
    "nature_undecided": HTTPStatus.CONFLICT,
    "nature_unfit": HTTPStatus.CONFLICT,
    "nature_bound": HTTPStatus.CONFLICT,
    "pledge_takes_no_money": HTTPStatus.CONFLICT,
    "payment_unknown": HTTPStatus.NOT_FOUND,
    "transfer_unknown": HTTPStatus.NOT_FOUND,
    "transfer_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "refund_unknown": HTTPStatus.NOT_FOUND,
    "refund_too_large": HTTPStatus.CONFLICT,
    "refund_needs_two": HTTPStatus.CONFLICT,
    "refund_key_reused": HTTPStatus.CONFLICT,
    "receipt_stands": HTTPStatus.CONFLICT,
    "provider_event_mismatch": HTTPStatus.CONFLICT,
    "stripe_unset": HTTPStatus.SERVICE_UNAVAILABLE,
    "stripe_silent": HTTPStatus.BAD_GATEWAY,
    "stripe_refused": HTTPStatus.BAD_GATEWAY,
    "webhook_refused": HTTPStatus.BAD_REQUEST,
    "statement_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_unknown": HTTPStatus.NOT_FOUND,
    "document_wrong_kind": HTTPStatus.CONFLICT,
    "receipt_not_yet": HTTPStatus.CONFLICT,
    "invoice_refused": HTTPStatus.CONFLICT,
    "iban_wrong": HTTPStatus.CONFLICT,
    "already_credited": HTTPStatus.CONFLICT,
    "period_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "campaign_form_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
}

SENTENCES: Final[dict[str, Any]] = {
    "seat_figure_invalid": _(
        "This pool cannot be opened as it is: look at the numbers, the name and the dates."
    ),
    "pool_unknown": _("There are no such seats. Go back to the list."),
    "pool_shut": _("These seats cannot be taken now: look at their dates, or ask for aid."),
    "pool_exhausted": _("All these seats are taken. Ask for aid, or come back later."),
    "pool_not_for_this": _("These seats do not pay for this certification. Look at the others."),
    "pool_not_for_theme": _(
        "These seats are for certifications of other themes. Look at the others, or ask for aid."
    ),
    "pool_needs_code": _("These seats are given by voucher. Type the code that you were given."),
    "fee_above_seat": _("The fee is more than this seat pays. Choose another session."),
    "fee_already_paid": _("This fee is paid already: nothing is left to do."),
    "seat_already_held": _("You hold one of these seats already. Use it, or give it back first."),
    "not_for_cpf": _(
        "What the CPF asks of its holder can be paid or refunded by nobody else: it is the law. "
        "Choose another way of paying for the whole fee, or pay the participation yourself."
    ),
    "claim_unknown": _("There is no such seat. Reload the page."),
    "claim_state_refused": _("This seat was used: only the team can take that back. Ask it."),
    "claim_key_reused": _("This was sent before, for something else. Reload the page."),
    "voucher_unknown": _(
        "No voucher that can be used has this code. Check each sign, then try again."
    ),
    "voucher_tried_too_often": _("Too many codes were tried. Wait an hour, then try again."),
    "voucher_batch_invalid": _(
        "These vouchers cannot be issued: at most %(limit)s are left to issue now."
    ),
    "voucher_batch_unknown": _("There are no such vouchers. Go back to the list."),
    "aid_unknown": _("There is no such request. Go back to the list."),
    "aid_invalid": _("Say what you need help with, for which amount and why, then send it again."),
    "aid_asked_already": _("You have a request under way. Wait for its answer, or use the grant."),
    "aid_year_spent": _(
        "This is more than one person can be given within a year. Ask for less, or wait."
    ),
    "aid_fund_empty": _("The fund holds too little for this now. Decide later."),
    "aid_state_refused": _("This request was decided already. Reload the page."),
    "aid_reason_missing": _("Say why, in at most %(limit)s signs."),
    "aid_decider_refused": _(
        "Somebody else has to decide this: not who asked, not a sponsor, not who decided before."
    ),
    "aid_not_for_this": _("This grant is for another certification. Choose that one."),
    "cell_too_small": _(
        "No figure of fewer than %(limit)s learners may be told. Ask the operator to raise the "
        "smallest cell."
    ),
    "impact_unknown": _("There is no such report. Go back to the list."),
    "ledger_unbalanced": _("What is booked must add up to nothing. Check the amounts."),
    "invalid_posting": _("An amount is a whole number of cents, not 0. Correct it."),
    "invalid_ledger_facts": _("The ledger keeps identifiers only: no name and no text."),
    "invalid_ledger_entry": _("This date, key or kind cannot be booked. Correct it."),
    "account_unknown": _("The ledger has no such account. Check its code."),
    "account_overdrawn": _(
        "There is not enough money left for this. Check what was spent already."
    ),
    "account_overflows": _("This amount is larger than the ledger can hold. Check it."),
    "idempotency_mismatch": _(
        "This request was used for something else. Reload the page, then try again."
    ),
    "transaction_unknown": _("The ledger has no such transaction. Check its identifier."),
    "reversal_exceeds": _("No more can be taken back than was booked. Check the amount."),
    "reversal_is_final": _("What was taken back stays so. Book anew what is right."),
    "invalid_reversal_part": _("This part is too small or too large. Give a part of the whole."),
    "row_is_final": _("What is booked is never changed. Take it back, then book what is right."),
    "name_unfit": _(
        "This text cannot be shown to everybody. Write a plain name in one alphabet, at most "
        "%(longest)s characters, without emoji, invisible signs or a sign such as = at its "
        "beginning."
    ),
    "identifier_unfit": _(
        "This number is not one of this organisation. Copy SIREN, SIRET or VAT number from an "
        "official document; in France a SIREN is needed, elsewhere a VAT or register number."
    ),
    "organisation_unfit": _(
        "Choose among what the form offers; a website begins with https:// and a public name."
    ),
    "organisation_unknown": _("There is no such organisation, or you do not speak for it."),
    "organisation_not_verified": _(
        "This organisation is not verified yet. Submit it, then wait for the operator."
    ),
    "organisation_reason_missing": _(
        "Say why, in at most %(limit)s characters: the organisation reads it."
    ),
    "organisation_is_own": _(
        "You speak for this organisation, so another person decides about it. Ask a colleague."
    ),
    "organisation_taken": _(
        "Another verified organisation has this number. Close one of them first."
    ),
    "organisation_role_refused": _(
        "Your role in this organisation does not allow this. Ask one of its administrators."
    ),
    "too_many_organisations": _(
        "You registered %(limit)s organisations that wait. Finish those first."
    ),
    "too_many_contacts": _(
        "An organisation has at most %(limit)s contacts and open invitations. Remove one first."
    ),
    "invitation_unknown": _(
        "This invitation was used, taken back or has ended. Ask for another one."
    ),
    "last_administrator": _(
        "An organisation keeps at least one administrator. Invite another one first."
    ),
    "logo_unfit": _(
        "Send a PNG, JPEG, WebP or GIF picture of at most 2 MB and 16 million pixels, each side "
        "at least 16 pixels. SVG is not taken, since it can hold scripts."
    ),
    "amount_unfit": _(
        "Write an amount above 0 in digits, such as 1500 or 1500.50, without a sign between "
        "thousands."
    ),
    "currency_unknown": _("This site does not count in this currency. Choose one from the list."),
    "transition_refused": _(
        "This cannot be done from where it stands now. Reload the page to see what changed."
    ),
    "campaign_unfit": _(
        "This campaign does not hold together. The minimum is at most the goal, milestones add up "
        "to the goal, it closes within a year after it opens, and a course is named or described."
    ),
    "campaign_unfit.title": _("Give the campaign a title of 3 to 200 characters."),
    "campaign_unfit.summary": _("Say in 10 to 4000 characters what the money is for."),
    "campaign_unfit.minimum": _("The minimum is at most the goal: lower it, or raise the goal."),
    "campaign_unfit.milestones": _(
        "Write 1 to 20 milestones, each with a title, what is delivered and an amount; together "
        "they are the goal."
    ),
    "campaign_unfit.dates": _("The campaign closes after it opens, and within a year."),
    "campaign_unfit.course": _(
        "Name the course that is kept running by its key, such as course-v1:Org+Course+Run."
    ),
    "campaign_unfit.subject": _("Say in at most 500 characters which course is to be made."),
    "campaign_unfit.partner": _(
        "A partner that receives the money has a name and a page for payment whose address begins "
        "with https://."
    ),
    "campaign_unknown": _("There is no such campaign. Look for it in the list of campaigns."),
    "campaign_not_open": _("This campaign takes no pledge now. Choose an open one from the list."),
    "campaign_of_partner": _(
        "A partner receives the money of this campaign. Pay on the partner’s own page, linked"
        " from the campaign."
    ),
    "campaign_not_due": _(
        "This campaign runs until its last day or until its goal is paid. Wait, or withdraw it."
    ),
    "campaign_promise_missing": _(
        "Sign the promise first: the course that is made will keep a free track."
    ),
    "campaign_course_missing": _(
        "Name the course that was made before the last milestone is released."
    ),
    "reason_missing": _("Say why, in at most 1000 characters: the reason is kept with your name."),
    "milestone_unknown": _("There is no such milestone. Reload the campaign’s page."),
    "evidence_unfit": _(
        "Give an address that begins with https:// and a sentence of at most 1000 characters "
        "on what it shows."
    ),
    "pledge_unknown": _("There is no such pledge, or you do not speak for its organisation."),
    "pledge_unfit": _(
        "This pledge cannot be taken as it is. Correct the form, then send it again."
    ),
    "pledge_unfit.method": _("Choose how the organisation pays."),
    "pledge_unfit.visibility": _("Choose whether the organisation is named in public."),
    "pledge_unfit.key": _("This form is too old or was changed. Open it anew, then send it again."),
    "pledge_unfit.counterparts": _("Choose at most 10 counterparts."),
    "pledge_unfit.purchase_order": _("Write the purchase order’s number, at most 60 characters."),
    "pledge_unfit.organisation": _("Choose the organisation that you speak for."),
    "pledge_key_reused": _(
        "This form was sent already with other words. Open it anew, then send it again."
    ),
    "terms_not_accepted": _(
        "Tick that you accept: whoever gives has no say in the content of courses."
    ),
    "nature_undecided": _(
        "Decide first what this pledge is in law: mécénat, parrainage, purchase or grant."
    ),
    "nature_unfit": _(
        "This cannot be mécénat: the counterpart is an advertising service, or worth more "
        "than a quarter of the gift. Choose parrainage."
    ),
    "nature_bound": _("A document or an invoice rests on this nature. Cancel that document first."),
    "pledge_takes_no_money": _(
        "This pledge waits for no payment by card. Read its state, or pay by transfer."
    ),
    "payment_unknown": _("There is no such payment. Reload the page."),
    "transfer_unknown": _(
        "This line is no longer in the queue: somebody dealt with it. Reload the page."
    ),
    "transfer_unfit": _("This line and this pledge do not fit: check the currency and the amount."),
    "refund_unknown": _("There is no such refund. Reload the page."),
    "refund_too_large": _(
        "No more can go back than what this payment still holds and was not released."
    ),
    "refund_needs_two": _(
        "A refund of this size takes two persons. Ask a colleague to agree to it."
    ),
    "refund_key_reused": _("This form was sent already with another amount. Open it anew."),
    "receipt_stands": _(
        "A tax receipt stands for this money. Cancel the receipt first, then refund."
    ),
    "provider_event_mismatch": _(
        "This event came before with other words. The operator was warned."
    ),
    "stripe_unset": _("This site takes no cards. Pay by transfer with the reference shown."),
    "stripe_silent": _(
        "The card provider did not answer. Try again in a minute, or pay by transfer."
    ),
    "stripe_refused": _(
        "The card provider does not take this payment. Nothing was charged: pay by transfer with "
        "the reference shown."
    ),
    "webhook_refused": _(
        "These bytes were not signed by the provider just now. Check the webhook’s secret and"
        " the clock."
    ),
    "statement_unfit": _(
        "This is not a statement that can be read. Export it as CSV with a date, a label and an "
        "amount; nothing of it was taken."
    ),
    "statement_unfit.absent": _("Choose the file of the statement, then send it."),
    "statement_unfit.too_large": _(
        "This file is too large. Export a shorter period; nothing of it was taken."
    ),
    "statement_unfit.too_many": _(
        "This statement has more than %(line)s lines. Export a shorter period; nothing of it was "
        "taken."
    ),
    "statement_unfit.columns": _(
        "No line of this file names a column with a date, one with a label and one with an "
        "amount. Export it with its headings; nothing of it was taken."
    ),
    "statement_unfit.amount": _(
        "The amount of line %(line)s cannot be read. Export the statement anew, or correct the "
        "line; nothing of it was taken."
    ),
    "statement_unfit.date": _(
        "The date of line %(line)s cannot be read. Export the statement anew, or correct the "
        "line; nothing of it was taken."
    ),
    "document_unknown": _("There is no such document, or you do not speak for its organisation."),
    "document_wrong_kind": _(
        "This document is not the right one for this pledge. A gift gets a receipt, a service"
        " an invoice, a grant its agreement."
    ),
    "receipt_not_yet": _(
        "A tax receipt is not possible yet. It needs the operator’s tax status with legal ground "
        "and rescrit date, a funded campaign, a gift paid in full, and the giver’s address."
    ),
    "receipt_not_yet.beneficiary": _(
        "A tax receipt needs the operator’s tax status. Have the setting "
        "AGIR_SPONSORSHIP_BENEFICIARY filled in: LEGAL_NAME, SIRET, FISCAL_STATUS "
        "(interest_general), LEGAL_GROUND and RESCRIT_ON (as 2025-03-14)."
    ),
    "receipt_not_yet.unfunded": _(
        "A tax receipt waits until the campaign is funded. Issue it once the campaign has closed "
        "with what it needed."
    ),
    "receipt_not_yet.unpaid": _(
        "A tax receipt is for a gift that is paid in full and of which nothing went back. Wait "
        "for the rest of it."
    ),
    "receipt_not_yet.counterpart": _(
        "What the giver gets in return makes this no gift in law. Decide anew what the pledge is; "
        "another document is offered then."
    ),
    "receipt_not_yet.invoiced": _(
        "This pledge has an invoice number, and no euro gets an invoice and a tax receipt. Issue "
        "no receipt."
    ),
    "receipt_not_yet.address": _(
        "Write the address of the organisation, of 5 to 300 characters on one line, then issue "
        "the receipt again."
    ),
    "invoice_refused": _(
        "Only a service or a purchase without a tax receipt has an invoice number, of at most"
        " 40 characters."
    ),
    "iban_wrong": _(
        "The IBAN of this site is wrong, or of a country that transfers in euros do not reach. "
        "Ask the operator to correct it in the settings; nothing was called for."
    ),
    "already_credited": _(
        "This document was cancelled already, or is of a kind that is not cancelled."
    ),
    "period_unfit": _("The period ends after it begins, within ten years. Correct the dates."),
    "campaign_form_unfit": _(
        "A part of this form cannot be read. Open it anew, then fill it in again."
    ),
    "campaign_form_unfit.kind": _("Choose what the campaign is for."),
    "campaign_form_unfit.mode": _("Choose what happens when the goal is not reached."),
    "campaign_form_unfit.currency": _("Choose a currency from the list."),
    "campaign_form_unfit.call": _("Choose a call that is still open, or none."),
    "campaign_form_unfit.opens": _("Write the day it opens as 2026-11-27, from 2000 to 2100."),
    "campaign_form_unfit.closes": _("Write the day it closes as 2026-11-27, from 2000 to 2100."),
    "campaign_form_unfit.from": _("Write the first day as 2026-11-27, from 2000 to 2100."),
    "campaign_form_unfit.to": _("Write the last day as 2026-11-27, from 2000 to 2100."),
    "campaign_form_unfit.day": _("Write the day as 2026-11-27, from 2000 to 2100."),
}


def status(refusal: DomainError) -> int:
    """Return the status that a refusal becomes."""
    found = STATUSES.get(refusal.code) or refusals.STATUSES.get(refusal.code)
    return found or HTTPStatus.BAD_REQUEST


def sentence(refusal: DomainError) -> str:
    """Return what a refusal says, in the language of the reader."""
    general = refusals.SENTENCES
    part = refusal.facts.get("why") or refusal.facts.get("field", "")
    told = (
        SENTENCES.get(f"{refusal.code}.{part}")
        or SENTENCES.get(refusal.code)
        or general.get(refusal.code, general["refused"])
    )
    return sentence_of(told, refusal.facts)
