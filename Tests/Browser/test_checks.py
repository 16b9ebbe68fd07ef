"""The checks themselves: each finds the fault that it is for, so that none of them passes whatever a page does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

import checks
from conftest import Visits
from keyboard import Keyboard
from watch import Watch

FRAME = '<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>{}</main></body></html>'


@pytest.fixture
def blank(visit: Visits) -> Callable[[str], Page]:
    """Shows a page of the test's own making."""

    def show(body: str) -> Page:
        page = visit()
        page.set_content(FRAME.format(body))
        return page

    return show


def test_a_page_without_faults_passes(blank: Callable[[str], Page]) -> None:
    page = blank('<p>Text. <a href="/account">A link</a></p>')
    checks.axe(page)
    checks.reflow(page)
    checks.language(page, "en")
    assert [focus["name"] for focus in Keyboard(page).walk()] == ["A link"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p><input></p>", "label"),
        ('<p style="color:#bbb">Pale</p>', "color-contrast"),
        ("<h4>A heading too far down</h4>", "heading-order"),
        (
            '<button style="width:9px;height:9px;padding:0">a</button><button style="width:9px;height:9px;padding:0">b</button>',
            "target-size",
        ),
    ],
)
def test_axe_finds(blank: Callable[[str], Page], body: str, rule: str) -> None:
    with pytest.raises(AssertionError, match=rule):
        checks.axe(blank(body))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p style="width:400px">Wide</p>', "320 px wide"),
        (
            '<p style="height:1.2em;overflow:hidden;max-width:9em;line-height:1.2">Wide enough until spaced</p>',
            "spaced",
        ),
        ('<p style="position:sticky;top:0;height:200px">Stays</p>', "does not scroll away"),
    ],
)
def test_reflow_finds(blank: Callable[[str], Page], body: str, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        checks.reflow(blank(body))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<a href="/" style="outline:none">Unmarked</a>', "not shown"),
        ('<a href="/" style="position:absolute;left:-99em">Away</a>', "out of the window"),
        ('<a href="/">Covered</a><p style="position:fixed;inset:0;background:white">Banner</p>', "covered"),
    ],
)
def test_a_focus_that_cannot_be_seen_is_found(blank: Callable[[str], Page], body: str, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        Keyboard(blank(body)).tab()


def test_a_form_is_filled_in_by_the_keyboard(blank: Callable[[str], Page]) -> None:
    signs = "".join(
        f'<label><input type="radio" name="sign" value="{sign}">{sign}</label>' for sign in ("yes", "no", "?")
    )
    lines = "".join(f"<option>{side}</option>" for side in ("left", "right", "both"))
    page = blank(
        f'<form><label>Name <input name="name" value="old"></label>{signs}<label>Side <select name="side">{lines}</select></label>'
        '<label><input type="checkbox" name="seen" value="seen"> Seen</label><button>Keep it</button><button>Keep</button></form>'
    )
    keys = Keyboard(page)
    keys.fill("Name", "new")
    keys.choose("sign", "no")
    keys.select("side", "both")
    keys.tick("seen")
    assert keys.reach("Keep")["name"] == "Keep"
    kept = "const it = document.forms[0]; return [it.name.value, it.sign.value, it.side.value, it.seen.checked]"
    assert page.evaluate(f"() => {{ {kept} }}") == ["new", "no", "both", True]
    with pytest.raises(AssertionError, match="no way by the keyboard to 'Missing'"):
        keys.reach("Missing")


def test_whoever_is_to_use_the_keyboard_cannot_use_the_mouse(
    blank: Callable[[str], Page], keyboard: Callable[[Page], Keyboard]
) -> None:
    page = blank('<button id="b">A button</button>')
    uses: list[Callable[[], None]] = [
        lambda: page.click("#b"),
        lambda: page.locator("#b").click(),
        lambda: page.get_by_role("button").focus(),
        lambda: page.mouse.click(1, 1),
    ]
    for use in uses:
        with pytest.raises(AssertionError, match="only the keyboard"):
            use()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("location.href = 'http://127.0.0.1:9/'", "left the service"),
        ("fetch('http://127.0.0.1:9/').catch(() => 0)", "Content Security Policy"),
        ("console.error('broken')", "broken"),
        ("setTimeout(() => { throw new Error('lost') })", "lost"),
        ("document.body.append(Object.assign(document.createElement('style'), {textContent: 'p {}'}))", "style-src"),
        ("fetch('/nowhere')", "404"),
    ],
)
def test_what_no_page_may_do_is_seen(visit: Visits, watch: Watch, script: str, words: str) -> None:
    page = visit()
    page.goto("/sign-in")
    watch.verify()
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(200)
    with pytest.raises(AssertionError, match=words):
        watch.verify()
    watch.faults.clear()
