"""What no page may do while a test looks at it: ask for anything outside the service, break the policy, fail in silence."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response


class Watch:
    """What was seen to go wrong in a browser's contexts, beside what the test itself looked at."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self.faults: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watches every page of a context."""
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def verify(self) -> None:
        """Fails where something went wrong."""
        assert not self.faults, "\n".join(self.faults)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._origin + "/", "data:", "blob:")):
            self.faults.append(f"a request left the service: {request.url}")

    def _failed(self, request: Request) -> None:
        # What is under way when a page is left ends unanswered.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        status = response.status
        # Where two wrote in one field of a meeting, the script is answered with both texts; where a text is refused, it tells that.
        if status in (401, 404, 409, 412) and response.url.endswith("/writing"):
            return
        if status >= 500 and status != 503 or status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.url}: {status}")

    def _said(self, message: ConsoleMessage) -> None:
        # The browser repeats the status of an answer that is a refusal; `_answered` judges those.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console {message.type} at {message.page and message.page.url}: {message.text}")
