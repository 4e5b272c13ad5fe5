"""Which framework here does a file mean that names only its items?"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from agir_competencies.domain.framework import Document
from agir_competencies.frameworks.snapshot import head_of
from agir_competencies.models import Competency, Framework

NARROW: Final = frozenset({"moodle", "openedx"})
BATCH: Final = 500


def at_home(document: Document) -> tuple[Document, Framework | None]:
    """Return the document under the identity of the framework that it means, and that framework.

    By its own identifier; for a list of items without one, by the one framework that has them.
    One SELECT, two for such a list.
    """
    framework = Framework.objects.filter(identifier=document.head.identifier).first()
    is_narrow = document.head.source in NARROW and not document.whole
    if framework is not None or not is_narrow:
        return document, framework
    names = [item.identifier for item in document.items[:BATCH]]
    held = Competency.objects.filter(identifier__in=names)
    keys = set(held.values_list("framework_id", flat=True))
    if len(keys) != 1:
        return document, None
    framework = Framework.objects.get(pk=keys.pop())
    source = document.head.source  # until ``keep`` has used it
    title = document.head.title if source == "moodle" else framework.title
    head = replace(head_of(framework), source=source, title=title)
    return replace(document, head=head), framework
