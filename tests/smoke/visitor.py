"""Somebody with cookies and no browser."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

TIMEOUT_SECONDS = 60


class Refused(Exception):
    """The host answered with an error status."""


class Visitor:
    """Visits one address with its own cookies, CSRF token included."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def _send(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
        status, body = self._exchange(path, data, **headers)
        return status, body.decode("utf-8", "replace")

    def _exchange(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        address = urllib.parse.urljoin(self.address, urllib.parse.quote(path, safe="/:?=&%@+"))
        request = urllib.request.Request(address, data=data, headers=headers)
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def status(self, path: str) -> int:
        """Return the status alone."""
        return self._send(path)[0]

    def page(self, path: str) -> str:
        """Return a page's text; raise ``Refused`` unless it is a 200."""
        status, text = self._send(path)
        if status != 200:
            raise Refused(f"{path} answered {status}: {_gist(text)}")
        return text

    def content(self, path: str) -> bytes:
        """Return a file's bytes; raise ``Refused`` unless it is a 200."""
        status, body = self._exchange(path)
        if status != 200:
            raise Refused(f"{path} answered {status}")
        return body

    def json(self, path: str) -> Any:
        """Return a JSON answer."""
        return json.loads(self.page(path))

    def _token(self) -> str:
        return next((cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken"), "")

    def post(self, path: str, form: dict[str, Any], *, since: str = "", token: bool = True) -> str:
        """Post a form as the page ``since`` would; return the text of where it leads.

        A problem takes every field for an answer: with ``token`` off it travels as a header alone.
        """
        if since:
            self.page(since)
        fields = {**form, "csrfmiddlewaretoken": self._token()} if token else form
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        status, text = self._send(
            path, data, **{"X-CSRFToken": self._token(), "Referer": self.address + path}
        )
        if status != 200:
            raise Refused(f"POST {path} answered {status}: {_gist(text)}")
        return text

    def post_json(self, path: str, form: dict[str, Any]) -> dict[str, Any]:
        """Post a form to a handler; return its JSON answer."""
        answer: dict[str, Any] = json.loads(self.post(path, form, token=False))
        return answer

    def send_json(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post JSON as a program would; return the JSON answer of a 200."""
        status, answer = self.try_json(path, body)
        if status != 200:
            raise Refused(f"POST {path} answered {status}: {answer}")
        return answer

    def try_json(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Post JSON; return the status and the JSON answer, whatever they are."""
        told = {"Content-Type": "application/json", "Referer": self.address + path}
        if token := self._token():
            told["X-CSRFToken"] = token
        status, text = self._send(path, json.dumps(body).encode(), **told)
        answer: dict[str, Any] = json.loads(text)
        return status, answer

    def post_parts(
        self, path: str, form: dict[str, str], file: bytes, *, since: str, name: str = "badge"
    ) -> str:
        """Post a form of parts with at most one file, as the page ``since`` would."""
        self.page(since)
        edge = "agir-smoke-edge"
        fields = {**form, "csrfmiddlewaretoken": self._token()}
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        if file:
            head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
            parts.append(f"--{edge}\r\n{head}\r\n\r\n".encode() + file + b"\r\n")
        data = b"".join([*parts, f"--{edge}--\r\n".encode()])
        kind = f"multipart/form-data; boundary={edge}"
        status, text = self._send(
            path, data, **{"Content-Type": kind, "Referer": self.address + path}
        )
        if status != 200:
            raise Refused(f"POST {path} answered {status}: {_gist(text)}")
        return text

    def sign_in(self, username: str, password: str) -> None:
        """Go through the entrance as a person would."""
        self.post("/login/", {"username": username, "password": password}, since="/login/")


def _gist(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))[:200].strip()
