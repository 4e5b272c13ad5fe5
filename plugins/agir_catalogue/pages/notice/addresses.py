"""Addresses of the notice's page."""

from django.urls import path

from agir_catalogue.pages.notice import page

NOTICE = (path("agir/courses/<str:course_key>/notice/", page.notice, name="notice"),)
