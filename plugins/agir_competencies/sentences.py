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
    "framework_unknown": gettext_noop(
        "There is no framework with the identifier %(identifier)s here. Check it in the list of "
        "frameworks."
    ),
    "address_refused": gettext_noop(
        "This site does not go to this address: only to https addresses of the public Internet. "
        "Check it, or ask your operator to allow the host."
    ),
    "address_unreachable": gettext_noop(
        "%(host)s did not answer in time, or not as who it says it is. Check the address, then try "
        "again later."
    ),
    "answer_too_large": gettext_noop(
        "%(host)s answers with more than %(limit)s bytes. Raise the limit in the site's settings, "
        "or ask for a part of the framework; nothing was written."
    ),
    "answer_unexpected": gettext_noop(
        "%(host)s does not give this document to this site (status %(status)s). Check the address, "
        "and whether people must sign in there."
    ),
    "answer_not_package": gettext_noop(
        "What lies at this address is no framework (%(found)s). Give the address of a CASE package "
        "or document, such as …/CFPackages/ and its identifier; nothing was written."
    ),
    "site_url_unset": gettext_noop(
        "This site does not know its own address, which every CASE document names. Set "
        "AGIR_SITE_URL."
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
    "sheets_too_many": gettext_noop(
        "The file has %(sheets)s sheets with %(items)s competencies; %(active)s of them, with "
        "%(active_items)s competencies, are in force. This site takes %(limit)s at once: import "
        "those in force, name sheets, or raise the limit in the site's settings."
    ),
    "framework_empty": gettext_noop(
        "The file holds no competency. Check that it is the export that you wanted."
    ),
    "archive_refused": gettext_noop(
        "The archive cannot be read: %(reason)s. Make it again, without a password, of the files "
        "alone; nothing was written."
    ),
    "part_missing": gettext_noop(
        "The set of files is not whole: %(files)s is missing. Download it again from its "
        "publisher, and give its folder or its .zip; nothing was written."
    ),
    "part_twice": gettext_noop(
        "The set holds two files called %(name)s. Keep one of them; nothing was written."
    ),
    "column_missing": gettext_noop(
        "In %(file)s, the column “%(column)s” is missing. Check that it is the file that the "
        "format asks for; nothing was written."
    ),
    "language_unknown": gettext_noop(
        "The language “%(language)s” is not one that can be read here. Choose one of: %(known)s."
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
    "framework_not_local": gettext_noop(
        "This framework is written by its publisher: import its next version instead."
    ),
    "framework_title_unfit": gettext_noop(
        "A framework has a title of at most %(limit)s characters. Write it or shorten it."
    ),
    "statement_unfit": gettext_noop(
        "Say what somebody is able to do, in at most %(limit)s characters, and a code in at most "
        "%(code_limit)s."
    ),
    "item_unknown": gettext_noop(
        "This competency is not there any more, or it was retired meanwhile. Reload the page."
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
    "weight_out_of_bounds": gettext_noop(
        "“%(weight)s” is no weight. Write a number from 0 to 10 with at most two decimals; 0 is "
        "shown and counts for nothing."
    ),
    "kind_impossible": gettext_noop(
        "This cannot give evidence of the kind “%(kind)s”. Choose one of: %(possible)s."
    ),
    "presence_weighs_nothing": gettext_noop(
        "Completion proves that somebody was there, not what they can do: it weighs nothing. "
        "Leave its weight empty, or choose another kind of evidence."
    ),
    "part_misplaced": gettext_noop(
        "A criterion or a line item is named for the kinds ora_criterion and lti_lineitem, and "
        "for them alone. Fill in “part” for these, and leave it empty for “%(kind)s”."
    ),
    "part_too_long": gettext_noop(
        "The name of the criterion or line item is longer than 255 characters. Copy it from the "
        "activity itself."
    ),
    "object_unknown": gettext_noop(
        "The course has no block with the key “%(object_key)s”. Copy the key from Studio or from "
        "a fresh export of the links; a draft has to be published first."
    ),
    "object_unnamed": gettext_noop("The line names no block. Fill in “object_key”."),
    "object_full": gettext_noop(
        "The block %(object_key)s bears %(limit)s tags, and the platform takes no more. Take one "
        "off in Studio first; nothing was written."
    ),
    "nothing_scored": gettext_noop(
        "Nothing inside of this block yields a score. Add a question first, or link the block "
        "itself as a promise."
    ),
    "competency_not_here": gettext_noop(
        "No competency here is called “%(competency)s”. Check its identifier, code or label, or "
        "import its framework first."
    ),
    "competency_ambiguous": gettext_noop(
        "%(count)s competencies are called “%(competency)s”. Name the framework too, or the "
        "identifier."
    ),
    "competency_unnamed": gettext_noop(
        "The line names no competency. Fill in its identifier, its code or its label."
    ),
    "competency_untagged": gettext_noop(
        "“%(competency)s” has no tag in Studio yet. Ask an operator to run agir_sync_links, then "
        "try again."
    ),
    "competency_retired": gettext_noop(
        "“%(competency)s” is no longer in force, so nothing new is linked to it. Choose what "
        "replaces it: %(replaced_by)s."
    ),
    "identifier_malformed": gettext_noop(
        "“%(competency)s” is no identifier. Copy it from an export of the links, or leave it "
        "empty and give a code or a label."
    ),
    "framework_not_here": gettext_noop(
        "No framework here is called “%(framework)s”. Check its title, or leave it empty."
    ),
    "line_twice": gettext_noop(
        "Line %(first)s already says something of the same block and competency. Remove one of "
        "them."
    ),
    "links_unreadable": gettext_noop(
        "The file is no list of links: %(reason)s. Begin from an export of the course's links."
    ),
    "lines_refused": gettext_noop(
        "Lines that cannot be taken in: %(count)s, the first is line %(first)s. Correct them and "
        "send the file again; nothing was written."
    ),
}

REASONS: Final = {
    "missing": gettext_noop("this part is missing"),
    "not_utf8": gettext_noop("the text is not UTF-8"),
    "no_columns": gettext_noop(
        "the first line must name the columns, object_key and competency, code or label among them"
    ),
    "column_twice": gettext_noop("a column comes twice"),
    "too_large": gettext_noop("it is larger than 8 MB or 20,000 lines"),
    "not_json": gettext_noop("the JSON is broken or cut short"),
    "not_xml": gettext_noop("the XML is broken or cut short"),
    "row_too_long": gettext_noop("the row has more cells than the header"),
    "archive_broken": gettext_noop("it is broken, cut short or locked with a password"),
    "archive_crowded": gettext_noop("it holds too many files"),
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
    "no_identifier": gettext_noop("the item has neither a number nor an address"),
    "not_one_framework": gettext_noop("exactly one row must be the framework's own"),
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
    "concept_obsolete": gettext_noop("%(count)s concepts are out of force and kept as retired."),
    "translation_stray": gettext_noop(
        "%(count)s concepts are said in another language only and are left out."
    ),
    "parent_elsewhere": gettext_noop(
        "%(count)s concepts hang from one that is not in the file: they stand at the top or under "
        "another, and the relation is kept."
    ),
    "relation_in_circle": gettext_noop(
        "The relation %(kind)s from “%(origin)s” to “%(destination)s” would come back to where it "
        "starts across frameworks: it is kept as an address and not followed."
    ),
    "relations_in_circles": gettext_noop(
        "%(count)s more relations across frameworks would come back to where they start: they are "
        "kept as addresses."
    ),
    "rules_left_out": gettext_noop(
        "%(count)s rules and scales of Moodle have no counterpart here and are left out."
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
    return of(error.code, error.facts) or str(error)


def of(code: str, told: Mapping[str, object]) -> str:
    """Return the sentence of a refusal by its code and facts, '' for an unknown code."""
    facts = dict(told)
    for fact, words in (("reason", REASONS), ("unit", UNITS)):
        if facts.get(fact) in words:
            facts[fact] = gettext(words[str(facts[fact])])
    sentence = REFUSALS.get(code)
    return gettext(sentence) % facts if sentence else ""


def note(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of a note of a plan."""
    sentence = NOTES.get(code)
    return gettext(sentence) % facts if sentence else code


def action(name: str, what: object) -> str:
    """Return what happens, and to what or to how many: « new: 10 »."""
    return gettext("%(action)s: %(what)s") % {"action": gettext(ACTIONS[name]), "what": what}
