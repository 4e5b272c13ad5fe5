"""How does the host load the gallery?"""

from django.apps import AppConfig


class HostGalleryConfig(AppConfig):
    """The gallery of components."""

    name = "host.gallery"
    label = "host_gallery"
    verbose_name = "Gallery"
