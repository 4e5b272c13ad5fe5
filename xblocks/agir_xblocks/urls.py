"""The XBlocks have no addresses of their own: their handlers are the runtime's."""

from typing import Final

app_name: Final = "agir_xblocks"
urlpatterns: Final[list[object]] = []
