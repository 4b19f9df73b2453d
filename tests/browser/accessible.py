"""What axe finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Axe().axe_script
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def violations(page, *more: str) -> list[tuple[str, str]]:
    """The rule and the first offending element of each violation of WCAG 2.2 AA, and of `more` rules."""
    # Of all that passes, axe would otherwise describe every element, which takes longer than to look at it.
    options = {"runOnly": [*WCAG, *more], "resultTypes": ["violations"]}
    if not page.evaluate("() => Boolean(window.axe?.run)"):
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
