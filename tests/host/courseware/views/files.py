"""Files that a block's package or a course brings."""

from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from xblock.plugin import PluginMissingError

from host.courseware.files import course_file
from host.courseware.privacy import style_without_foreign
from host.courseware.runtime.types import class_of


def resource(request: HttpRequest, block_type: str, uri: str) -> HttpResponse:
    """Serve a file of a block's package; styles without their foreign fonts."""
    try:
        with class_of(block_type).open_local_resource(uri) as opened:
            content = opened.read()
    except (PluginMissingError, OSError, ValueError, ImportError) as problem:
        raise Http404(_("There is no such file.")) from problem
    kind = mimetypes.guess_type(uri)[0] or "application/octet-stream"
    if isinstance(content, str):
        content = content.encode()
    if kind == "text/css":
        content = style_without_foreign(content.decode()).encode()
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = "max-age=3600"
    return response


def asset(request: HttpRequest, course_key: str, name: str) -> FileResponse:
    """Serve a file of a course."""
    path = course_file(course_key, name)
    if path is None:
        raise Http404(_("This course has no such file."))
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    response = FileResponse(path.open("rb"), content_type=kind)
    response["Cache-Control"] = "max-age=3600"
    if path.suffix == ".svg":
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
