"""How is an upload kept from filling the disk before anybody looked at it?

Django reads a whole request before a view sees it. This handler lets what goes beyond the limit
fall, so that the rest of the form still arrives, and the page can say what is the case.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

ATTRIBUTE: Final = "agir_upload_limit"


class Limit(FileUploadHandler):
    """Counts the bytes of all files of a request."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        """Count from none."""
        super().__init__(request)
        self.most, self.seen = most, 0

    @property
    def is_exceeded(self) -> bool:
        """Tell whether anything was let fall."""
        return self.seen > self.most

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand a piece on, unless there was too much already."""
        self.seen += len(raw_data)
        return None if self.is_exceeded else raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to who keeps it."""


def limit(request: HttpRequest, most: int) -> None:
    """Let a request bring at most ``most`` bytes of files.

    Where something read the form before, it has arrived already: its size is looked at later.
    """
    counting = Limit(request, most)
    try:
        request.upload_handlers = [counting, *request.upload_handlers]
    except AttributeError:
        return
    setattr(request, ATTRIBUTE, counting)


def is_exceeded(request: Any) -> bool:
    """Tell whether the request brought more than it may."""
    counting = getattr(request, ATTRIBUTE, None)
    return counting is not None and counting.is_exceeded


def bounded(most: Callable[[], int]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a page take at most ``most()`` bytes of files, and one byte that tells of more.

    The forgery check reads the whole form, so that it has to come after the limit is set.
    """

    def guard(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        protected = csrf_protect(page)

        @csrf_exempt
        @wraps(page)
        def guarded(request: HttpRequest, **names: Any) -> HttpResponseBase:
            if request.method == "POST":
                limit(request, most())
            return protected(request, **names)

        return guarded

    return guard
