# SPDX-License-Identifier: EUPL-1.2
"""Someone at a desk with nothing but a keyboard, in one language: goes by Tab, and looks where the focus is.

What is sought is named in Dutch, as the code says it; in English it is looked for by its translation. Wherever the
focus rests it has to be seen: a ring around it, within the window, under nothing else. Every page on which someone
arrives is given to axe once.
"""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlparse

from django.urls import resolve
from django.utils import translation
from django.utils.text import capfirst
from playwright.sync_api import expect

from tests.journeys.barriers import barriers_here
from tests.journeys.walking import looks_again_until, says, today

KEYS = 250
TAB, BACK = "Tab", "Shift+Tab"
SKIP = "Direct naar de inhoud"
FOLD, LINK, BUTTON = "SUMMARY", "A", "submit"
FOCUSED = """() => {
    const one = document.activeElement
    const label = one.labels && one.labels[0]
    const said = one.getAttribute("aria-label") || (label || one).innerText || ""
    const parts = [["fieldset", "legend"], ["table", "caption"], ["section", "h2"]]
    const names = parts.map(([part, name]) => one.closest(part)?.querySelector(name)?.textContent.trim() ?? "")
    return {
        kind: ["A", "SUMMARY", "SELECT", "TEXTAREA"].includes(one.tagName) ? one.tagName : one.type || one.tagName,
        said: said.trim().split("\\n")[0].trim(), within: names, id: one.id,
    }
}"""
SEEN = """() => {
    const one = document.activeElement
    const shown = one.labels && one.labels[0] && ["radio", "checkbox", "file"].includes(one.type) ? one.labels[0] : one
    const ringed = [one, shown].some(each => {
        const style = getComputedStyle(each)
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
    })
    if (!ringed) return "no ring"
    const box = one.getClientRects()[0]
    if (!box) return "not drawn"
    if (box.bottom < 1 || box.right < 1 || box.top > innerHeight - 1 || box.left > innerWidth - 1) return "out of sight"
    const spots = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]]
    const met = spots.map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y))
        .filter(Boolean)
    return met.length && !met.some(other => one.contains(other) || shown.contains(other)) ? "under something else" : ""
}"""
OFFERED = """[...document.querySelectorAll(".page__actions, main form, main .mistakes h2, main h2")]
    .map(one => one.tagName === "FORM" ? [...one.elements].map(each => each.type).sort().filter((each, place, all) =>
        each !== all[place - 1]).join() : one.innerText).join()"""
BEHIND = """([tag, words]) => {
    const said = one => (one.innerText ?? one.textContent).trim()
    const found = [...document.querySelectorAll(`main ${tag}`)].filter(one => said(one).startsWith(words))
    const before = one => document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING
    const here = document.activeElement
    return here.id !== "inhoud" && found.length > 0 && found.every(one => one !== here && before(one))
}"""
ROW = """(words) => {
    const lines = [...document.activeElement.options].map(one => one.text)
    return lines.findIndex(line => line.includes(words))
}"""


@dataclass
class Desk:
    """A page, the language it speaks, and what it took so far: keys, choices, pages, and seconds of waiting."""

    page: Any
    language: str = "nl"
    keys: int = 0
    choices: int = 0
    pages: list[str] = field(default_factory=list)
    waited: float = 0.0
    checked: set[str] = field(default_factory=set)

    def in_words(self, dutch: str) -> str:
        """What the pages call this in the language of this desk."""
        if self.language == "nl":
            return dutch
        with translation.override(self.language):
            found, small = translation.gettext(dutch), dutch[:1].lower() + dutch[1:]
            return found if found != dutch else str(capfirst(translation.gettext(small))) if dutch != small else dutch

    # Going about

    def open(self, address: str) -> None:
        """Type an address, or follow it from a mail."""
        self._timed(lambda: self.page.goto(address))
        self._arrive()

    def follow(self, words: str, *, within: str = "") -> None:
        """Go on by a link."""
        self._enter(LINK, words, within)

    def press(self, words: str) -> None:
        """Press a button that leads to a page."""
        self._enter(BUTTON, words)

    def unfold(self, words: str, *, within: str = "") -> None:
        """Open a fold."""
        self.reach(FOLD, words, within=within)
        self.key("Enter")

    def _enter(self, kind: str, words: str, within: str = "") -> None:
        self.reach(kind, words, within=within)

        def enter() -> None:
            with self.page.expect_navigation():
                self.key("Enter")

        self._timed(enter)
        self._arrive()

    def _timed(self, wait: Any) -> None:
        began = time.monotonic()
        wait()
        self.page.wait_for_load_state()
        self.waited += time.monotonic() - began

    def _arrive(self) -> None:
        title = self.page.title()
        self.pages.append(title.partition(" · Vijfveld")[0])
        sort = self._sort_of_page()
        if sort not in self.checked:
            self.checked.add(sort)
            assert barriers_here(self.page) == [], title

    def _sort_of_page(self) -> str:
        """What makes a page another one to axe: its view, and what can be done on it."""
        view = resolve(urlparse(self.page.url).path, "vijfveld.site.urls").route
        return f"{view} {self.page.evaluate(OFFERED)}"

    # Filling in

    def write(self, label: str, text: str) -> None:
        """Type in a box, over what stands there."""
        kind = self.reach("box", label)
        self.key("Control+A")
        self._type(text)
        assert kind == "password" or text in self._value(), f"{label}: {self._value()}"

    def date(self, label: str, day: date) -> None:
        """Type a day in a date field, first day and month, else month and day: as its own segments stand."""
        self.reach("date", label)
        for digits in (day.strftime("%d%m%Y"), day.strftime("%m%d%Y")):
            self._type(digits)
            if self._value() == day.isoformat():
                return
            self.key("ArrowLeft")
            self.key("ArrowLeft")
        raise AssertionError(f"{label}: {self._value()} is not {day}")

    def time(self, label: str, moment: str) -> None:
        """Type a time as hh:mm before noon; a clock of twelve hours wants an a behind it, another passes it over."""
        self.reach("time", label)
        self._type(moment.replace(":", ""))
        self._type("a")
        assert self._value() == moment, f"{label}: {self._value()}"

    def choose(self, label: str, words: str) -> None:
        """Go down a list until a line with these words is chosen."""
        self.reach("SELECT", label)
        self.choices += 1
        wanted = self.page.evaluate(ROW, self.in_words(words))
        assert wanted >= 0, f"{label} does not offer {words}"
        for _key in range(wanted):
            if self.page.evaluate("document.activeElement.selectedIndex") == wanted:
                break
            self.key("ArrowDown")
        assert self.page.evaluate("document.activeElement.selectedIndex") == wanted, label

    def tick(self, words: str, *, within: str = "", on: bool = True) -> None:
        """Put a tick in a box, or take it away."""
        self.reach("checkbox", words, within=within)
        self.choices += 1
        if self._ticked() != on:
            self.key("Space")
        assert self._ticked() == on, words

    def boxes(self, legend: str) -> list[str]:
        """What can be ticked in a group, as its labels say."""
        group = self.page.locator("main fieldset").filter(
            has=self.page.locator("legend").get_by_text(self.in_words(legend), exact=True)
        )
        return [str(words).strip() for words in group.locator("label").all_inner_texts()]

    def pick(self, legend: str, words: str) -> None:
        """Choose one of some: with Space where the focus is, else by the arrows."""
        self.reach("radio", "", within=legend)
        self.choices += 1
        sought = self.in_words(words).lower()
        for _choice in range(12):
            if self.page.evaluate(FOCUSED)["said"].lower().startswith(sought):
                if not self._ticked():
                    self.key("Space")
                assert self._ticked(), words
                return
            self.key("ArrowDown")
        raise AssertionError(f"{legend} does not offer {words}")

    def _type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def _value(self) -> str:
        return str(self.page.evaluate("document.activeElement.value"))

    def _ticked(self) -> bool:
        return bool(self.page.evaluate("document.activeElement.checked"))

    # Getting there

    def reach_place(self, id: str) -> None:
        """Go on with Tab to a place that a page which renews itself keeps, whatever is called for there by now."""
        self._past_the_head()
        for _key in range(KEYS):
            if self.page.evaluate(FOCUSED)["id"] == id:
                return
            self.key(TAB)
        raise AssertionError(f"the keyboard does not reach #{id} on {self.page.url}")

    def key(self, name: str) -> None:
        """Press one key."""
        self.keys += 1
        self.page.keyboard.press(name)

    def reach(self, kind: str, words: str, *, within: str = "") -> str:
        """Go on with Tab until this has the focus, and see that it does; from the top, past the head of the page."""
        sought, part = self.in_words(words), self.in_words(within)
        self._past_the_head()
        way = self._shorter_way(kind, sought)
        for _key in range(KEYS):
            found = self.page.evaluate(FOCUSED)
            if _is_it(found, kind, sought, part):
                hidden = self.page.evaluate(SEEN)
                assert not hidden, f"the focus on {words or within!r} is not seen: {hidden}, on {self.page.url}"
                return str(found["kind"])
            self.key(way)
        raise AssertionError(f"the keyboard does not reach {kind} {words or within!r} on {self.page.url}")

    def _past_the_head(self) -> None:
        if self.page.evaluate("document.activeElement !== document.body"):
            return
        self.key(TAB)
        if self.page.evaluate(FOCUSED)["said"] == self.in_words(SKIP):
            self.key("Enter")

    def _shorter_way(self, kind: str, sought: str) -> str:
        """Back, when all that is called so lies behind; a group or a first look goes forward."""
        tags = {LINK: "a", BUTTON: "button", FOLD: "summary"}.get(kind)
        return BACK if tags and self.page.evaluate(BEHIND, [tags, sought]) else TAB

    # Looking

    def says(self, dutch: str, **filled: object) -> None:
        """The page says this somewhere in its content."""
        says(self.page, self.in_words(dutch) % filled if filled else self.in_words(dutch))

    def looks_again_until(self, dutch: str) -> None:
        """The page says this after a while."""
        looks_again_until(self.page, self.in_words(dutch))

    def keeps_its_focus_until(self, dutch: str) -> None:
        """What has the focus still has it, or its successor at the same place, when the page has renewed itself."""
        place = self.page.evaluate("document.activeElement.id")
        assert place, "what has the focus has no id by which it could be found again"
        expect(self.page.locator("main")).to_contain_text(self.in_words(dutch), timeout=60_000)
        assert self.page.evaluate("document.activeElement.id") == place, "the focus got lost"


def _is_it(found: dict[str, Any], kind: str, words: str, within: str) -> bool:
    fits = found["kind"] in {"text", "email", "password", "search", "number", "TEXTAREA", "tel", "url"}
    if found["kind"] != kind and not (kind == "box" and fits):
        return False
    said = found["said"]
    named = not words or said == words or said.startswith((f"{words} (", f"{words} *"))
    return named and (not within or any(part.startswith(within) for part in found["within"]))


def in_days(count: int) -> date:
    """A day from now."""
    return today() + timedelta(days=count)
