"""Organisations that sponsor, who speaks for them, and what was decided about them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

NAME_LENGTH = 150


class Organisation(models.Model):
    """One row is one organisation; its contacts write what it says, an operator its state.

    ``taken`` is what identifies it (``FR:552100554``) from verification until it closes, null
    otherwise: so nobody keeps a company's number by typing it first, and two are never verified
    for one company. ``decided_by`` is the subject of the operator of the last decision, null once
    that person left.

    .. pii: A pseudonym of who decided, and the reason that they wrote.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    legal_name = models.CharField(max_length=NAME_LENGTH)
    public_name = models.CharField(max_length=NAME_LENGTH)
    country = models.CharField(max_length=2)
    legal_form = models.CharField(max_length=12)
    siren = models.CharField(max_length=9, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    vat = models.CharField(max_length=16, blank=True)
    registration = models.CharField(max_length=40, blank=True)
    website = models.CharField(max_length=200, blank=True)
    visibility = models.CharField(max_length=10)
    state = models.CharField(max_length=10, db_index=True)
    taken = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001  null: not verified
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Table name and order."""

        db_table = "agir_sponsorship_organisation"
        ordering = ("public_name", "uuid")

    def __str__(self) -> str:
        """Return its public name."""
        return self.public_name


class OrganisationLogo(models.Model):
    """The logo of one organisation: a PNG that this site drew anew from what was sent.

    ``digest`` is SHA-256 of ``png``; sides are pixels. ``alt`` says what the picture shows. Kept
    in the table: LMS and CMS read it, and no folder of public files holds what is not verified.

    .. no_pii:
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="logo"
    )
    png = models.BinaryField()
    digest = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=NAME_LENGTH)
    drawn_at = models.DateTimeField()

    class Meta:
        """Table name."""

        db_table = "agir_sponsorship_logo"

    def __str__(self) -> str:
        """Return what it shows."""
        return self.alt


class OrganisationContact(models.Model):
    """Somebody who speaks for an organisation, and with which role.

    .. pii: A pseudonym of the person.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )
    subject = models.UUIDField(db_index=True)
    role = models.CharField(max_length=8)
    since = models.DateTimeField()

    class Meta:
        """Table name, order, and one role a person."""

        db_table = "agir_sponsorship_contact"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "subject"), name="agir_contact_one_role"
            )
        ]

    def __str__(self) -> str:
        """Return the role."""
        return self.role


class OrganisationInvitation(models.Model):
    """A link that makes one person a contact, once and until ``expires_at``.

    Only SHA-256 of its secret is kept. Deleted when it is used or taken back.

    .. no_pii:
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=8)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        """Table name and order."""

        db_table = "agir_sponsorship_invitation"
        ordering = ("id",)

    def __str__(self) -> str:
        """Return the role it gives."""
        return self.role


class OrganisationAct(models.Model):
    """One row is one act on an organisation: from where to where, by whom, why. Only added.

    .. pii: A pseudonym of who acted, null once they left, and the reason that they wrote.
    .. pii_types: other
    .. pii_retirement: local_api
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="acts")
    act = models.CharField(max_length=10)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Table name and order."""

        db_table = "agir_sponsorship_organisation_act"
        ordering = ("id",)

    def __str__(self) -> str:
        """Return the act."""
        return f"{self.act} {self.after}"
