"""What the tests in a browser share: one service, one browser, and a fresh context for each visitor."""

import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Mouse, Page, Touchscreen, sync_playwright

from keyboard import Keyboard
from people import People
from routes import IS_PART, DemoValues
from service import RESULTS, ROOT, Service
from watch import Watch

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
_SECONDS_MAX = 15
# The first one also waits for the service and its demo clinic.
_TEST_SECONDS_MAX = 300


@pytest.fixture(scope="session")
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    """The running service with the demo clinic."""
    service = Service()
    try:
        service.start()
        yield service
    finally:
        if request.session.testsfailed:
            service.keep_log()
        service.stop()


@pytest.fixture(scope="session")
def people(service: Service) -> People:
    """The people of the demo clinic, who sign in when they are needed."""
    return People(service)


@pytest.fixture(scope="session")
def demo(people: People) -> DemoValues:
    """Ids of the demo clinic."""
    return DemoValues(people)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    program = subprocess.run([ROOT / "Tests" / "Browser" / "chromium"], capture_output=True, text=True).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


@pytest.fixture
def watch(service: Service) -> Iterator[Watch]:
    """Sees that no page does what none may do; fails the test where one did."""
    watch = Watch(service.origin)
    yield watch
    watch.verify()


class Visits:
    """Opens browsers for visitors, each with cookies of its own; all of them are closed after the test."""

    def __init__(self, browser: Browser, service: Service, people: People, watch: Watch) -> None:
        self._browser, self._service, self._people, self._watch = browser, service, people, watch
        self.pages: list[Page] = []

    def __call__(
        self,
        login: str | None = None,
        language: str = "nl",
        *,
        fresh: bool = False,
        javascript: bool = True,
        width: int = 1280,
        height: int = 800,
    ) -> Page:
        """An empty page of a visitor, signed in where a login is given."""
        context = self._browser.new_context(
            base_url=self._service.origin,
            locale=LANGUAGES[language],
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(_SECONDS_MAX * 1000)
        self._watch.over(context)
        if login is not None:
            context.add_cookies(self._people.cookies(login, fresh=fresh))  # type: ignore[arg-type]
        page = context.new_page()
        self.pages.append(page)
        return page


@pytest.fixture
def visit(
    browser: Browser, service: Service, people: People, watch: Watch, request: pytest.FixtureRequest
) -> Iterator[Visits]:
    """Opens pages: `page = visit("f.testinga", "en")`."""
    visits = Visits(browser, service, people, watch)
    yield visits
    if getattr(request.node, "has_failed", False):
        for number, page in enumerate(visits.pages, 1):
            _keep(page, f"{request.node.name}-{number}")
    for page in visits.pages:
        page.context.close()


@pytest.fixture
def keyboard(visit: Visits, monkeypatch: pytest.MonkeyPatch) -> Callable[[Page], Keyboard]:
    """Gives a page's keyboard, and takes everything else away: whoever uses a mouse in such a test fails."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("only the keyboard is used here")

    kinds: tuple[type, ...] = (Page, Locator, Mouse, Touchscreen)
    for kind in kinds:
        for name in _BY_OTHER_MEANS:
            monkeypatch.setattr(kind, name, refuse, raising=False)
    return Keyboard


# Ways of Playwright to use a page that are not keys, or that put the focus where keys did not lead.
_BY_OTHER_MEANS = """
    click dblclick tap hover down up move wheel drag_to drag_and_drop focus
    check uncheck set_checked select_option fill clear press type press_sequentially
""".split()


def _keep(page: Page, name: str) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    place = RESULTS / re.sub(r"[^\w.-]+", "_", name)
    place.with_suffix(".html").write_text(page.content())
    page.screenshot(path=place.with_suffix(".png"), full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Any:
    """Every wait has an end: also what a page computes, which Playwright waits for without one."""

    def end(*_: Any) -> None:
        raise TimeoutError(f"a test took more than {_TEST_SECONDS_MAX} s")

    signal.signal(signal.SIGALRM, end)
    signal.alarm(_TEST_SECONDS_MAX)
    try:
        return (yield)
    finally:
        signal.alarm(0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remembers of a test that it failed, and says so in the form that CI looks for."""
    report: Any = yield
    if report.failed:
        item.has_failed = True  # type: ignore[attr-defined]
        lines = [line for line in str(report.longrepr).splitlines() if line.startswith("E ")] or ["failed"]
        item.config.stash.setdefault(_FAILED, []).append(f"error: {item.nodeid}: {lines[0].strip('E ')[:300]}")
    return report


_FAILED = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A line for each failure; where the page and the log are."""
    for line in config.stash.get(_FAILED, []):
        terminalreporter.write_line(line)
    if config.stash.get(_FAILED, []):
        terminalreporter.write_line(f"browser: pages and log of what failed: {RESULTS.relative_to(ROOT)}")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "runs_last: a test of what all others did")
    words = config.invocation_params.args
    config.stash[IS_PART] = bool(
        config.option.keyword or config.option.markexpr or any(".py" in word or "::" in word for word in words)
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("runs_last") is not None)
