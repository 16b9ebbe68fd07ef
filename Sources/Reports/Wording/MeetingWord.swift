// Words of the meeting: agenda, decision, actions, attendance.
package import Domain

/// The words of the meeting's parts.
package enum MeetingWord: String, ReportWord {
    case ofMeeting, agenda, number, patient, question, presenter, status, late, date, place, chair, coordinator,
        present, absent, invited
    case organisation, planned, caseCount, noCases
    case diagnosis, ownDiagnosis, statedBy, certainty, decision, dissent, preference, furtherTests
    case informsPatient, informedBy, trialEligibility, responsible, nextReview, notDiscussedReason, amended
    case meeting, asSigned, typedOnly, typed, plannedFor, noMeeting, actions, what, owner, due, state, open, done,
        noActions
    case attendance, name, role, presence, absentPerson, noAttendance, signedBy, reason, cancelledReason, protocolName
    case criteria, noDiagnosis, born, field, asBefore, asAmended, afterSignOff, reportsAsSigned, agendaAsNow
    case recorded, action, meetingItself, stateSince, changedSince
    package var text: Localized {
        switch self {
        case .ofMeeting: Localized(en: "Of", nl: "Van")
        case .agenda: Localized(en: "Agenda", nl: "Agenda")
        case .number: Localized(en: "No.", nl: "Nr.")
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .criteria: Localized(en: "Criteria", nl: "Criteria")
        case .question: Localized(en: "Question", nl: "Vraag")
        case .presenter: Localized(en: "Presented by", nl: "Ingebracht door")
        case .status: Localized(en: "Status", nl: "Status")
        case .late: Localized(en: "late addition:", nl: "late toevoeging:")
        case .date: Localized(en: "Date and time", nl: "Datum en tijd")
        case .place: Localized(en: "Place", nl: "Plaats")
        case .chair: Localized(en: "Chair", nl: "Voorzitter")
        case .coordinator: Localized(en: "Coordinator", nl: "Coördinator")
        case .present: Localized(en: "Present", nl: "Aanwezig")
        case .absent: Localized(en: "Absent", nl: "Afwezig")
        case .invited: Localized(en: "Invited", nl: "Uitgenodigd")
        case .organisation: Localized(en: "Organisation", nl: "Organisatie")
        case .planned: Localized(en: "planned", nl: "gepland")
        case .caseCount: Localized(en: "Cases", nl: "Casussen")
        case .noCases: Localized(en: "There are no cases on the agenda.", nl: "Er staan geen casussen op de agenda.")
        case .diagnosis:
            Localized(
                en: "Diagnosis at the meeting, in the clinicians' own words",
                nl: "Diagnose in het overleg, in eigen woorden van de behandelaars"
            )
        case .ownDiagnosis: Localized(en: "Clinician's own diagnosis", nl: "Eigen diagnose van de arts")
        case .statedBy: Localized(en: "Stated by", nl: "Gesteld door")
        case .certainty: Localized(en: "Certainty", nl: "Zekerheid")
        case .decision: Localized(en: "Decision", nl: "Besluit")
        case .dissent: Localized(en: "Dissent", nl: "Afwijkende mening")
        case .preference: Localized(en: "Patient's preference", nl: "Voorkeur van de patiënt")
        case .furtherTests: Localized(en: "Further tests", nl: "Verder onderzoek")
        case .informsPatient: Localized(en: "Who tells the patient", nl: "Wie informeert de patiënt")
        case .informedBy: Localized(en: "Told by", nl: "Geïnformeerd uiterlijk")
        case .trialEligibility: Localized(en: "Trial eligibility", nl: "Geschikt voor onderzoek")
        case .responsible: Localized(en: "Responsible clinician", nl: "Hoofdbehandelaar")
        case .nextReview: Localized(en: "Next review", nl: "Volgende beoordeling")
        case .notDiscussedReason: Localized(en: "Reason it was not discussed", nl: "Reden dat het niet is besproken")
        case .amended: Localized(en: "Amended after sign-off", nl: "Gewijzigd na ondertekening")
        case .meeting: Localized(en: "Meeting of", nl: "Overleg van")
        case .asSigned: Localized(en: "as signed", nl: "zoals ondertekend")
        case .typedOnly:
            Localized(
                en: "Typed in the meeting and not kept as its decision:",
                nl: "Getypt in het overleg en niet vastgelegd als besluit:"
            )
        case .typed: Localized(en: "typed, not kept", nl: "getypt, niet vastgelegd")
        case .plannedFor:
            Localized(
                en: "The case is on the agenda; nothing is decided yet.",
                nl: "De casus staat op de agenda; er is nog niets besloten."
            )
        case .noMeeting:
            Localized(
                en: "The case has not been put to a meeting.",
                nl: "De casus is nog niet in een overleg ingebracht."
            )
        case .actions: Localized(en: "Actions", nl: "Acties")
        case .what: Localized(en: "What", nl: "Wat")
        case .owner: Localized(en: "Who", nl: "Wie")
        case .due: Localized(en: "By when", nl: "Uiterlijk")
        case .state: Localized(en: "State", nl: "Stand")
        case .open: Localized(en: "open", nl: "open")
        case .done: Localized(en: "done", nl: "gedaan")
        case .noActions: Localized(en: "No actions are recorded.", nl: "Er zijn geen acties vastgelegd.")
        case .attendance: Localized(en: "Attendance", nl: "Aanwezigheid")
        case .name: Localized(en: "Name", nl: "Naam")
        case .role: Localized(en: "Role", nl: "Rol")
        case .presence: Localized(en: "Presence", nl: "Aanwezigheid")
        case .absentPerson: Localized(en: "absent", nl: "afwezig")
        case .noAttendance: Localized(en: "No attendance is recorded.", nl: "Er is geen aanwezigheid vastgelegd.")
        case .signedBy: Localized(en: "Signed by", nl: "Ondertekend door")
        case .reason: Localized(en: "Reason", nl: "Reden")
        case .cancelledReason: Localized(en: "Reason for cancelling", nl: "Reden van annulering")
        case .protocolName: Localized(en: "Protocol", nl: "Protocol")
        case .noDiagnosis: Localized(en: "not stated", nl: "niet gesteld")
        case .field: Localized(en: "What", nl: "Wat")
        case .asBefore: Localized(en: "Before", nl: "Eerst")
        case .asAmended: Localized(en: "After", nl: "Daarna")
        case .recorded: Localized(en: "When, and by whom", nl: "Wanneer en door wie")
        case .action: Localized(en: "Action", nl: "Actie")
        case .meetingItself: Localized(en: "the meeting itself", nl: "het overleg zelf")
        case .stateSince: Localized(en: "so since", nl: "zo sinds")
        case .changedSince: Localized(en: "What changed since", nl: "Wat er sindsdien gewijzigd is")
        case .afterSignOff: Localized(en: "recorded after sign-off", nl: "vastgelegd na ondertekening")
        case .reportsAsSigned:
            Localized(
                en: "The case reports are as known at sign-off,",
                nl: "De casusverslagen zijn zoals bekend bij ondertekening,"
            )
        case .agendaAsNow:
            Localized(
                en: "Agenda, amendments and actions are as last recorded.",
                nl: "Agenda, wijzigingen en acties zijn zoals het laatst vastgelegd."
            )
        case .born: Localized(en: "Born", nl: "Geboren")
        }
    }
}
