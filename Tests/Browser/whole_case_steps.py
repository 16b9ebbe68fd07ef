"""The steps of a whole case, each a sentence; `from_referral_to_report` takes them in order."""

import json

from service import ROOT
from whole_case import WholeCase, days_ago

QUESTION = "Progressive weakness of the left hand, no sensory complaints: MMN?"
REASON = "Not to be expected that it changes the treatment."
DIAGNOSIS = "Multifocal motor neuropathy, ulnar nerve of the left forearm."
PREFERENCE = "Infusions at home as soon as that is safe."
DECISION = "Immunoglobulin for three months, then measured again."
DISSENT = "One would wait for the ultrasound of the plexus."
ACTION = "Tell the patient and plan the first infusion."
AMENDED = "Immunoglobulin for six months, then measured again."
BATCH = "WHOLE-1"


def from_referral_to_report(case: WholeCase) -> None:
    """The whole case, from the worklist on; from one page to the next only by its links and buttons."""
    case.page.goto("/worklist")
    nobody_is_found(case)
    the_patient_is_registered(case)
    a_workup_is_opened(case)
    the_examination_is_recorded(case)
    the_conduction_study_is_requested(case)
    the_conduction_study_is_entered(case)
    the_antibodies_are_recorded(case)
    a_step_is_not_needed(case)
    the_criteria_are_read(case)
    a_diagnosis_is_stated(case)
    a_treatment_is_chosen(case)
    an_administration_is_recorded(case)
    a_meeting_is_planned(case)
    the_case_is_put_on_the_agenda(case)
    the_outcome_is_written_in_the_room(case)
    an_action_is_agreed(case)
    who_was_there_is_recorded(case)
    the_meeting_is_signed(case)
    what_was_signed_is_only_amended(case)
    the_report_says_what_was_typed(case)


def nobody_is_found(case: WholeCase) -> None:
    case.go("Find a patient")
    case.hand.fill("/identifier/value", case.patient_number)
    case.go("Search")
    assert case.said("Nobody was found") in case.page.get_by_role("status").inner_text()


def the_patient_is_registered(case: WholeCase) -> None:
    case.go("Register a patient")
    case.fill({"/familyName": case.family_name, "/givenNames[]": "Zoë", "/birthDate": "1982-04-17"})
    case.hand.choose("/sex", "female")
    case.fill({"/identifiers/0/value": case.patient_number})
    case.go("Register")
    case.shows(case.patient)


def a_workup_is_opened(case: WholeCase) -> None:
    case.go("Open a workup")
    case.hand.choose("/protocol", "mmn")
    case.fill({"/question": QUESTION, "/referredBy": "General neurology", "/openedOn": days_ago(5)})
    case.go("Open")
    case.workup = case.page.url.split("/workups/")[1].split("?")[0]
    case.shows(QUESTION)


_EXAMINATION = {
    # The left hand is weak: first dorsal interosseous, abductor digiti minimi; the right ones are strong.
    "/body/strength/18/grade": "3",
    "/body/strength/19/grade": "5",
    "/body/strength/20/grade": "3.5",
    "/body/strength/21/grade": "5",
}
_ABSENT = "upperMotorNeuron bulbarMarked cranialNerve objectiveSensoryLoss diffuseSymmetricWeaknessAtOnset".split()


def the_examination_is_recorded(case: WholeCase) -> None:
    case.go("Neurological examination", "Record the result")
    case.fill({"/body/performedOn": days_ago(5), "/body/history/durationMonths": "10"})
    case.hand.select("/body/history/course", "stepwiseProgressive")
    for sign in _ABSENT:
        case.hand.choose(f"/body/signs/{sign}", "absent")
    case.hand.select("/body/weakness/distribution", "multifocalAsymmetric")
    case.hand.tick("/body/weakness/motorNerves/2/side")
    case.hand.tick("/body/weakness/motorNerves/4/side")
    case.fill(_EXAMINATION)
    case.go("Save")
    body = case.of_workup("/findings?kind=neurologicalExamination")["items"][0]["body"]
    assert {line["grade"] for line in body["strength"]} == {3, 3.5, 5}


def the_conduction_study_is_requested(case: WholeCase) -> None:
    case.go("Overview", "Nerve conduction study")
    case.hand.choose("/state", "requested")
    case.fill({"/dueOn": days_ago(-3), "/note": "Up to the axilla, with the areas."})
    case.go("Save")
    step = case.of_workup("/steps/nerveConductionStudy")["step"]
    assert (step["state"], step["note"]) == ("requested", "Up to the axilla, with the areas.")


# The places of the studies and sites in the form, which has the usual ones ready.
_STUDIES = {("median", "left"): 0, ("ulnar", "left"): 2}
_SITES = {
    "median": ["wrist", "elbow", "axilla"],
    "ulnar": ["wrist", "belowElbow", "aboveElbow", "axilla"],
}


def _conduction() -> dict[str, str]:
    """Two nerves of a fixture, in the order of the form: the median one conducts, the ulnar one is blocked."""
    study = json.loads((ROOT / "Tests/Fixtures/cases/synthetic-definite.json").read_text())["nerveConductionStudies"][0]
    fields = {"/body/performedOn": days_ago(2), "/body/laboratory": study["laboratory"]}
    motor = {(line["nerve"], line["side"]): line for line in study["motor"]}
    for nerve, place in _STUDIES.items():
        for site in motor[nerve]["sites"]:
            row = f"/body/motor/{place}/sites/{_SITES[nerve[0]].index(site['site'])}"
            fields |= {f"{row}/{name}": str(value) for name, value in site.items() if name != "site"}
        limits = motor[nerve]["limits"].items()
        fields |= {f"/body/motor/{place}/limits/{name}": str(value) for name, value in limits}
    sensory = {(line["nerve"], line["side"]): line for line in study["sensory"]}
    for nerve, place in _STUDIES.items():
        for name in ("amplitudeUv", "velocityMps"):
            fields[f"/body/sensory/{place}/{name}"] = str(sensory[nerve][name])
    return fields


def the_conduction_study_is_entered(case: WholeCase) -> None:
    case.go("Record the result")
    case.fill(_conduction())
    for place in _STUDIES.values():
        case.hand.select(f"/body/sensory/{place}/response", "normal")
    case.go("Compute reductions and block")
    case.shows("definite block")
    assert case.of_workup("/findings?kind=nerveConductionStudy")["items"] == []
    case.go("Save")
    case.shows("definite block")
    segments = case.of_workup("/evaluations")["segments"]
    blocked = [(it["nerve"], it["proximalSite"]) for it in segments if "definite" in it["block"].values()]
    assert blocked == [("ulnar", "belowElbow")]


def the_antibodies_are_recorded(case: WholeCase) -> None:
    case.go("Overview", "Anti-ganglioside antibodies", "Record the result")
    case.fill({"/body/sampledOn": days_ago(4), "/body/antigen": "GM1"})
    case.hand.choose("/body/isotype", "IgM")
    case.hand.select("/body/band", "strongPositive")
    case.fill({"/body/value": "142", "/body/unit": "%", "/body/method": "ELISA"})
    case.go("Save")
    body = case.of_workup("/findings?kind=antibody")["items"][0]["body"]
    assert (body["antigen"], body["isotype"], body["value"]) == ("GM1", "IgM", 142)


def a_step_is_not_needed(case: WholeCase) -> None:
    case.go("Overview", "Lumbar puncture")
    case.hand.choose("/state", "notNeeded")
    case.fill({"/reason": REASON})
    case.go("Save", "Overview")
    case.shows(REASON)


_CATEGORIES = {
    "definite": "definite",
    "notMet": "criteria not met",
    "undetermined": "cannot be determined yet",
}


def the_criteria_are_read(case: WholeCase) -> None:
    case.go("Criteria")
    sets = [line for line in case.api.get("/api/v1/criteria")["items"] if line["disease"] == "mmn"]
    found = {line["criteria"]: line["category"] for line in case.of_workup("/evaluations")["evaluations"]}
    assert found["efns-pns-2010-mmn"] == "definite"
    headings = case.page.locator("main h2").all_inner_texts()
    for line in sets:
        assert f"{line['names'][case.language]}: {case.said(_CATEGORIES[found[line['id']]])}" in headings


def a_diagnosis_is_stated(case: WholeCase) -> None:
    case.go("State a diagnosis")
    assert case.page.locator("[name='/diagnosis/text']").input_value() == ""
    case.fill({"/diagnosis/text": DIAGNOSIS})
    case.go("State this diagnosis")
    case.shows(DIAGNOSIS)


def a_treatment_is_chosen(case: WholeCase) -> None:
    case.go("Treatment", "Options with guidance and cautions", "Choose: IVIg")
    case.fill({"/participants[]": "The patient", "/patientPreference": PREFERENCE, "/reason": REASON})
    case.go("Keep this choice")
    case.shows(PREFERENCE)


def an_administration_is_recorded(case: WholeCase) -> None:
    case.go("Start a course")
    case.hand.select("/option", "ivig")
    case.fill({"/startedOn": days_ago(1)})
    case.go("Save", "Record an administration")
    case.fill({"/on": days_ago(1)})
    case.hand.select("/product", "Privigen")
    case.fill({"/lot": BATCH, "/grams": "37.5", "/bodyWeightKg": "75"})
    case.go("Check", "Record it")
    case.shows(BATCH)
    given = case.of_workup("/treatments")["treatments"][0]["administrations"]
    assert [(line["product"], line["lot"], line["grams"]) for line in given] == [("Privigen", BATCH, 37.5)]


def a_meeting_is_planned(case: WholeCase) -> None:
    case.go("Meetings", "Plan the meeting")
    case.fill({"/startsOn": days_ago(1), "/startsAt": "13:30", "/place": "Room 1"})
    case.hand.select("/chairId", "Dr. Femke Testinga")
    case.hand.tick("/roles/0")
    case.hand.tick("/roles/1")
    case.go("Plan the meeting")
    case.meeting = case.page.url.split("/meetings/")[1].split("?")[0]


def the_case_is_put_on_the_agenda(case: WholeCase) -> None:
    case.go("Add a case")
    case.hand.choose("/workupId", case.workup)
    case.fill({"/presenter": "Dr. Femke Testinga", "/lateReason": "The treatment waits for it."})
    case.go("Put on the agenda")
    case.shows(QUESTION)
    case.case = case.of_meeting()["cases"][0]["id"]


def the_outcome_is_written_in_the_room(case: WholeCase) -> None:
    case.go("Open the screen for the room")
    for label, text in {"Decision": DECISION, "Dissent": DISSENT, "Patient's preference": PREFERENCE}.items():
        case.hand.fill(case.said(label), text)
        case.keep_text(case)
    case.go("Keep the outcome")
    said = case.of_meeting(f"/cases/{case.case}")
    assert (said["status"], said["decision"], said["dissent"]) == ("discussed", DECISION, DISSENT)


def an_action_is_agreed(case: WholeCase) -> None:
    case.fill({"/what": ACTION})
    case.hand.select("/ownerId", case.said("Dr. Femke Testinga (Neurologist, NMC)"))
    case.fill({"/dueOn": days_ago(-7)})
    case.go("Add the action", "My tasks")
    case.shows(ACTION)
    case.go(case.patient)


def who_was_there_is_recorded(case: WholeCase) -> None:
    case.go("To the agenda", "Change time, place, people or status")
    case.hand.select("=/attendance/0/isPresent", "true")
    case.hand.choose("/status", "held")
    case.go("Save")


def the_meeting_is_signed(case: WholeCase) -> None:
    case.go("Sign the meeting")
    meeting = case.of_meeting()["meeting"]
    assert (meeting["status"], meeting["signedBy"]) == ("signed", "Dr. Femke Testinga")
    assert [line["name"] for line in meeting["attendance"] if line["isPresent"]] == ["Dr. Femke Testinga"]


def what_was_signed_is_only_amended(case: WholeCase) -> None:
    case.go("Open the screen for the room")
    assert case.page.locator("[name='/text'], [name='/status']").count() == 0
    case.go("Amend")
    case.fill({"/decision": AMENDED})
    case.go("Amend")
    # Without a reason it is refused, and what was typed stands.
    assert case.page.get_by_role("alert").is_visible()
    assert case.page.locator("[name='/decision']").input_value() == AMENDED
    case.hand.fill(case.said("Reason of the amendment"), "The insurer asks for it.")
    case.go("Amend")
    assert case.page.get_by_role("status").is_visible()


def the_report_says_what_was_typed(case: WholeCase) -> None:
    case.go("To the agenda", "Agenda and reports")
    typed = [QUESTION, DIAGNOSIS, DECISION, AMENDED, DISSENT, PREFERENCE, ACTION, REASON, BATCH]
    for words in [case.patient, *typed, "ulnar nerve left", "definite block"]:
        case.shows(words)
