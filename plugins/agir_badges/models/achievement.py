"""What did a badge ask, version by version?"""

from django.db import models


class AchievementVersion(models.Model):
    """One row is what one version of a badge asked, kept for who reads an old credential.

    ``terms`` is as ``domain.rule.written`` makes them, with nothing reached. Written when the
    first credential of the version is issued; never changed.

    .. no_pii:
    """

    rule = models.ForeignKey(
        "agir_badges.BadgeRule", on_delete=models.CASCADE, related_name="versions"
    )
    version = models.PositiveIntegerField()
    terms = models.JSONField()

    class Meta:
        """A version is kept once."""

        db_table = "agir_badges_achievement"
        constraints = [
            models.UniqueConstraint(fields=("rule", "version"), name="agir_badge_achievement_once")
        ]

    def __str__(self) -> str:
        """Return the badge and the version."""
        return f"{self.rule_id} / {self.version}"
