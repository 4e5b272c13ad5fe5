"""How much of what a stranger sends is read, and where does it go?

At most ``LIMIT`` bytes of one file, into memory and nowhere else: nothing that was sent to be
verified is written to a disk. The rest of a body is read and dropped, so that the person gets a
sentence; a body beyond ``HOPELESS`` is not read at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, ClassVar, Final

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from agir_badges.openbadges.verification.sent import LIMIT
from agir_kernel.errors import DomainError

HOPELESS: Final = 10 * LIMIT

View = Callable[..., HttpResponse]


class UploadTooLarge(DomainError):
    """What was sent is larger than ``limit`` bytes."""

    code: ClassVar[str] = "upload_too_large"


Refuse = Callable[[HttpRequest, UploadTooLarge], HttpResponse]


class OneSmallFile(FileUploadHandler):
    """Keeps the first file in memory, and stops at the first byte too many or second file."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Keep nothing yet."""
        super().__init__(request)
        self.kept: BytesIO | None = None
        self.stopped = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Take the first file that has a name."""
        super().new_file(*args, **kwargs)
        if self.kept is not None:
            self._stop()
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece."""
        assert self.kept is not None  # noqa: S101  new_file came first
        if start + len(raw_data) > LIMIT:
            self._stop()
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """Return the file, whole."""
        assert self.kept is not None  # noqa: S101  new_file came first
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, "badge", self.content_type, file_size, self.charset
        )

    def _stop(self) -> None:
        self.stopped = True
        raise StopUpload(connection_reset=False)


def small(request: HttpRequest) -> bool:
    """Read the body's parts as above; False when it holds more than is taken.

    To be called before anything else reads the body: the CSRF check is then the caller's.
    """
    if _length(request) > HOPELESS:
        return False
    keeper = OneSmallFile(request)
    try:
        request.upload_handlers = [keeper]
    except AttributeError:  # a middleware has read the body: what it made is all there is
        return all(file.size <= LIMIT for file in request.FILES.values())
    try:
        request.POST  # noqa: B018  reading it is what parses
    except (RequestDataTooBig, TooManyFilesSent):
        return False
    return not keeper.stopped


def bounded(
    refuse: Callable[[HttpRequest, UploadTooLarge], HttpResponse],
) -> Callable[[View], View]:
    """Guard a view's POST: too large goes to ``refuse``; the rest is held to its CSRF token.

    The platform's own CSRF check would read the body first, with handlers that write to a disk.
    """

    def guard(view: View) -> View:
        checked = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not small(request):
                return refuse(request, UploadTooLarge(limit=LIMIT))
            return checked(request, *args, **kwargs)

        return guarded

    return guard


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
