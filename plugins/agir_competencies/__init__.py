"""The ground of meaning: frameworks, links, evidence, mastery."""
