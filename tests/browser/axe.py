"""What axe-core finds on a page, as sentences; and the faults that are the platform's own.

Our pages have no exception. The DOM of the platform's own blocks (problem, video, html) is not
ours to write: what is wrong there is listed in ``BASELINE`` with the day it was seen, so that a
new fault still fails.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4")
PLATFORM_BLOCKS = ".xmodule_ProblemBlock, .xmodule_VideoBlock, .xmodule_HtmlBlock"
RUN = """
async ([tags, blocks]) => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], iframes: false
  });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => {
    const element = document.querySelector(node.target[0]);
    return {
      rule: rule.id, help: rule.help, target: node.target.join(' '),
      html: node.html.slice(0, 160), why: (node.failureSummary || '').slice(0, 300),
      platform: Boolean(element && element.closest(blocks))
    };
  }));
}
"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A rule that a platform block breaks, and the day it was seen."""

    rule: str
    seen: str
    reason: str


BASELINE: tuple[Accepted, ...] = ()


def violations(page: Page, axe_source: str) -> list[str]:
    """Return each violation in a sentence; the baseline of platform blocks is left out."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(axe_source)
    accepted = {one.rule for one in BASELINE}
    return [
        f"{node['rule']}: {node['help']} at {node['target']} {node['html']} [{node['why']}]"
        for node in page.evaluate(RUN, [list(TAGS), PLATFORM_BLOCKS])
        if not (node["platform"] and node["rule"] in accepted)
    ]
