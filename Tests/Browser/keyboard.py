"""Somebody who has a keyboard and nothing else. Wherever the focus goes it has to be seen, and not behind a banner."""

from typing import Any

from playwright.sync_api import Page

_STOPS_MAX = 500

# What has the focus: its name, whether it shows that, and whether it can be seen.
_FOCUSED = """() => {
    const element = document.activeElement
    if (!element || element === document.body || element === document.documentElement) return null
    const isMarked = it => {
        const style = getComputedStyle(it)
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none'
    }
    const label = element.labels?.[0]
    const box = [...element.getClientRects()].find(box => box.width > 0 && box.height > 0)
    const left = Math.max(box?.left, 0), right = Math.min(box?.right, document.documentElement.clientWidth)
    const top = Math.max(box?.top, 0), bottom = Math.min(box?.bottom, innerHeight)
    const isInside = box !== undefined && right - left >= 1 && bottom - top >= 1
    const cover = !isInside ? [] : [[.25, .25], [.75, .25], [.5, .5], [.25, .75], [.75, .75]].map(([x, y]) =>
        document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)
    ).filter(found => found && found !== element && !element.contains(found) && !found.contains(element)
        && !label?.contains(found))
    const words = (element.getAttribute('aria-labelledby') ?? '').split(' ')
        .map(id => document.getElementById(id)?.innerText).filter(Boolean).join(' ')
    const name = words || element.getAttribute('aria-label') || label?.innerText || element.innerText
        || element.getAttribute('name') || ''
    return {
        place: [...document.querySelectorAll('*')].indexOf(element),
        isChecked: element.checked ?? false, chosen: element.selectedOptions?.[0]?.text ?? '',
        name: name.trim().replace(/\\s+/g, ' '), tag: element.localName, type: element.type ?? '',
        field: element.getAttribute('name') ?? '', value: element.value ?? '', address: element.getAttribute('href') ?? '',
        html: element.outerHTML.slice(0, 200),
        isVisible: isMarked(element) || (label !== undefined && isMarked(label)),
        isInside, cover: cover[0]?.outerHTML.slice(0, 200) ?? null,
    }
}"""


class Focus(dict[str, Any]):
    """What has the focus: `name`, `tag`, `type`, `field`, `value`, `address`, `isChecked`, `chosen` …"""

    def is_called(self, name: str) -> bool:
        """Whether its visible name, or the name of its field, is this; with … at the end, begins with this."""
        shown = self["name"].casefold()
        if name.endswith("…"):
            return bool(shown.startswith(name[:-1].casefold()))
        return bool(self["field"] == name or shown == name.casefold())


class Keyboard:
    """Keys on a page. The fixture of this name takes the mouse away for as long as a test uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focus(self) -> Focus | None:
        """What has the focus, which has to be seen; nil where nothing has it."""
        found = self.page.evaluate(_FOCUSED)
        if found is None:
            return None
        focus = Focus(found)
        assert focus["isInside"], f"the focus is out of the window: {focus['html']}"
        assert focus["isVisible"], f"the focus is not shown: {focus['html']}"
        assert focus["cover"] is None, f"the focus is covered: {focus['html']} by {focus['cover']}"
        return focus

    def tab(self, *, back: bool = False) -> Focus | None:
        """Goes one stop on, or one back."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        return self.focus()

    def reach(self, name: str, *, tag: str | None = None, back: bool = False) -> Focus:
        """Goes on until what is called so has the focus."""
        passed: list[Focus] = []
        for _ in range(_STOPS_MAX):
            focus = self.tab(back=back)
            if focus is None:
                continue
            if focus.is_called(name) and tag in (None, focus["tag"]):
                return focus
            if passed and focus["place"] == passed[0]["place"]:
                break
            passed.append(focus)
        names = "\n".join(f"  {focus['tag']} {focus['name'] or focus['html']!r}" for focus in passed)
        raise AssertionError(f"{self.page.url}: no way by the keyboard to {name!r}; passed:\n{names}")

    def type(self, text: str) -> None:
        """Types text where the focus is, in place of what stands there."""
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def fill(self, name: str, text: str) -> None:
        """Goes to a field and types into it."""
        self.reach(name)
        self.type(text)

    def choose(self, field: str, option: str) -> None:
        """Goes to a group of radio buttons by the name of its field and takes the one of this name or value."""
        focus: Focus | None = self.reach(field)
        first = focus
        while focus is not None and not focus.is_called(option) and focus["value"] != option:
            focus = self.press("ArrowDown")
            assert focus != first, f"{field} has no {option!r}"
        if focus is not None and not focus["isChecked"]:
            self.press("Space")

    def tick(self, name: str) -> None:
        """Goes to a box and ticks it, where it is not."""
        if not self.reach(name)["isChecked"]:
            self.press("Space")

    def select(self, name: str, option: str) -> None:
        """Goes to a list and takes the line that says so, or that stands for this value."""
        self.reach(name, tag="select")
        focus = self.press("Home")
        while focus is not None and option not in (focus["chosen"].strip(), focus["value"]):
            before, focus = focus["value"], self.press("ArrowDown")
            assert focus is not None and focus["value"] != before, f"{name} has no {option!r}"

    def press(self, *keys: str) -> Focus | None:
        """Presses keys that stay on the page: arrows, Space, Escape."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.focus()

    def follow(self, key: str = "Enter") -> None:
        """Presses a key that leads to another page, and waits until it is there."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def send(self) -> None:
        """Sends the form with the Enter key, from the next field of one line on the way back."""
        while (focus := self.tab(back=True)) is None or focus["tag"] != "input" or focus["type"] != "text":
            pass
        self.follow()

    def go(self, name: str, *, tag: str | None = None) -> None:
        """Goes to a link or a button and takes it."""
        self.reach(name, tag=tag)
        self.follow()

    def walk(self) -> list[Focus]:
        """Every stop of the page, forwards; the same number backwards, so that nothing holds the focus fast."""
        stops: list[Focus] = []
        for _ in range(_STOPS_MAX):
            focus = self.tab()
            if focus is None:
                break
            stops.append(focus)
        else:
            raise AssertionError(f"{self.page.url}: the focus does not leave the page")
        for _ in stops:
            self.tab(back=True)
        return stops
