"""Sentences are read in English here: rules know no Django, the words of their faults do."""

from django.conf import settings

if not settings.configured:
    settings.configure(USE_I18N=False)
