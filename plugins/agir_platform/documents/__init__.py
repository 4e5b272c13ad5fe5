"""How does a page become a document to keep?

A PDF where the site has the extra ``pdf`` (WeasyPrint and Pango); elsewhere the same page, which
prints from the browser and says so. A document is whole by itself: it may show ``data:`` addresses
and the site's own static files, and nothing else is ever asked for, whatever stands in it.
"""

from agir_platform.documents.answering import answer
from agir_platform.documents.fetching import DocumentReachesOut
from agir_platform.documents.printing import DocumentTooLarge, PdfUnavailable, is_available, pdf

__all__ = [
    "DocumentReachesOut",
    "DocumentTooLarge",
    "PdfUnavailable",
    "answer",
    "is_available",
    "pdf",
]
