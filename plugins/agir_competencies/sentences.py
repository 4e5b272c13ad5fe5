"""What does a person read when a framework is refused, or a plan shown?

One sentence a code: what is the case, then what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext, gettext_noop

from agir_kernel.errors import DomainError

REFUSALS: Final = {
    "file_unreadable": gettext_noop(
        "The file %(path)s cannot be read (%(reason)s). Check its path and your right to read it."
    ),
    "format_unknown": gettext_noop(
        "No reader knows the format “%(format)s”. Choose one of: %(known)s."
    ),
    "framework_malformed": gettext_noop(
        "The file cannot be taken in: at %(where)s, %(reason)s. Correct it, or export it again "
        "from its source; nothing was written."
    ),
    "framework_too_large": gettext_noop(
        "The file goes beyond what this site takes in at once: %(limit)s %(unit)s. Import a part "
        "of it (for RNCP: --sheet), or raise the limit in the site's settings."
    ),
    "framework_empty": gettext_noop(
        "The file holds no competency. Check that it is the export that you wanted (sheets of "
        "the RS have no blocs)."
    ),
    "doctype_refused": gettext_noop(
        "The file declares a document type (DOCTYPE), which is a way to attack whoever reads it. "
        "Download it again from its publisher."
    ),
    "duplicate_item": gettext_noop(
        "%(identifier)s comes twice in the file, at positions %(first)s and %(second)s. Remove "
        "one of them; nothing was written."
    ),
    "cyclic_items": gettext_noop(
        "Following “%(kind)s”, these items come before themselves: %(items)s. Cut the circle in "
        "the source; nothing was written."
    ),
    "sheet_unknown": gettext_noop(
        "The file has no sheet %(sheets)s. Check the number, such as RNCP37674."
    ),
    "item_taken": gettext_noop(
        "The item %(identifier)s already belongs to the framework “%(framework)s”. One item has "
        "one framework: give it an identifier of its own."
    ),
    "labels_collide": gettext_noop(
        "This site's database holds two labels of the framework for the same text. Give one of "
        "the two items another short statement; nothing was written."
    ),
    "import_refused": gettext_noop("This cannot be done with this import. Reload the page."),
    "import_unknown": gettext_noop("There is no such import. See the list of imports."),
    "import_under_way": gettext_noop(
        "You have an import that is not finished. Finish or cancel it, then begin another."
    ),
    "import_moved": gettext_noop("This import has moved on. See below where it is now."),
    "import_expired": gettext_noop(
        "Nobody came back to this import for %(days)s days: its file was deleted. Begin again."
    ),
    "upload_missing": gettext_noop("Choose a file, or write the address of a CASE package."),
    "upload_too_large": gettext_noop(
        "The file is larger than %(limit)s MiB, the most that this page takes. Import a part of "
        "it, or ask who runs the servers to import it with agir_import_framework."
    ),
    "upload_unknown": gettext_noop(
        "This file is none of the formats that are read here, or its name does not end as it "
        "should (.json, .xml, .csv, .zip). Check that it is the export that you wanted."
    ),
    "upload_mismatched": gettext_noop(
        "You chose the format “%(format)s”, and the file looks like “%(found)s”. Choose the other "
        "format or the other file."
    ),
    "import_address_unfit": gettext_noop(
        "This is not the address of a CASE package. It begins with https:// and has at most "
        "%(limit)s characters."
    ),
    "scope_unknown": gettext_noop(
        "Nothing here has the identifier %(identifier)s. Check it in the admin, under competencies "
        "or frameworks; nothing was changed."
    ),
    "method_unknown": gettext_noop(
        "There is no method “%(method)s”. Choose one of: discounted_beta, highest, latest, "
        "average, n_mastery, weighted_average, decaying_average."
    ),
    "rule_out_of_bounds": gettext_noop(
        "The rule is out of bounds: the threshold is above 0 and at most 1, activities are 1 to "
        "100, the figure of a method is above 0 and at most 1 (n_mastery: 100). Nothing was "
        "changed."
    ),
    "decision_needed": gettext_noop(
        "Some learners would lose a competency by this rule. Decide: --keep lets them keep it, "
        "--let-fall does not. Nothing was changed."
    ),
    "course_unknown": gettext_noop("There is no course with this key. Check it and try again."),
}

REASONS: Final = {
    "missing": gettext_noop("this part is missing"),
    "not_utf8": gettext_noop("the text is not UTF-8"),
    "not_json": gettext_noop("the JSON is broken or cut short"),
    "not_xml": gettext_noop("the XML is broken or cut short"),
    "not_a_list": gettext_noop("a list was expected"),
    "not_an_object": gettext_noop("an object was expected"),
    "not_text": gettext_noop("a text was expected"),
    "not_a_number": gettext_noop("a whole number was expected"),
    "not_a_date": gettext_noop("a date such as 2026-09-01 was expected"),
    "not_a_uuid": gettext_noop("the identifier is not a UUID"),
    "no_title": gettext_noop("the title is empty"),
    "no_statement": gettext_noop("the statement is empty"),
    "no_kind": gettext_noop("the association has no type"),
    "no_destination": gettext_noop("the association leads nowhere"),
    "no_number": gettext_noop("the sheet has no number"),
    "parent_unknown": gettext_noop("the parent is not in the file"),
    "uri_too_long": gettext_noop("the address is longer than 500 characters"),
}

UNITS: Final = {
    "bytes": gettext_noop("bytes"),
    "items": gettext_noop("items"),
    "levels": gettext_noop("levels"),
}

NOTES: Final = {
    "sheet_replaced": gettext_noop("The sheet %(sheet)s is replaced by %(by)s."),
    "sheet_inactive": gettext_noop("The sheet %(sheet)s is no longer active."),
    "bloc_without_code": gettext_noop(
        "In the sheet %(sheet)s, bloc number %(position)s has no code and is left out."
    ),
    "date_unreadable": gettext_noop("The date %(field)s “%(text)s” is not readable, left out."),
    "edge_from_elsewhere": gettext_noop(
        "%(count)s associations start outside of the file and are left out."
    ),
    "translation_twice": gettext_noop(
        "%(count)s second translations into one language are left out."
    ),
}

ACTIONS: Final = {
    "create": gettext_noop("new"),
    "update": gettext_noop("reworded"),
    "rename": gettext_noop("renamed"),
    "move": gettext_noop("moved"),
    "retire": gettext_noop("retired"),
    "revive": gettext_noop("back in force"),
    "unchanged": gettext_noop("unchanged"),
}


def refusal(error: DomainError) -> str:
    """Return the sentence of a refusal, in the active language."""
    facts = dict(error.facts)
    for fact, words in (("reason", REASONS), ("unit", UNITS)):
        if facts.get(fact) in words:
            facts[fact] = gettext(words[str(facts[fact])])
    sentence = REFUSALS.get(error.code)
    return gettext(sentence) % facts if sentence else str(error)


def note(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of a note of a plan."""
    sentence = NOTES.get(code)
    return gettext(sentence) % facts if sentence else code


def action(name: str, what: object) -> str:
    """Return what happens, and to what or to how many: « new: 10 »."""
    return gettext("%(action)s: %(what)s") % {"action": gettext(ACTIONS[name]), "what": what}
