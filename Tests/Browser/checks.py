"""What holds on every page: accessibility rules, reflow, text spacing, size and language. Each takes a page that is open."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page, Response

import routes

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_ELEMENTS_MANY = 3000

# Which pages axe has looked at, as (path of the route, language).
seen_by_axe: set[tuple[str, str]] = set()


def axe(page: Page) -> None:
    """No rule of WCAG 2.2 AA and no good practice that axe-core knows is broken. It needs a page with JavaScript."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
    route = routes.of(page.url)
    if page.evaluate("document.querySelectorAll('*').length") > _ELEMENTS_MANY:
        # Contrast takes most of the time, and is the same in the other language.
        options["rules"] = {"color-contrast": {"enabled": route not in {seen for seen, _ in seen_by_axe}}}
    result = page.evaluate("options => axe.run(document, options)", options)
    lines = [_violation(rule) for rule in result["violations"]]
    assert not lines, f"{page.url}\n" + "\n".join(lines)
    seen_by_axe.add((route, page.evaluate("document.documentElement.lang")))


def _violation(rule: dict[str, Any]) -> str:
    places = [f"    {node['html'][:200]}\n      {node['failureSummary']}" for node in rule["nodes"][:5]]
    return "\n".join([f"  {rule['id']}: {rule['help']} ({len(rule['nodes'])} times)", *places])


# What the service itself says on a page, beside what is in the record and what is said in another language on purpose.
_LABELS = """() => [...document.querySelectorAll(
    'title, h1, h2, h3, h4, legend, label, button, caption, thead th, dt, summary, .hint, .fault, .alert'
)].filter(element => !element.closest('body [lang]'))
    .flatMap(element => [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
    .map(node => node.data.trim().replace(/\\s+/g, ' ')).filter(text => /\\p{L}{2}/u.test(text)))"""

# What the pages that were opened are called, and what they say, by route and language.
titles: dict[tuple[str, str], str] = {}
labels: dict[tuple[str, str], set[str]] = {}


def language(page: Page, word: str) -> None:
    """The page says that it is in this language."""
    assert page.evaluate("document.documentElement.lang") == word, page.url
    assert page.title().strip(), f"{page.url} has no title"
    titles[routes.of(page.url), word] = page.title()
    labels.setdefault((routes.of(page.url), word), set()).update(page.evaluate(_LABELS))


def size(response: Response | None, bytes_max: int = routes.PAGE_BYTES_MAX) -> None:
    """The page itself is small enough for a slow network."""
    assert response is not None
    assert len(response.body()) <= bytes_max, f"{response.url}: {len(response.body())} bytes"


# The least that texts have to stand (WCAG 1.4.12).
_SPACING = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
"""

# A sheet that a script makes is not one that the page carries: the policy that forbids those stands as it is.
_SET_SPACING = """css => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = css ? [sheet] : []
}"""

_TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > width + 0.5)
        .slice(-5).map(element => element.outerHTML.slice(0, 150))
        .concat([`${document.documentElement.scrollWidth} px on ${width} px`])
}"""

# Text that is cut off by its box; what is a pixel large is meant for screen readers.
_CUT_OFF = """() => [...document.body.querySelectorAll('*')].filter(element => {
    const style = getComputedStyle(element)
    if (!['hidden', 'clip'].includes(style.overflowY) && !['hidden', 'clip'].includes(style.overflowX)) return false
    if (element.clientHeight <= 1 || element.clientWidth <= 1 || !element.innerText?.trim()) return false
    return element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1
}).slice(0, 5).map(element => element.outerHTML.slice(0, 150))"""

# How much of the window is taken by what does not scroll away.
_STAYING = """() => Math.max(0, ...[...document.body.querySelectorAll('*')].filter(element =>
    ['fixed', 'sticky'].includes(getComputedStyle(element).position) && element.offsetParent !== null
    && getComputedStyle(element).top !== 'auto' && !element.closest('table')
).map(element => element.getBoundingClientRect().height)) / innerHeight"""


def reflow(page: Page) -> None:
    """At 320 px, and at 400 % zoom, nothing has to be scrolled sideways; wider spacing of the text cuts nothing off."""
    before = page.viewport_size
    assert before is not None
    # A window of 1280 × 1024 px shows 320 × 256 px of a page at 400 %.
    for name, height in (("320 px wide", 800), ("400 % zoom", 256)):
        page.set_viewport_size({"width": 320, "height": height})
        wide = page.evaluate(_TOO_WIDE)
        assert not wide, f"{page.url} at {name}: " + "\n".join(wide)
    staying = page.evaluate(_STAYING)
    assert staying <= 0.5, f"{page.url} at 400 % zoom: {staying:.0%} of the window does not scroll away"
    page.evaluate(_SET_SPACING, _SPACING)
    for width in (320, before["width"]):
        page.set_viewport_size({"width": width, "height": before["height"]})
        wrong = page.evaluate(_TOO_WIDE) + page.evaluate(_CUT_OFF)
        assert not wrong, f"{page.url} with spaced text at {width} px: " + "\n".join(wrong)
    page.evaluate(_SET_SPACING, "")
    page.set_viewport_size(before)


_OFFERED = """() => [...document.querySelectorAll('a[href], form')].map(element =>
    element.matches('form') ? `${element.method} ${element.getAttribute('action')}` : element.getAttribute('href'))"""


def offered(page: Page) -> set[str]:
    """Where the page's links and forms lead."""
    return set(page.evaluate(_OFFERED))
