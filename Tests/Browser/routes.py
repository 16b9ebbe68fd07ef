"""Which pages there are: every route of the API document that answers GET with HTML, and how a test gets to it."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlparse

import pytest

import people
from people import People
from service import ROOT

PAGE_BYTES_MAX = 150 * 1024

# Whether only some of the tests were asked for.
IS_PART = pytest.StashKey[bool]()


@dataclass(frozen=True)
class Way:
    """Who looks at a page, whether for it they have to have shown their second factor a short while ago, and its size."""

    login: str | None = people.NEUROLOGIST
    fresh: bool = False
    bytes_max: int = PAGE_BYTES_MAX


# Pages that somebody else than the centre's neurologist looks at. Every other page is visited as they.
WAYS = {
    "/": Way(None),
    "/sign-in": Way(None),
    "/signed-out": Way(None),
    "/problems/{code}": Way(None),
    "/audit/review": Way(people.PRIVACY_OFFICER, fresh=True),
    "/administration": Way(people.ADMINISTRATOR),
    "/administration/organisations": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/protocols": Way(people.ADMINISTRATOR),
    "/administration/protocols/check": Way(people.ADMINISTRATOR),
    "/administration/protocols/{protocolCode}": Way(people.ADMINISTRATOR),
    "/administration/protocols/{protocolCode}/activation": Way(people.ADMINISTRATOR),
    "/administration/users": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/users/new": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/users/{login}": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/users/{login}/disabling": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/users/{login}/enabling": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/users/{login}/reset": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/users/{login}/role": Way(people.ADMINISTRATOR, fresh=True),
    "/administration/users/{login}/signing-out": Way(people.ADMINISTRATOR, fresh=True),
    "/api/v1/patients/{patientId}/access-overview": Way(people.PRIVACY_OFFICER, fresh=True),
}

# Pages on the way to somewhere, which have no address to open: tests of their own come by them and call `axe` there.
ON_THE_WAY = {
    "/sign-in/factor": "test_sign_in.py",
    "/sign-in/password": "test_sign_in.py",
    "/sign-in/new-factor": "test_sign_in.py",
    "/sign-in/provider/finish": "test_provider.py",
    "/sign-in/provider/callback": "test_provider.py",
}


def in_document(document: dict[str, Any]) -> list[str]:
    """The paths that answer GET with a page."""

    def is_page(methods: dict[str, Any]) -> bool:
        success = methods.get("get", {}).get("responses", {}).get("200", {})
        return "text/html" in success.get("content", {})

    return sorted(path for path, methods in document["paths"].items() if is_page(methods))


# A Swift test proves this copy equal to what the program says; another one here asks the running service.
PAGES = in_document(json.loads((ROOT / "docs" / "api" / "openapi.json").read_text()))


def of(address: str) -> str:
    """The path of the route that an address belongs to; the most literal one where several fit."""
    path = urlparse(address).path
    for route in sorted(PAGES, key=lambda route: route.count("{")):
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route)), path):
            return route
    return path


class DemoValues:
    """Values of the parameters of paths, taken from the demo clinic: a workup that has been treated and discussed."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._found: dict[str, str] = {}

    def path(self, route: str) -> str:
        """The route with a value for each parameter."""
        return re.sub(r"\{(\w+)\}", lambda match: self.value(match[1], route), route)

    def value(self, name: str, route: str = "") -> str:
        """A value of a parameter; where a new one comes up, its question is added to `_find`."""
        if name == "patientId":
            name = _PATIENTS.get(route, name)
        key = {
            "/problems/{code}": "problem",
            "/workups/{workupId}/steps/{stepCode}/results": name.replace("stepCode", "panelCode"),
            # A case on which an action was agreed, which not every case is.
            "/meetings/{meetingId}/cases/{caseId}/actions/{actionId}/change": f"{name}OfAction",
        }.get(route, name)
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def _find(self, key: str) -> str:
        api = self._people.api(people.NEUROLOGIST)
        match key:
            case "login":
                return people.NEUROLOGIST
            case "protocolCode":
                return "mmn"
            case "problem":
                return "not-found"
            case "panelCode":
                return "bloodPanel"
            case "workupId":
                meeting = api.get(f"/api/v1/meetings/{self.value('meetingId')}")
                return str(meeting["cases"][0]["workupId"])
            case "patientId":
                return str(api.get(f"/api/v1/workups/{self.value('workupId')}")["patient"]["id"])
            case "stepCode":
                return "neurologicalExamination"
            case "kind":
                return "nerveConductionStudy"
            case "findingId":
                query = "?kind=nerveConductionStudy"
                return str(api.get(f"/api/v1/workups/{self.value('workupId')}/findings{query}")["items"][0]["id"])
            case "courseId":
                return str(api.get(f"/api/v1/workups/{self.value('workupId')}")["treatments"][0]["id"])
            case "administrationId":
                course = api.get(f"/api/v1/workups/{self.value('workupId')}")["treatments"][0]
                return str(course["administrations"][0]["id"])
            case "outcomeId":
                return str(api.get(f"/api/v1/workups/{self.value('workupId')}")["outcomes"][0]["id"])
            case "meetingIdOfAction" | "caseIdOfAction" | "actionIdOfAction":
                action = api.get("/api/v1/meeting-actions")["items"][0]
                return str(action[{"m": "meetingId", "c": "caseId", "a": "id"}[key[0]]])
            case "option":
                return "ivig"
            case "conditionId":
                workup = f"/api/v1/workups/{self.value('workupId')}"
                if not api.get(workup).get("conditions"):
                    body = {"condition": "hyperprolinaemia", "answer": "absent"}
                    api.expect(201, "POST", f"{workup}/conditions", body)
                return str(api.get(workup)["conditions"][-1]["id"])
            case "sharedPatientId":
                patient = self._registered("Deelman", "DEMO-SHARED")
                api.expect(201, "POST", f"/api/v1/patients/{patient}/workups", {"protocol": "mmn"})
                return patient
            case "relationId":
                patient = self.value("sharedPatientId")
                workup = api.get(f"/api/v1/patients/{patient}/workups")["items"][0]["id"]
                body = {"organisation": "REG", "workupId": workup, "reason": "for the tests in a browser"}
                found = api.expect(201, "POST", f"/api/v1/patients/{patient}/shares", body)["relations"]
                return next(str(line["id"]) for line in found if line["ground"] == "share")
            case "objectionId":
                patient = self.value("sharedPatientId")
                body = {"user": people.NEWCOMER, "reason": "for the tests in a browser"}
                return str(api.expect(201, "POST", f"/api/v1/patients/{patient}/objections", body)["id"])
            case "requestId":
                patient = self.value("sharedPatientId")
                number = {"system": "mrn:NMC", "value": "DEMO-SHARED"}
                theirs = self._people.api(people.REGIONAL_NEUROLOGIST)
                body = {"identifier": number, "reason": "for the tests in a browser"}
                theirs.expect(202, "POST", "/api/v1/access-requests", body)
                return str(api.get(f"/api/v1/patients/{patient}/access")["requests"][0]["id"])
            case "otherPatientId":
                return self._registered("Samenman", "DEMO-OTHER")
            case "mergedPatientId":
                patient = self._registered("Dubbelman", "DEMO-MERGED")
                body = {"into": self._registered("Dubbelman", "DEMO-LEADS"), "reason": "for the tests in a browser"}
                api.expect(200, "POST", f"/api/v1/patients/{patient}/merge", body)
                return patient
            case "meetingId":
                return str(api.get("/api/v1/meetings")["items"][0]["id"])
            case "caseId":
                return str(api.get(f"/api/v1/meetings/{self.value('meetingId')}")["cases"][0]["id"])
        raise LookupError(f"no value is known for the parameter {key} of a page: add it to DemoValues._find")

    def _registered(self, name: str, number: str) -> str:
        """A patient of the centre of whom there is nothing else."""
        body = {"familyName": name, "sex": "female", "identifiers": [{"system": "mrn:NMC", "value": number}]}
        return str(self._people.api(people.NEUROLOGIST).expect(201, "POST", "/api/v1/patients", body)["id"])


# Pages about patients of their own: what is done to them is not to be seen on the pages of the others.
_PATIENTS = {
    "/patients/{patientId}/unmerge": "mergedPatientId",
    "/patients/{patientId}/relations/{relationId}/end": "sharedPatientId",
    "/patients/{patientId}/objections/{objectionId}/lift": "sharedPatientId",
    "/patients/{patientId}/access-requests/{requestId}/decision": "sharedPatientId",
}
