"""Who gets which answer from sponsorship?"""

from agir_platform.endpoints import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = ()
