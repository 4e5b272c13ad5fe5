"""The free-track covenant: its public page, badge and document, and who may say what."""
