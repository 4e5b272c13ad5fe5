"""What must a learner show to hold a badge?"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

SHARE_BOUNDS = (MinValueValidator(0), MaxValueValidator(1))


class BadgeRule(models.Model):
    """One row is one badge and the rule that grants it.

    ``threshold`` is the share of its items that must reach their level, ``minimum`` the least
    estimate of every item: both 0 to 1 inclusive. ``version`` rises with each change of what is
    asked; an award keeps the version it was granted under, so a change revokes nothing. A
    retired rule grants nothing more and its awards stay.

    .. no_pii:
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("short name"), max_length=100, unique=True)
    hue = models.PositiveSmallIntegerField(
        _("hue"),
        validators=[MaxValueValidator(359)],
        help_text=_("Degrees on the colour wheel, 0 to 359."),
    )
    threshold = models.DecimalField(
        _("share of the skills"),
        max_digits=7,
        decimal_places=6,
        default=1,
        validators=SHARE_BOUNDS,
        help_text=_("Share of the skills that must reach their level: 0.85 means 85 %."),
    )
    minimum = models.DecimalField(
        _("least estimate of each"),
        max_digits=7,
        decimal_places=6,
        default=0,
        validators=SHARE_BOUNDS,
        help_text=_("No skill of the set may be estimated below this; 0 asks nothing."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        """Table name and reading order."""

        db_table = "agir_badges_rule"
        ordering = ("slug",)
        verbose_name = _("badge rule")
        verbose_name_plural = _("badge rules")

    def __str__(self) -> str:
        """Return the short name."""
        return self.slug


class BadgeRuleItem(models.Model):
    """One row is one competency a badge asks for, at a level of ``domain.level.Level``.

    ``competency`` is the identifier of a competency; no foreign key crosses contexts.

    .. no_pii:
    """

    rule = models.ForeignKey(BadgeRule, on_delete=models.CASCADE, related_name="items")
    competency = models.UUIDField(_("competency"), db_index=True)
    level = models.PositiveSmallIntegerField(_("level"), default=2)

    class Meta:
        """A competency is asked once a badge."""

        db_table = "agir_badges_rule_item"
        ordering = ("id",)
        verbose_name = _("skill asked")
        verbose_name_plural = _("skills asked")
        constraints = [
            models.UniqueConstraint(
                fields=("rule", "competency"), name="agir_badge_item_once_a_rule"
            )
        ]

    def __str__(self) -> str:
        """Return the identifier and the level."""
        return f"{self.competency} / {self.level}"


class BadgeRuleWording(models.Model):
    """One row says the name and the aim of a badge in one language (``fr``, ``en``…).

    .. no_pii:
    """

    rule = models.ForeignKey(BadgeRule, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=16)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("what the badge says"), blank=True)

    class Meta:
        """One wording a language."""

        db_table = "agir_badges_rule_wording"
        ordering = ("id",)
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = [
            models.UniqueConstraint(
                fields=("rule", "language"), name="agir_badge_wording_one_a_language"
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
