"""The mirror of frameworks in the platform's tags; one file here imports ``openedx_tagging``."""
