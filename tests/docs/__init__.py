"""Pages of the documentation that are made from the code: settings, register of personal data."""
