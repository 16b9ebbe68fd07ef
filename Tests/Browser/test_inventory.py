"""No page can be forgotten: those of the running service are those that the tests know, and each was looked at."""

import re

import pytest

import checks
import routes
from people import Api
from service import Service


def test_the_pages_of_the_running_service_are_those_of_the_document(service: Service) -> None:
    assert routes.in_document(Api(service.origin).get("/api/v1/openapi.json")) == routes.PAGES


def test_what_is_said_of_single_pages_is_said_of_pages_that_exist() -> None:
    assert {*routes.WAYS, *routes.ON_THE_WAY} <= set(routes.PAGES)


# Words that are the same in both languages, and names.
SAME = set("""
    Workup·Account·Filter·Code·Team·Teams·Buschbacher 2016·Type·Product·Batch·Protocol·Reflex·Segment·Set·Status·Agenda·BSN·Criteria
    Amplitude (mV)·Amplitude (µV)
    GM1 IgG·GM1 IgM·HbA1c·IgA·IgG·TSH·K1one·MMN-RODS (/ 100)
    Open·IgM·kg·g/kg·In English·In het Nederlands·Carla Plansma·Kim Meetsma·Lars Monsterman·Noor Zorgman
    AAEM 2003 (MMN)·EAN/PNS 2021 (CIDP)·EFNS/PNS 2010 (MMN)·Utrecht 2000 (MMN)
    """.strip().replace("\n    ", "·").split("·"))
# What a doctor wrote, and the protocol.
SAME.add("Symmetric weakness and numbness of arms and legs over four months · CIDP")
# FAMILY NAME, given names, where there are any; and those of a team.
PERSON = re.compile(r"[^a-z]{2,}(, .*)?|Drs?\. .*")


@pytest.mark.runs_last
@pytest.mark.parametrize("route", routes.PAGES)
def test_what_a_page_says_differs_by_its_language(request: pytest.FixtureRequest, route: str) -> None:
    if request.config.stash[routes.IS_PART]:
        pytest.skip("only a part of the tests was run")
    both = checks.labels[route, "nl"] & checks.labels[route, "en"]
    assert not {text for text in both - SAME if not PERSON.fullmatch(text)}


@pytest.mark.runs_last
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_has_a_title_of_its_own(language: str) -> None:
    found: dict[str, list[str]] = {}
    for (route, word), title in checks.titles.items():
        if word == language and route in routes.PAGES and route not in routes.ON_THE_WAY:
            found.setdefault(title, []).append(route)
    assert not {title: pages for title, pages in found.items() if len(pages) > 1}


@pytest.mark.runs_last
def test_axe_has_looked_at_every_page_in_both_languages(request: pytest.FixtureRequest) -> None:
    if request.config.stash[routes.IS_PART]:
        pytest.skip("only a part of the tests was run")
    wanted = {(route, language) for route in routes.PAGES for language in ("nl", "en")}
    missing = wanted - checks.seen_by_axe
    assert not missing
