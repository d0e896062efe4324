# SPDX-License-Identifier: EUPL-1.2
"""What people do on pages: fill in, choose, press, look again."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import expect

LOOKS = 20


def today() -> date:
    """The day on which the journeys happen."""
    return date.today()  # noqa: DTZ011 - the day as the browser sees it


def in_days(count: int) -> str:
    """A day from now, as a date field takes it."""
    return (today() + timedelta(days=count)).isoformat()


def fill(page: Any, **values: object) -> None:
    """Fill in fields of the form on the page, by the names under which they are sent."""
    for name, value in values.items():
        _fill_one(page.locator("main"), name, value)


def _fill_one(main: Any, name: str, value: object) -> None:
    boxes = main.locator(f"[name={name}]")
    tag, kind = boxes.first.evaluate("one => [one.tagName, one.type]")
    if kind == "radio":
        main.locator(f"[name={name}][value='{value}']").check()
    elif kind == "checkbox":
        boxes.set_checked(bool(value))
    elif tag == "SELECT":
        boxes.select_option(value)
    else:
        boxes.fill(str(value))


def option_with(page: Any, name: str, words: str) -> str:
    """The value of the choice that holds these words."""
    chosen = page.locator(f"main [name={name}] option").filter(has_text=words).first
    return str(chosen.get_attribute("value"))


def press(page: Any, words: str) -> None:
    """Press the one button on the page with these words."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def follow(page: Any, words: str) -> None:
    """Follow the first link on the page with these words."""
    page.locator("main").get_by_role("link", name=words, exact=True).first.click()


def says(page: Any, words: str) -> None:
    """The page says this somewhere in its content."""
    expect(page.locator("main")).to_contain_text(words)


def does_not_say(page: Any, words: str) -> None:
    """The page says this nowhere."""
    expect(page.locator("body")).not_to_contain_text(words)


def looks_again_until(page: Any, words: str) -> None:
    """The page says this after a while: what the sealer has to see first is looked for again."""
    for _look in range(LOOKS):
        try:
            return expect(page.locator("main")).to_contain_text(words, timeout=500)
        except AssertionError:
            page.reload()
    says(page, words)


def title(page: Any) -> str:
    """The title on the page."""
    return str(page.locator("h1").inner_text())


def problems(page: Any) -> list[str]:
    """The problems that are summed up at the top of a form."""
    return [str(line) for line in page.locator("main .mistakes li").all_inner_texts()]
