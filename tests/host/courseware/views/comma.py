"""A decimal comma is a decimal point: ``3,14`` typed by a French hand is a number.

Only in fields that a numerical response reads, and only when the whole text is one number.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from webob import Request

NUMBER = re.compile(r"^\s*[-+]?\d{1,15},\d{1,15}(?:[eE][-+]?\d+)?\s*%?\s*$")


def with_decimal_points(asked: Request, block: Any) -> Request:
    """Return the request with decimal points in the numerical fields; else the same one."""
    fields = numerical_inputs(block)
    pairs = list(asked.POST.items()) if fields else []
    changed = [(key, pointed(value) if key in fields else value) for key, value in pairs]
    if changed == pairs:
        return asked
    body = urlencode(changed).encode()
    environ = {key: value for key, value in asked.environ.items() if not key.startswith("webob.")}
    return Request(
        environ
        | {
            "wsgi.input": BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
        }
    )


def pointed(text: Any) -> Any:
    """Return ``3.14`` for ``3,14``; ``1,2,3``, ``a,b`` and files stay as they are."""
    return text.replace(",", ".") if isinstance(text, str) and NUMBER.match(text) else text


def numerical_inputs(block: Any) -> frozenset[str]:
    """Return the names of the fields that a numerical response of a problem reads."""
    problem = getattr(block, "lcp", None)
    found: set[str] = set()
    for element, response in getattr(problem, "responders", {}).items():
        if element.tag in ("numericalresponse", "formularesponse"):
            found.update(f"input_{name}" for name in getattr(response, "answer_ids", ()))
    return frozenset(found)
