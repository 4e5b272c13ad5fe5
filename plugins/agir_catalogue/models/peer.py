"""Whose catalogues does this site read, and what did each reading bring?"""

from django.db import models


class Peer(models.Model):
    """One row is another operator whose public courses are shown here.

    ``state`` is one of ``domain.peer.State``. ``keys`` (JSON) are the public keys that an operator
    of this site trusted, or that a trusted one vouched for; ``is_signed`` says that an answer
    without a good signature is refused. ``feed_url`` is a MOOChub feed; ``changes_url`` its log of
    changes, '' where there is none, and ``cursor`` the place read last. ``etag`` is the mark of
    the feed read last. ``signed_at`` is the latest instant that an accepted answer was signed at:
    an older one is a replay. ``good_at`` is when its courses were last known to be right.
    ``faults`` counts the readings that failed since.

    .. no_pii:
    """

    base_url = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=12, db_index=True)
    feed_url = models.CharField(max_length=500)
    changes_url = models.CharField(max_length=500, blank=True)
    is_signed = models.BooleanField(default=False)
    keys = models.TextField(default="[]")
    cursor = models.BigIntegerField(null=True)
    etag = models.CharField(max_length=255, blank=True)
    signed_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    good_at = models.DateTimeField(null=True)
    faults = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=64, blank=True)  # the code of the last fault

    class Meta:
        """The table."""

        db_table = "agir_catalogue_peer"
        ordering = ("name", "id")

    def __str__(self) -> str:
        """Return the operator's name."""
        return self.name


class Harvest(models.Model):
    """One row is one reading that changed something or failed; an unchanged one leaves none.

    .. no_pii:
    """

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="harvests")
    at = models.DateTimeField()
    reason = models.CharField(max_length=64, blank=True)  # '' when it went well
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)

    class Meta:
        """The table, read a peer at a time."""

        db_table = "agir_catalogue_harvest"
        indexes = [models.Index(fields=("peer", "at"), name="agir_harvest_peer")]


class PeerRejection(models.Model):
    """One row is a record of a peer's feed that is not shown, and why.

    It goes when the record is right, or gone. ``facts`` is JSON for the sentence.

    .. no_pii:
    """

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="rejections")
    record = models.CharField(max_length=255)
    reason = models.CharField(max_length=64)
    facts = models.CharField(max_length=500, default="{}")
    at = models.DateTimeField()

    class Meta:
        """Once a record."""

        db_table = "agir_catalogue_peer_rejection"
        constraints = [
            models.UniqueConstraint(fields=("peer", "record"), name="agir_peer_rejection_once")
        ]


class PeerKeyChange(models.Model):
    """One row says that a key of a peer began or ceased to be trusted here, and on whose word.

    ``word`` is ``operator`` (trusted by hand), or the key that vouched.

    .. no_pii:
    """

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="key_changes")
    key = models.CharField(max_length=100)
    act = models.CharField(max_length=8)  # trusted or dropped
    word = models.CharField(max_length=255)
    at = models.DateTimeField()

    class Meta:
        """The table."""

        db_table = "agir_catalogue_peer_key_change"
        ordering = ("id",)
