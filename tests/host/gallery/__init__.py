"""The component gallery: each component in each state. Development only."""
