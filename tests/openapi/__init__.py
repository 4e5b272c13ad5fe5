"""The REST face described as OpenAPI: made here, shipped as a file, never made while serving."""
