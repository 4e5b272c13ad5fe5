"""The embedded host, with the tool that describes its views; never shipped."""

from host.settings import *  # noqa: F403
from host.settings import REST_FRAMEWORK as _OWN

REST_FRAMEWORK = {**_OWN, "DEFAULT_SCHEMA_CLASS": "openapi.operations.Operation"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Agir",
    "VERSION": "1",
    "OAS_VERSION": "3.0.3",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "PREPROCESSING_HOOKS": ["openapi.places.only_rest"],
    "POSTPROCESSING_HOOKS": [],
    "SCHEMA_PATH_PREFIX": "/api/agir/[a-z]+/v1",
}
