# Every page of the service, opened as a browser does: how long until its last byte is here, and how large it is.
"""Pages are those of the API document that answer GET with HTML; each is opened for many workups with all there is."""

import http.client
import json
import pathlib
import re
import time

from service import BenchError
from session import Session

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SERVER_MS_MAX = 50
KIBIBYTES_MAX = 150
# The reports of all cases of a meeting behind each other, to be printed: as large as its cases make it.
MANY_CASES = {"/api/v1/meetings/{meetingId}/report"}
MEETING_CASES = 10
# Who opens what the neurologist may not.
OTHERS = {
    "/administration": "administrator",
    "/audit/review": "privacyOfficer",
    "/api/v1/patients/{patientId}/access-overview": "privacyOfficer",
}
OTHER = "REG"
LOGINS = {"neurologist": "bench.pages", "administrator": "bench.administrator", "privacyOfficer": "bench.privacy"}
# What counts everybody seen in a period: opened for one month and a few times, since it takes longer than all others.
COUNTING = {"/statistics", "/api/v1/statistics/report"}
PERIOD = "from=2025-03-01&to=2025-03-31"
COUNTED = 5
# What is not opened, and why.
LEFT_OUT = {
    "/": "leads on",
    "/sign-in/factor": "between a password and a second factor",
    "/sign-in/password": "between a password and a second factor",
    "/sign-in/new-factor": "between a password and a second factor",
    "/sign-in/provider/callback": "comes from a provider",
    "/sign-in/provider/finish": "comes from a provider",
    "/worklist/changes": "never ends",
    "/patients/{patientId}/access-requests/{requestId}/decision": "another hospital has to ask first",
    "/patients/{patientId}/unmerge": "of a record that was joined with another",
}
LETTER = "/api/v1/workups/{workupId}/letter"


class Pages:
    """The pages of one record, and who opens them."""

    def __init__(self, service, workups):
        self._service = service
        self._connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
        self._sessions = {
            role: Session(service.port, login, service.make_account(login, role))
            for role, login in LOGINS.items()
        }
        self._common = self._make_meeting(workups[:MEETING_CASES]) | {
            "login": "bench", "protocolCode": "mmn", "code": "not-found", "option": "ivig",
            "kind": "nerveConductionStudy",
        }
        service.command("organisation", "add", OTHER, "Regional hospital", "regionalHospital")
        # Each patient beside the next one, as if they were one person.
        self._workups = [self._values(workup, other) for workup, other in zip(workups, workups[1:] + workups[:1])]

    def open_all(self):
        """Opens every page for one workup after the other; for each route its milliseconds and its largest KiB."""
        times, sizes = {}, {}
        routes = self.routes()
        for turn, values in enumerate(self._workups):
            for route, query in routes:
                if route in COUNTING and turn >= COUNTED:
                    continue
                took, size = self._open(route, query, self._common | values)
                sizes[route] = max(sizes.get(route, 0), size / 1_024)
                # What is made once, as plans of the database, is made in the first turns.
                if turn >= len(self._workups) // 10 or route in COUNTING:
                    times.setdefault(route, []).append(took)
        return times, sizes

    @staticmethod
    def routes():
        """The routes that answer GET with a page, and the query that is asked of each."""
        document = json.loads((ROOT / "docs" / "api" / "openapi.json").read_text(encoding="utf-8"))

        def is_page(methods):
            return "text/html" in methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})

        def query(path, method):
            asked = {parameter["name"] for parameter in method.get("parameters", [])}
            parts = ["to=generalPractitioner"] if path == LETTER else [PERIOD] if path in COUNTING else []
            return "&".join(parts + (["format=html"] if "format" in asked else []))

        return sorted(
            (path, query(path, methods["get"])) for path, methods in document["paths"].items()
            if is_page(methods) and path not in LEFT_OUT)

    # MARK: One page

    def _open(self, route, query, values):
        path = re.sub(r"\{(\w+)\}", lambda name: self._value(route, name[1], values), route)
        role = next((role for start, role in OTHERS.items() if route.startswith(start)), "neurologist")
        begun = time.perf_counter()
        status, body = self._sessions[role].get(f"{path}?{query}".rstrip("?"), "text/html")
        took = (time.perf_counter() - begun) * 1_000
        if status != 200 or b"</html>" not in body:
            raise BenchError(f"the page {route} was answered with {status}: {body[:400].decode(errors='replace')}")
        return took, len(body)

    @staticmethod
    def _value(route, name, values):
        if route.endswith("/results"):
            values = values | {"stepCode": "bloodPanel"}
        if name not in values:
            raise BenchError(f"no value is known for {name} in {route}: pages.py must find one")
        return values[name]

    # MARK: What there is to open

    def _make_meeting(self, workups):
        """A meeting about some workups, with an action; the values by which its pages are found."""
        meeting = self._send("POST", "/api/v1/meetings", {"startsAt": "2026-12-01T15:00:00Z", "place": "Bench"})
        path = f"/api/v1/meetings/{meeting['meeting']['id']}"
        for workup in workups:
            self._send("POST", f"{path}/cases", {"workupId": workup, "question": "Which treatment?"})
        case = self._send("GET", path)["cases"][0]["id"]
        action = {"what": "Arrange the next infusion", "owner": "Bench", "dueOn": "2026-12-15"}
        self._send("POST", f"{path}/cases/{case}/actions", action)
        made = self._send("GET", path)["cases"][0]["actions"][0]["id"]
        return {"meetingId": meeting["meeting"]["id"], "caseId": case, "actionId": made}

    def _values(self, workup, other):
        """What a workup's pages are found by. It is shared, and its patient objects: so there is more to show."""
        document = self._get(f"/api/v1/workups/{workup}")
        findings = self._get(f"/api/v1/workups/{workup}/findings?kind=nerveConductionStudy")["items"]
        patient = document["patient"]["id"]
        course = document["treatments"][0]
        path = f"/api/v1/workups/{workup}/conditions"
        self._send("POST", path, {"condition": "obesity", "answer": "present"})
        share = {"organisation": OTHER, "workupId": workup, "reason": "They give the infusions"}
        shared = self._send("POST", f"/api/v1/patients/{patient}/shares", share)
        objection = self._send("POST", f"/api/v1/patients/{patient}/objections", {"user": LOGINS["administrator"]})
        return {
            "workupId": workup,
            "patientId": patient,
            "otherPatientId": self._get(f"/api/v1/workups/{other}")["patient"]["id"],
            "stepCode": "neurologicalExamination",
            "findingId": findings[0]["id"],
            "courseId": course["id"],
            "administrationId": course["administrations"][0]["id"],
            "outcomeId": document["outcomes"][0]["id"],
            "conditionId": self._get(f"/api/v1/workups/{workup}")["conditions"][0]["id"],
            "relationId": next(line["id"] for line in shared["relations"] if line["ground"] == "share"),
            "objectionId": objection["objections"][0]["id"] if "objections" in objection else objection["id"],
        }

    def _get(self, path):
        return self._send("GET", path)

    def _send(self, method, path, body=None):
        fields = {"Authorization": f"Bearer {self._service.token}"}
        if body is not None:
            fields |= {"Content-Type": "application/json"}
        self._connection.request(method, path, body=None if body is None else json.dumps(body), headers=fields)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201):
            told = text[:400].decode(errors="replace")
            raise BenchError(f"{method} {path} was answered with {answer.status}: {told}")
        return json.loads(text)


def measure(service, results, workups, size):
    """Every page: the time of its answer at the 95th percentile; and how large the largest is."""
    times, sizes = Pages(service, workups).open_all()
    for route, taken in times.items():
        ordered = sorted(taken)
        results.at_most(f"page.p95.ms.{size} {route}", ordered[len(ordered) * 95 // 100], SERVER_MS_MAX, "ms")
    largest = max((route for route in sizes if route not in MANY_CASES), key=lambda route: sizes[route])
    results.at_most(f"page.largest.kib.{size} {largest}", sizes[largest], KIBIBYTES_MAX, "KiB")
    for route in MANY_CASES:
        results.information(f"page.kib.{size} {route}", sizes[route], "KiB")
