"""What does a refusal of a badge mean for the person at a terminal, or at a form that takes one?

The words are those of the public page, ``sentences.VERDICTS``, on one line; those of making a
badge, which no page can meet, are here.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_badges import sentences

MAKING: Final[dict[str, Any]] = {
    "credential_unbakeable": _("Only a badge can be put into an image: JSON, or a token."),
    "drawing_unknown": _("This drawing cannot be made into a PNG. Use its SVG."),
    "template_broken": _("This badge could not be signed. Tell the operator of this site."),
}


def sentence_of(code: str, facts: Mapping[str, object]) -> str:
    """Return what ``code`` means and what to do, in the language of the process.

    Of ``facts``, ``where`` is told: the place in the document.
    """
    if code in MAKING:
        return str(MAKING[code])
    said = " ".join(sentences.verdict(code))
    return f"{said} ({facts['where']})" if facts.get("where") else said
