"""How does a person leave the site for good?"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from host.courseware.models import FieldValue
from host.door.people import RETIRED
from host.door.signals import USER_RETIRE_LMS_MISC


@transaction.atomic
def retire(user: Any) -> None:
    """Close the account, forget the name, then tell every plugin (as the LMS pipeline does)."""
    FieldValue.objects.filter(user_id=user.pk).delete()
    user.username = f"{RETIRED}{user.pk}"
    user.first_name = user.last_name = user.email = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    USER_RETIRE_LMS_MISC.send(sender=None, user=user)
