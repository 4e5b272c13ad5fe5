"""CASE packages that cannot be kept: content, the refusal, and its reason."""

from agir_competencies.domain.refusals import FrameworkMalformed
from unit.competencies.frameworks.case_packages import document, edge, item, package

GOOD = package([item(1), item(2)], [edge(2, 1)])
BAD = {
    "truncated": (GOOD[:-20], FrameworkMalformed, "not_json"),
    "empty file": (b"", FrameworkMalformed, "not_json"),
    "not UTF-8": (b'{"CFDocument": "\xe9"}', FrameworkMalformed, "not_utf8"),
    "a bomb of lists": (b"[" * 200_000, FrameworkMalformed, "not_json"),
    "NaN": (b'{"CFDocument": {"identifier": NaN}}', FrameworkMalformed, "not_json"),
    "a list": (b"[]", FrameworkMalformed, "missing"),
    "no document": (b'{"CFItems": []}', FrameworkMalformed, "missing"),
    "items no list": (package({}), FrameworkMalformed, "not_a_list"),  # type: ignore[arg-type]
    "item no object": (package([7]), FrameworkMalformed, "not_an_object"),
    "no UUID": (package([item(1, identifier="one")]), FrameworkMalformed, "not_a_uuid"),
    "null identifier": (package([item(1, identifier=None)]), FrameworkMalformed, "not_a_uuid"),
    "no statement": (package([item(1, fullStatement=" ")]), FrameworkMalformed, "no_statement"),
    "number as text": (package([item(1, fullStatement=7)]), FrameworkMalformed, "not_text"),
    "boolean sequence": (
        package([item(1), item(2)], [edge(2, 1, sequenceNumber=True)]),
        FrameworkMalformed, "not_a_number",
    ),
    "endless sequence": (
        package([item(1), item(2)], [edge(2, 1, sequenceNumber="9" * 5000)]),
        FrameworkMalformed, "not_a_number",
    ),
    "infinite sequence": (
        package([item(1), item(2)], [edge(2, 1, sequenceNumber=7)]).replace(b": 7", b": 1e999"),
        FrameworkMalformed, "not_a_number",
    ),
    "unknown parent": (package([item(1)], [edge(1, 9)]), FrameworkMalformed, "parent_unknown"),
    "long address": (package([item(1, uri="u" * 501)]), FrameworkMalformed, "uri_too_long"),
    "bad date": (
        package([item(1)], CFDocument=document(statusStartDate="soon")),
        FrameworkMalformed, "not_a_date",
    ),
}  # fmt: skip
