"""Why was a peer's feed not taken over? The last good copy stays."""

from __future__ import annotations

from typing import ClassVar

from agir_kernel.errors import DomainError


class PeerUnknown(DomainError):
    """No operator has this address or number here."""

    code: ClassVar[str] = "peer_unknown"


class PeerKnown(DomainError):
    """The operator is here already, as ``name``."""

    code: ClassVar[str] = "peer_known"


class PeerAddressUnfit(DomainError):
    """This is no address of the web, or one of this site itself."""

    code: ClassVar[str] = "peer_address_unfit"


class PeerKeysMoved(DomainError):
    """The keys that were shown are not those that lie there now."""

    code: ClassVar[str] = "peer_keys_moved"


class PeerStateRefused(DomainError):
    """A peer in this ``state`` cannot be put into the other."""

    code: ClassVar[str] = "peer_state_refused"


class PeerNotRead(DomainError):
    """A peer in this ``state`` is not read."""

    code: ClassVar[str] = "peer_not_read"


class FeedMalformed(DomainError):
    """The answer of ``host`` is no feed: ``where`` is not what the format says."""

    code: ClassVar[str] = "feed_malformed"


class FeedTooLong(DomainError):
    """The feed has more than ``limit`` pages, courses or seconds."""

    code: ClassVar[str] = "feed_too_long"


class FeedAstray(DomainError):
    """A page of the feed leads to another host, or to a page that was read already."""

    code: ClassVar[str] = "feed_astray"


class FeedReplayed(DomainError):
    """The answer was signed before one that was taken over already."""

    code: ClassVar[str] = "feed_replayed"


class DisputeUnfit(DomainError):
    """A dispute has no word, or too many (``limit``)."""

    code: ClassVar[str] = "dispute_unfit"


class DisputesTooMany(DomainError):
    """This person holds ``limit`` open disputes already."""

    code: ClassVar[str] = "disputes_too_many"


class DisputeUnknown(DomainError):
    """There is no such dispute, or it is settled."""

    code: ClassVar[str] = "dispute_unknown"


class PeerCourseUnknown(DomainError):
    """No peer lists such a course now."""

    code: ClassVar[str] = "peer_course_unknown"


class MergeUnknown(DomainError):
    """There is no such pair of courses, or it is settled."""

    code: ClassVar[str] = "merge_unknown"
