"""What there is in the demo clinic: ids that reach past "not found", and the versions that changes are made against."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

# Names of path parameters with the value of each, such as {"workupId": "…", "findingId": "…"}.
Place = dict[str, str]


class Clinic:
    """The places of the clinic, as somebody who may read them sees them."""

    def __init__(self, origin: str, tokens: dict[str, str]) -> None:
        self._origin = origin
        self._tokens = tokens
        self.places: list[Place] = []
        self.people: list[str] = []

    def read(self, kept_logins: set[str]) -> "Clinic":
        """Reads everything there is; accounts that are kept are not among the places."""
        for line in self._get("neurologist", "/workups?limit=100")["items"]:
            self.places += self._of_workup(self._get("neurologist", f"/workups/{line['workupId']}"))
        for meeting in self._get("neurologist", "/meetings")["items"]:
            self.places.append({"meetingId": meeting["id"]})
        for user in self._get("administrator", "/users")["items"]:
            self.people.append(user["id"])
            if user["login"] not in kept_logins:
                self.places.append({"login": user["login"]})
        for protocol in self._get("administrator", "/protocols")["items"]:
            self.places.append({"protocolCode": protocol["code"]})
        self.places += [{"reviewId": review["id"]} for review in self._get("privacyOfficer", "/audit/reviews")["items"]]
        return self

    def _of_workup(self, document: dict[str, Any]) -> Iterator[Place]:
        workup = {"workupId": document["id"], "patientId": document["patient"]["id"]}
        yield workup
        patient = {"patientId": workup["patientId"]}
        access = self._get("neurologist", f"/patients/{patient['patientId']}/access")
        yield from ({**patient, "relationId": relation["id"]} for relation in access["relations"])
        yield from ({**patient, "objectionId": objection["id"]} for objection in access.get("objections", []))
        yield from ({**workup, "stepCode": step["code"]} for step in document["steps"])
        plain = {"findings": "findingId", "choices": "choiceId", "outcomes": "outcomeId", "conditions": "conditionId"}
        for key, name in plain.items():
            yield from ({**workup, name: row["id"]} for row in document.get(key, []))
        for course in document.get("treatments", []):
            place = {**workup, "courseId": course["id"]}
            yield place
            yield from ({**place, "administrationId": row["id"]} for row in course.get("administrations", []))
        for entry in document.get("meetings", []):
            place = {"meetingId": entry["meeting"]["id"], "caseId": entry["case"]["id"]}
            yield place
            yield from ({**place, "actionId": action["id"]} for action in entry["case"].get("actions", []))

    def _get(self, role: str, path: str) -> Any:
        request = urllib.request.Request(f"{self._origin}/api/v1{path}")
        request.add_header("Authorization", f"Bearer {self._tokens[role]}")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"GET {path} was answered with {refused.code}: {refused.read()[:400]!r}") from refused
