"""No page can be forgotten: those of the running service are those that the tests know, and each was looked at."""

import pytest

import checks
import routes
from people import Api
from service import Service


def test_the_pages_of_the_running_service_are_those_of_the_document(service: Service) -> None:
    assert routes.in_document(Api(service.origin).get("/api/v1/openapi.json")) == routes.PAGES


def test_what_is_said_of_single_pages_is_said_of_pages_that_exist() -> None:
    assert {*routes.WAYS, *routes.ON_THE_WAY} <= set(routes.PAGES)


@pytest.mark.runs_last
def test_axe_has_looked_at_every_page_in_both_languages(request: pytest.FixtureRequest) -> None:
    if request.config.stash[routes.IS_PART]:
        pytest.skip("only a part of the tests was run")
    wanted = {(route, language) for route in routes.PAGES for language in ("nl", "en")}
    assert not wanted - checks.seen_by_axe
