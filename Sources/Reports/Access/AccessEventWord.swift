// What each act of the log means to the patient whose record it is: the code of the event, as a sentence without its subject.
package import Domain

/// The acts that can be about a patient, by the code under which the log has them.
package enum AccessEventWord: String, ReportWord {
    case readPatient = "ReadPatient"
    case showNumber = "ShowNumber"
    case listTasks = "ListTasks"
    case findPatients = "FindPatients"
    case addPatient = "AddPatient"
    case updatePatient = "UpdatePatient"
    case mergePatients = "MergePatients"
    case unmergePatients = "UnmergePatients"
    case listPatientWorkups = "ListPatientWorkups"
    case openWorkup = "OpenWorkup"
    case changeWorkup = "ChangeWorkup"
    case closeWorkup = "CloseWorkup"
    case reopenWorkup = "ReopenWorkup"
    case readWorkup = "ReadWorkup"
    case listWorklist = "ListWorklist"
    case listSteps = "ListSteps"
    case readStep = "ReadStep"
    case moveStep = "MoveStep"
    case listFindings = "ListFindings"
    case readFinding = "ReadFinding"
    case recordFinding = "RecordFinding"
    case correctFinding = "CorrectFinding"
    case withdrawFinding = "WithdrawFinding"
    case readFormDraft = "ReadFormDraft"
    case saveFormDraft = "SaveFormDraft"
    case discardFormDraft = "DiscardFormDraft"
    case listTreatments = "ListTreatments"
    case treatmentOptions = "TreatmentOptions"
    case chooseTreatment = "ChooseTreatment"
    case recordCourse = "RecordCourse"
    case changeCourse = "ChangeCourse"
    case recordAdministration = "RecordAdministration"
    case checkAdministration = "CheckAdministration"
    case correctAdministration = "CorrectAdministration"
    case withdrawAdministration = "WithdrawAdministration"
    case recordOutcome = "RecordOutcome"
    case correctOutcome = "CorrectOutcome"
    case withdrawOutcome = "WithdrawOutcome"
    case readResponse = "ReadResponse"
    case recordCondition = "RecordCondition"
    case correctCondition = "CorrectCondition"
    case withdrawCondition = "WithdrawCondition"
    case findLot = "FindLot"
    case listEvaluations = "ListEvaluations"
    case readEvaluation = "ReadEvaluation"
    case reevaluateWorkups = "ReevaluateWorkups"
    case compareCriteria = "CompareCriteria"
    case readStatistics = "ReadStatistics"
    case listMeetings = "ListMeetings"
    case readMeeting = "ReadMeeting"
    case planMeeting = "PlanMeeting"
    case changeMeeting = "ChangeMeeting"
    case addMeetingCase = "AddMeetingCase"
    case changeMeetingCase = "ChangeMeetingCase"
    case decideMeetingCase = "DecideMeetingCase"
    case signMeeting = "SignMeeting"
    case addMeetingAction = "AddMeetingAction"
    case changeMeetingAction = "ChangeMeetingAction"
    case printCaseReport = "PrintCaseReport"
    case printPatientSheet = "PrintPatientSheet"
    case printLetter = "PrintLetter"
    case exportCase = "ExportCase"
    case exportPatient = "ExportPatient"
    case exportPseudonymised = "ExportPseudonymised"
    case importCase = "ImportCase"
    case readAccess = "ReadAccess"
    case shareRecord = "ShareRecord"
    case endRelation = "EndRelation"
    case recordObjection = "RecordObjection"
    case liftObjection = "LiftObjection"
    case openEmergencyAccess = "OpenEmergencyAccess"
    case requestAccess = "RequestAccess"
    case registerNumber = "RegisterNumber"
    case proposeDestruction = "ProposeDestruction"
    case listAccessRequests = "ListAccessRequests"
    case decideAccessRequest = "DecideAccessRequest"
    case refused = "Refused"
    case repeatAnswer = "RepeatAnswer"
    case searchAudit = "SearchAudit"
    case exportAudit = "ExportAudit"
    case readAccessOverview = "ReadAccessOverview"
    case reviewAccess = "ReviewAccess"
    case judgeAccess = "JudgeAccess"
    case markPatient = "MarkPatient"
    case proveEvent = "ProveEvent"
    case destroyRecord = "DestroyRecord"

    package var text: Localized { AccessEventWord.texts[self] ?? Localized(en: rawValue, nl: rawValue) }

    private static let texts: [AccessEventWord: Localized] = reading.merging(changing) { first, _ in first }
        .merging(keeping) { first, _ in first }

    // Looking.
    private static let reading: [AccessEventWord: Localized] = [
        .listTasks: Localized(
            en: "Looked at the list of what they have to do; you were on it",
            nl: "Bekeek de lijst van wat zij moeten doen; u stond erop"
        ),
        .readPatient: Localized(
            en: "Looked at your name, birth date and numbers",
            nl: "Bekeek uw naam, geboortedatum en nummers"
        ),
        .showNumber: Localized(
            en: "Had your citizen service number shown in full",
            nl: "Liet uw burgerservicenummer of rijksregisternummer voluit tonen"
        ),
        .findPatients: Localized(
            en: "Searched for a patient; you were among those found",
            nl: "Zocht een patiënt; u was een van de gevonden patiënten"
        ),
        .listPatientWorkups: Localized(
            en: "Looked at the list of your examinations",
            nl: "Bekeek de lijst van uw onderzoekstrajecten"
        ),
        .readWorkup: Localized(en: "Looked at your examination", nl: "Bekeek uw onderzoek"),
        .listWorklist: Localized(
            en: "Looked at a list of patients with what is to be done; you were on it",
            nl: "Bekeek een werklijst van patiënten; u stond erop"
        ),
        .listSteps: Localized(en: "Looked at the steps of your examination", nl: "Bekeek de stappen van uw onderzoek"),
        .readStep: Localized(en: "Looked at a step of your examination", nl: "Bekeek een stap van uw onderzoek"),
        .listFindings: Localized(en: "Looked at your results", nl: "Bekeek uw uitslagen"),
        .readFormDraft: Localized(
            en: "Went on with a form about you that they had begun",
            nl: "Ging verder met een begonnen formulier over u"
        ),
        .readFinding: Localized(en: "Looked at one of your results", nl: "Bekeek een van uw uitslagen"),
        .listTreatments: Localized(en: "Looked at your treatment", nl: "Bekeek uw behandeling"),
        .treatmentOptions: Localized(
            en: "Looked at the treatments that are possible",
            nl: "Bekeek welke behandelingen mogelijk zijn"
        ),
        .checkAdministration: Localized(
            en: "Checked a treatment before it was given",
            nl: "Controleerde een behandeling vooraf"
        ),
        .readResponse: Localized(
            en: "Looked at how treatment works for you",
            nl: "Bekeek hoe de behandeling bij u werkt"
        ),
        .findLot: Localized(
            en: "Looked who was given a batch of a medicine; you were",
            nl: "Zocht wie een partij van een middel kreeg; u was erbij"
        ),
        .listEvaluations: Localized(
            en: "Looked at what the guidelines say of your results",
            nl: "Bekeek wat de richtlijnen zeggen van uw uitslagen"
        ),
        .readEvaluation: Localized(
            en: "Looked at what the guidelines say of your results",
            nl: "Bekeek wat de richtlijnen zeggen van uw uitslagen"
        ),
        .compareCriteria: Localized(
            en: "Compared guidelines on many patients' results, yours among them",
            nl: "Vergeleek richtlijnen met de uitslagen van veel patiënten, ook die van u"
        ),
        .readStatistics: Localized(
            en: "Made figures of many patients together, you among them",
            nl: "Maakte cijfers van veel patiënten samen, ook van u"
        ),
        .listMeetings: Localized(en: "Looked at the list of team meetings", nl: "Bekeek de lijst van teamoverleggen"),
        .readMeeting: Localized(
            en: "Looked at a team meeting where you are discussed",
            nl: "Bekeek een teamoverleg waarin u besproken wordt"
        ),
        .printCaseReport: Localized(en: "Printed a report about you", nl: "Drukte een verslag over u af"),
        .printPatientSheet: Localized(
            en: "Printed an information sheet for you",
            nl: "Drukte een informatieblad voor u af"
        ),
        .printLetter: Localized(
            en: "Printed a letter about you to a doctor",
            nl: "Drukte een brief over u aan een arts af"
        ),
        .readAccess: Localized(en: "Looked at who may see your record", nl: "Bekeek wie uw dossier mag zien"),
        .searchAudit: Localized(
            en: "Searched the log of who used your record",
            nl: "Zocht in het logboek van wie uw dossier gebruikte"
        ),
        .readAccessOverview: Localized(en: "Made an overview like this one", nl: "Maakte een overzicht zoals dit"),
        .reviewAccess: Localized(en: "Looked into unusual use of records", nl: "Bekeek ongewoon gebruik van dossiers"),
    ]

    // Recording.
    private static let changing: [AccessEventWord: Localized] = [
        .addPatient: Localized(en: "Added you to the record", nl: "Nam u op in het dossier"),
        .updatePatient: Localized(
            en: "Corrected your name, birth date or numbers",
            nl: "Verbeterde uw naam, geboortedatum of nummers"
        ),
        .mergePatients: Localized(en: "Joined two records of you", nl: "Voegde twee dossiers van u samen"),
        .unmergePatients: Localized(
            en: "Parted two records that were joined",
            nl: "Maakte twee samengevoegde dossiers weer los"
        ),
        .openWorkup: Localized(en: "Began an examination", nl: "Begon een onderzoekstraject"),
        .changeWorkup: Localized(en: "Changed the plan of your examination", nl: "Wijzigde het plan van uw onderzoek"),
        .closeWorkup: Localized(en: "Closed your examination", nl: "Sloot uw onderzoek af"),
        .reopenWorkup: Localized(en: "Opened your examination again", nl: "Opende uw onderzoek opnieuw"),
        .moveStep: Localized(
            en: "Recorded how far a step of your examination is",
            nl: "Legde vast hoe ver een stap van uw onderzoek is"
        ),
        .recordFinding: Localized(en: "Recorded a result", nl: "Legde een uitslag vast"),
        .correctFinding: Localized(en: "Corrected a result", nl: "Verbeterde een uitslag"),
        .withdrawFinding: Localized(en: "Took a result back", nl: "Trok een uitslag in"),
        .saveFormDraft: Localized(
            en: "Began a form about you and saved it as a draft",
            nl: "Begon een formulier over u en bewaarde het als concept"
        ),
        .discardFormDraft: Localized(
            en: "Removed a draft of a form about you",
            nl: "Verwijderde een concept van een formulier over u"
        ),
        .chooseTreatment: Localized(
            en: "Recorded which treatment was chosen",
            nl: "Legde vast welke behandeling gekozen is"
        ),
        .recordCourse: Localized(
            en: "Recorded the start of a treatment",
            nl: "Legde het begin van een behandeling vast"
        ),
        .changeCourse: Localized(en: "Changed your treatment", nl: "Wijzigde uw behandeling"),
        .recordAdministration: Localized(
            en: "Recorded a treatment that was given",
            nl: "Legde een gegeven behandeling vast"
        ),
        .correctAdministration: Localized(
            en: "Corrected a treatment that was given",
            nl: "Verbeterde een gegeven behandeling"
        ),
        .withdrawAdministration: Localized(
            en: "Took back a treatment that was not given",
            nl: "Trok een niet gegeven behandeling in"
        ),
        .recordOutcome: Localized(
            en: "Recorded a measurement of how you are",
            nl: "Legde een meting vast van hoe het met u gaat"
        ),
        .correctOutcome: Localized(en: "Corrected a measurement", nl: "Verbeterde een meting"),
        .withdrawOutcome: Localized(en: "Took a measurement back", nl: "Trok een meting in"),
        .recordCondition: Localized(
            en: "Recorded another condition of yours",
            nl: "Legde een andere aandoening van u vast"
        ),
        .correctCondition: Localized(
            en: "Corrected another condition of yours",
            nl: "Verbeterde een andere aandoening van u"
        ),
        .withdrawCondition: Localized(en: "Took another condition back", nl: "Trok een andere aandoening in"),
        .reevaluateWorkups: Localized(
            en: "Had your results held against the guidelines again",
            nl: "Liet uw uitslagen opnieuw langs de richtlijnen leggen"
        ),
    ]

    // Meetings, files, and who may see the record.
    private static let keeping: [AccessEventWord: Localized] = [
        .planMeeting: Localized(en: "Planned a team meeting", nl: "Plande een teamoverleg"),
        .changeMeeting: Localized(en: "Changed a team meeting", nl: "Wijzigde een teamoverleg"),
        .addMeetingCase: Localized(
            en: "Put you on the agenda of a team meeting",
            nl: "Zette u op de agenda van een teamoverleg"
        ),
        .changeMeetingCase: Localized(
            en: "Changed what is to be discussed of you",
            nl: "Wijzigde wat er over u besproken wordt"
        ),
        .decideMeetingCase: Localized(en: "Recorded what the team decided", nl: "Legde vast wat het team besloot"),
        .signMeeting: Localized(en: "Signed what the team decided", nl: "Ondertekende wat het team besloot"),
        .addMeetingAction: Localized(
            en: "Recorded something to be done for you",
            nl: "Legde vast wat er voor u gedaan moet worden"
        ),
        .changeMeetingAction: Localized(
            en: "Recorded how far something to be done for you is",
            nl: "Legde vast hoe ver iets is dat voor u gedaan wordt"
        ),
        .exportCase: Localized(en: "Made a file of your examination", nl: "Maakte een bestand van uw onderzoek"),
        .exportPatient: Localized(
            en: "Made a file of your whole record",
            nl: "Maakte een bestand van uw hele dossier"
        ),
        .exportPseudonymised: Localized(
            en: "Made a file for research, without your name",
            nl: "Maakte een bestand voor onderzoek, zonder uw naam"
        ),
        .importCase: Localized(
            en: "Brought your examination in from a file",
            nl: "Nam uw onderzoek op uit een bestand"
        ),
        .shareRecord: Localized(en: "Shared your record with others", nl: "Deelde uw dossier met anderen"),
        .endRelation: Localized(en: "Ended that others see your record", nl: "Beëindigde dat anderen uw dossier zien"),
        .recordObjection: Localized(
            en: "Recorded that you object to somebody seeing your record",
            nl: "Legde uw bezwaar vast tegen inzage door iemand"
        ),
        .liftObjection: Localized(
            en: "Recorded that you no longer object",
            nl: "Legde vast dat u geen bezwaar meer heeft"
        ),
        .openEmergencyAccess: Localized(en: "Pressed the emergency button", nl: "Drukte op de noodknop"),
        .registerNumber: Localized(
            en: "Tried to register somebody with a number that is yours",
            nl: "Probeerde iemand in te schrijven met een nummer dat van u is"
        ),
        .proposeDestruction: Localized(
            en: "Asked for your record, or the log of it, to be destroyed",
            nl: "Vroeg om uw dossier, of het logboek ervan, te vernietigen"
        ),
        .requestAccess: Localized(
            en: "Asked to see you, by one of your numbers",
            nl: "Vroeg om u te mogen zien, met een van uw nummers"
        ),
        .listAccessRequests: Localized(
            en: "Looked at what other hospitals ask to see; you were on the list",
            nl: "Bekeek wat andere ziekenhuizen vragen te zien; u stond op de lijst"
        ),
        .decideAccessRequest: Localized(
            en: "Decided whether another hospital may see you",
            nl: "Besliste of een ander ziekenhuis u mag zien"
        ),
        .refused: Localized(en: "Asked for something of yours", nl: "Vroeg iets van u op"),
        .repeatAnswer: Localized(en: "Was given the same answer once more", nl: "Kreeg hetzelfde antwoord nog eens"),
        .exportAudit: Localized(en: "Made a file of the log", nl: "Maakte een bestand van het logboek"),
        .judgeAccess: Localized(en: "Judged a use of your record", nl: "Beoordeelde gebruik van uw dossier"),
        .markPatient: Localized(
            en: "Had every use of your record looked into, or ended that",
            nl: "Liet elk gebruik van uw dossier bekijken, of beëindigde dat"
        ),
        .proveEvent: Localized(
            en: "Made a proof of a line of the log",
            nl: "Maakte een bewijs van een regel in het logboek"
        ),
        .destroyRecord: Localized(
            en: "Destroyed your record, since it need not be kept any longer",
            nl: "Vernietigde uw dossier, omdat het niet langer bewaard hoeft te worden"
        ),
    ]
}
