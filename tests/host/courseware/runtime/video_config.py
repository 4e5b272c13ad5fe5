"""Where do a video's captions come from? Files of the course; nothing of the outside."""

from __future__ import annotations

from typing import Any

from host.courseware.files import course_file

FORMATS = {
    "srt": "application/x-subrip; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "sjson": "application/json",
}


class VideoConfig:
    """What the platform's video service answers, with every foreign service off."""

    def is_hls_playback_enabled(self, *_: Any) -> bool:
        """Refuse streams."""
        return False

    def is_youtube_deprecated(self, *_: Any) -> bool:
        """Keep YouTube out."""
        return True

    def is_youtube_blocked_for_course(self, *_: Any) -> bool:
        """Keep YouTube out."""
        return True

    def is_transcript_feedback_enabled(self, *_: Any) -> bool:
        """Ask no feedback of a foreign service."""
        return False

    def get_public_video_url(self, *_: Any) -> str:
        """Return no address: nothing is shared."""
        return ""

    def get_public_sharing_context(self, *_: Any) -> dict[str, Any]:
        """Add nothing to the template."""
        return {}

    def handle_editor_saved(self, *_: Any) -> None:
        """Do nothing after an edit."""

    def available_translations(
        self, video_block: Any, transcripts: dict[str, Any], *_: Any, **__: Any
    ) -> list[str]:
        """Return the languages whose caption file exists."""
        named = transcripts.get("transcripts") or {}
        return [code for code, name in named.items() if _found(video_block, name) is not None]

    def get_transcript(
        self,
        video_block: Any,
        lang: str | None = None,
        output_format: str = "srt",
        youtube_id: str | None = None,
        is_bumper: bool = False,
    ) -> tuple[bytes, str, str]:
        """Return captions as (content, file name, MIME type).

        Raises ``TranscriptNotFoundError`` for a language without a file.
        """
        from edxval.transcript_utils import Transcript
        from pysrt import SubRipFile
        from xblocks_contrib.video.exceptions import TranscriptNotFoundError

        named = video_block.get_transcripts_info().get("transcripts") or {}
        language = lang or next(iter(named), "")
        path = _found(video_block, named.get(language, ""))
        if path is None:
            raise TranscriptNotFoundError(f"No captions in {language!r}")
        content = path.read_bytes()
        if output_format == "txt":
            text = "\n".join(item.text for item in SubRipFile.from_string(content.decode()))
        else:
            text = Transcript.convert(content, "srt", output_format)
        return text.encode(), f"{path.stem}.{output_format}", FORMATS[output_format]


def _found(video_block: Any, name: str) -> Any:
    key = str(video_block.scope_ids.usage_id.context_key)
    return course_file(key, name.rpartition("/static/")[2] or name) if name else None
