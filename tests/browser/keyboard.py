"""A person at the keyboard: Tab until the thing is reached, never a click."""

# What is focused, as a screen reader names it: its label, else its own words; of what only scrolls, its label.
CALLED = """() => {
    const here = document.activeElement;
    const labels = [...(here.labels ?? [])].map(each => each.innerText);
    const words = ['A', 'BUTTON', 'SUMMARY', 'INPUT'].includes(here.tagName) ? here.innerText : '';
    return [here.getAttribute('aria-label'), ...labels, words].filter(Boolean).join(' ');
}"""
OFFERED = """() => {
    const here = document.getElementById(document.activeElement.getAttribute('aria-activedescendant') ?? '');
    return here ? here.innerText.trim() : '';
}"""


def reach(page, name: str, most: int = 150) -> None:
    """Press Tab until what is focused is called so, whatever icon is beside it. Fails when it cannot be reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in map(str.strip, page.evaluate(CALLED).split("\n")):
            return
    raise AssertionError(f"{name} cannot be reached by {most} presses of Tab")


def press(page, name: str, key: str = "Enter") -> None:
    """Reach something and press a key on it."""
    reach(page, name)
    page.keyboard.press(key)


def pick(page, label: str, option: str) -> None:
    """Reach a list to choose from, and go down it to an option."""
    reach(page, label)
    page.keyboard.press("ArrowDown")
    page.wait_for_selector('[role="option"]')
    for _ in range(40):
        if page.evaluate(OFFERED) == option:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{label} does not offer {option}")
