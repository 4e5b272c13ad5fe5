"""Real pages in a real browser: Chromium, Playwright and axe-core."""
