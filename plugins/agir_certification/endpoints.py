"""Who gets which answer from certification?"""

from agir_platform.endpoints import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = ()
