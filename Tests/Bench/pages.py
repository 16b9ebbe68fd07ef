# Every page of the service, opened as a browser does: how long until its last byte is here, and how large it is.
"""Pages are those of the API document that answer GET with HTML; each is opened for many workups with something of everything."""

import http.client
import json
import pathlib
import re
import time

from service import BenchError

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
# What is not opened, and why.
LEFT_OUT = {
    "/": "leads on",
    "/sign-in/factor": "between a password and a second factor",
    "/sign-in/password": "between a password and a second factor",
    "/sign-in/new-factor": "between a password and a second factor",
    "/sign-in/provider/callback": "comes from a provider",
    "/sign-in/provider/finish": "comes from a provider",
    "/worklist/changes": "never ends",
}
QUERIES = {"/api/v1/workups/{workupId}/letter": "?to=generalPractitioner&format=html"}


class Pages:
    """The pages of one record, and who opens them."""

    def __init__(self, service, workups):
        self._service = service
        self._connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
        self._tokens = {"neurologist": service.token} | {
            role: service.make_account(f"bench.{role.lower()}", role)
            for role in ("administrator", "privacyOfficer")
        }
        self._common = self._make_meeting(workups[:MEETING_CASES]) | {
            "login": "bench", "protocolCode": "mmn", "code": "not-found", "option": "ivig", "kind": "nerveConductionStudy",
        }
        self._workups = [self._values(workup) for workup in workups]

    def open_all(self):
        """Opens every page for one workup after the other; for each route its milliseconds and its largest answer in KiB."""
        times, sizes = {}, {}
        for turn, values in enumerate(self._workups):
            for route in self.routes():
                took, size = self._open(route, self._common | values)
                sizes[route] = max(sizes.get(route, 0), size / 1_024)
                # What is made once, as plans of the database, is made in the first turns.
                if turn >= len(self._workups) // 10:
                    times.setdefault(route, []).append(took)
        return times, sizes

    @staticmethod
    def routes():
        """The routes that answer GET with a page."""
        document = json.loads((ROOT / "docs" / "api" / "openapi.json").read_text(encoding="utf-8"))

        def is_page(methods):
            return "text/html" in methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})

        return sorted(path for path, methods in document["paths"].items() if is_page(methods) and path not in LEFT_OUT)

    # MARK: One page

    def _open(self, route, values):
        path = re.sub(r"\{(\w+)\}", lambda name: self._value(route, name[1], values), route)
        query = QUERIES.get(route, "?format=html" if route.startswith("/api/") else "")
        role = next((role for start, role in OTHERS.items() if route.startswith(start)), "neurologist")
        fields = {"Authorization": f"Bearer {self._tokens[role]}", "Accept-Language": "nl", "Accept": "text/html"}
        begun = time.perf_counter()
        self._connection.request("GET", path + query, headers=fields)
        answer = self._connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - begun) * 1_000
        if answer.status != 200 or b"</html>" not in body:
            raise BenchError(f"the page {route} was answered with {answer.status}: {body[:400].decode(errors='replace')}")
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
        path = f"/api/v1/meetings/{meeting['id']}"
        for workup in workups:
            self._send("POST", f"{path}/cases", {"workupId": workup, "question": "Which treatment?"})
        case = self._send("GET", path)["cases"][0]["id"]
        action = {"what": "Arrange the next infusion", "owner": "Bench", "dueOn": "2026-12-15"}
        self._send("POST", f"{path}/cases/{case}/actions", action)
        made = self._send("GET", path)["cases"][0]["actions"][0]["id"]
        return {"meetingId": meeting["id"], "caseId": case, "actionId": made}

    def _values(self, workup):
        document = self._get(f"/api/v1/workups/{workup}")
        findings = self._get(f"/api/v1/workups/{workup}/findings?kind=nerveConductionStudy")["items"]
        course = document["treatments"][0]
        return {
            "workupId": workup,
            "patientId": document["patient"]["id"],
            "stepCode": "neurologicalExamination",
            "findingId": findings[0]["id"],
            "courseId": course["id"],
            "administrationId": course["administrations"][0]["id"],
            "outcomeId": document["outcomes"][0]["id"],
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
            raise BenchError(f"{method} {path} was answered with {answer.status}: {text[:600].decode(errors='replace')}")
        return json.loads(text)


def measure(service, results, workups, size):
    """Every page: the time of its answer at the 95th percentile, and its size."""
    times, sizes = Pages(service, workups).open_all()
    for route, taken in times.items():
        ordered = sorted(taken)
        results.at_most(f"page.p95.ms.{size} {route}", ordered[len(ordered) * 95 // 100], SERVER_MS_MAX, "ms")
    for route, kibibytes in sizes.items():
        if route in MANY_CASES:
            results.information(f"page.kib.{size} {route}", kibibytes, "KiB")
        else:
            results.at_most(f"page.kib.{size} {route}", kibibytes, KIBIBYTES_MAX, "KiB")
