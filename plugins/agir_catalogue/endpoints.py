"""Who gets which answer from the catalogue?"""

from agir_platform.endpoints import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = ()
