"""The suite's public events: frozen payloads and signals, no logic."""
