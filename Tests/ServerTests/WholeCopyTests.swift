// The patient's own copy holds everything: a word of its own stands in every text that the record can hold of a person, in a
// record that was joined too, and each is found in the JSON and on the page, but for what a list names with its reason.
import Domain
import FoundationEssentials
import Records
import Reports
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The patient's own copy", .database(.clinic), .timeLimit(.minutes(5)))
struct WholeCopyTests {
    /// Columns of text that hold no words of a person: codes of closed lists, dates, names of steps and of protocols.
    private static let codes: Set<String> = [
        "access_objection.grantee_kind", "access_relation.grantee_kind", "access_relation.ground",
        "access_relation.scope", "administration_details.expires_on", "administration_details.reaction_codes",
        "administration_details.reaction_severities", "administration_version.status", "finding.kind",
        "finding_version.kind", "finding_version.performed_on", "finding_version.status",
        "meeting_action_version.state",
        "meeting_case_version.status", "outcome_measurement_version.measure", "outcome_measurement_version.side",
        "outcome_measurement_version.status", "patient_identifier.system", "patient_version.birth_date",
        "patient_version.sex", "recorded_condition.condition", "recorded_condition_version.answer",
        "recorded_condition_version.since", "recorded_condition_version.status", "step.code", "step.prerequisites",
        "step.requirement", "step_version.performed_on", "step_version.previous_state", "step_version.state",
        "treatment_choice.option", "treatment_course_version.ended_on",
        "treatment_course_version.objective_improvement",
        "treatment_course_version.option", "treatment_course_version.started_on", "treatment_course_version.status",
        "treatment_trial.measure", "treatment_trial.side", "workup.protocol_code", "workup_version.diagnosis_stated_on",
        "workup_version.protocol_code", "workup_version.status",
    ]
    /// Tables that say once more what stands elsewhere: lists, look-ups, what the criteria say, answers to repeated requests.
    private static let copies: Set<String> = [
        "evaluation", "evaluation_criteria", "evaluation_result", "idempotency_key", "identifier_directory",
        "worklist_entry",
    ]
    /// What is no part of the record: what its author has not said yet.
    private static let unsaid: Set<String> = ["form_draft"]
    /// Bodies of JSON; the words in them come from the case file below.
    private static let bodies: Set<String> = ["finding_version.body", "workup.source"]
    /// What the copy leaves out, and says so: why something was corrected goes with the earlier versions.
    private static let leftOut: Set<String> = [
        "administration_version.reason", "outcome_measurement_version.reason", "patient_merge.unmerge_reason",
        "patient_version.reason", "recorded_condition_version.reason", "treatment_course_version.reason",
        "workup_version.reason",
    ]

    private static let caseText = """
        {"format": "workup-case/1", "source": {"kind": "clinic", "citation": "@Citation", "doi": "@Doi", "note": "@SourceNote"},
         "patient": {"familyName": "@Family", "givenNames": ["@Given"], "birthDate": "1960-05-06", "sex": "female",
                     "identifiers": [{"system": "mrn:NMC", "value": "@Mrn"}]},
         "workup": {"protocol": "mmn", "openedOn": "2026-01-12", "question": "@Question", "referredBy": "@Referrer"},
         "examinations": [{"performedOn": "2026-01-12", "performedBy": "@ExamBy", "organisation": "@ExamAt", "note": "@ExamNote",
            "strength": [{"muscle": "@ExamMuscle", "side": "right", "grade": 3}], "signs": {"fasciculations": "present"}}],
         "nerveConductionStudies": [{"performedOn": "2026-01-13", "performedBy": "@NcsBy", "organisation": "@NcsAt",
            "note": "@NcsNote", "laboratory": "@NcsLab",
            "motor": [{"nerve": "median", "side": "left", "muscle": "@NcsMuscle",
                       "sites": [{"site": "wrist", "latencyMs": 3.6, "amplitudeMv": 8.0}]}],
            "sensory": [{"nerve": "median", "side": "left", "site": "wrist", "segment": "@NcsSegment", "amplitudeUv": 22,
                         "response": "normal"}]}],
         "needleExaminations": [{"performedOn": "2026-01-14", "performedBy": "@NeedleBy", "organisation": "@NeedleAt",
            "note": "@NeedleNote", "muscles": [{"muscle": "@NeedleMuscle", "side": "left", "insertional": "normal"}]}],
         "antibodies": [{"performedOn": "2026-01-16", "sampledOn": "2026-01-15", "performedBy": "@AbBy", "organisation": "@AbAt",
            "note": "@AbNote", "antigen": "@AbAntigen", "isotype": "IgM", "method": "@AbMethod", "value": 120, "unit": "@AbUnit",
            "band": "positive"}],
         "cerebrospinalFluids": [{"sampledOn": "2026-01-16", "performedOn": "2026-01-17", "performedBy": "@CsfBy",
            "organisation": "@CsfAt", "note": "@CsfNote", "proteinGramPerLitre": 0.62}],
         "imaging": [{"modality": "mri", "performedOn": "2026-01-18", "performedBy": "@MriBy", "organisation": "@MriAt",
            "note": "@MriNote", "region": "@MriRegion", "t2Hyperintensity": "present", "diffuseNerveSwelling": "present"},
           {"modality": "ultrasound", "performedOn": "2026-01-19", "performedBy": "@UsBy", "organisation": "@UsAt",
            "note": "@UsNote", "measurements": [{"nerve": "@UsNerve", "side": "left", "level": "root", "crossSectionMm2": 12}]}],
         "laboratory": [{"performedOn": "2026-01-20", "performedBy": "@LabBy", "organisation": "@LabAt", "note": "@LabNote",
            "code": "@LabCode", "value": 240, "unit": "@LabUnit", "band": "normal"}],
         "treatments": [{"option": "ivig", "substance": "@Substance", "startedOn": "2026-01-21", "performedBy": "@CourseBy",
            "organisation": "@CourseAt", "note": "@CourseNote", "objectiveImprovement": "present",
            "administrations": [{"on": "2026-01-21", "product": "@Product", "lot": "@Lot", "grams": 70, "bodyWeightKg": 70,
                                 "note": "@GivenNote"}]}],
         "outcomes": [{"on": "2026-01-22", "measure": "gripVigorimeter", "side": "right", "value": 40, "note": "@OutcomeNote"}],
         "diagnosis": {"text": "@Diagnosis", "statedBy": "@Stated", "statedOn": "2026-02-01"}}
        """

    /// Two records of one person, both full of words.
    private struct Stage {
        let clinic: TestClinic
        let records: [(mark: String, patient: ID<Patient>, workup: ID<Workup>)]
        var leading: ID<Patient> { records[0].patient }

        /// JSON and both pages of the copy.
        func copies(of patient: ID<Patient>) async throws -> [(name: String, text: String)] {
            let json = try await ExportPatient.run(patient, call: clinic.call(), in: clinic.environment)
            var copies = [(name: "json", text: String(decoding: json.body, as: UTF8.self).lowercased())]
            let parts = try await ExportPatient.forReport(patient, call: clinic.call(), in: clinic.environment)
            for language in Language.allCases {
                let page = ReportRendering.patientRecord(
                    parts.map(PatientRecordPart.init),
                    criteriaSets: TestCriteria.sets,
                    ReportRequest(
                        format: .html,
                        language: language,
                        printedBy: "Neurologist",
                        printedAt: clinic.environment.now()
                    ),
                    digest: { _ in "00" }
                )
                copies.append(
                    (name: "html \(language.rawValue)", text: String(decoding: page, as: UTF8.self).lowercased())
                )
            }
            return copies
        }
    }

    private func with(_ body: (Stage) async throws -> Void) async throws {
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            clinic.waitForExampleCases()
            var records: [(mark: String, patient: ID<Patient>, workup: ID<Workup>)] = []
            for mark in ["clead", "cjoin"] {
                let (patient, workup) = try await record(mark, clinic)
                records.append((mark, patient, workup))
            }
            // Taken apart once, so that there is something of that too.
            let input = MergePatients.Input(into: records[0].patient, reason: "same person")
            _ = try await MergePatients.run(records[1].patient, input, call: clinic.call(), in: clinic.environment)
            _ = try await UnmergePatients.run(records[1].patient, input, call: clinic.call(), in: clinic.environment)
            _ = try await MergePatients.run(records[1].patient, input, call: clinic.call(), in: clinic.environment)
            try await body(Stage(clinic: clinic, records: records))
        }
    }

    /// A record with something in every table.
    private func record(_ mark: String, _ clinic: TestClinic) async throws -> (ID<Patient>, ID<Workup>) {
        let text = Self.caseText.replacing("@", with: mark)
        let results = try await ImportCases.run(
            [Array(text.utf8)],
            organisation: nil,
            call: clinic.call(),
            in: clinic.environment
        )
        guard case .imported(let workup, let patient) = results[0] else {
            throw UseCaseError(.fault, "not-imported", en: "\(results)", nl: "")
        }
        let environment = clinic.environment
        func read<Value>(_ codec: Codec<Value>, _ json: String) throws -> Value { try codec.decode(Array(json.utf8)) }
        var replaced: ID<ChoiceDocument>?
        for _ in 1...2 {
            let choice = try read(
                ChooseTreatment.Input.codec,
                """
                {"option": "scig", "chosenOn": "2026-05-01", "participants": ["x"], "patientPreference": "x", "reason": "x",
                 \(replaced.map { "\"replaces\": \"\($0)\"," } ?? "")
                 "trial": {"chosenOn": "2026-05-01", "goal": "x", "measure": "gripVigorimeter", "side": "right",
                           "target": {"improvement": 8}, "judgedOn": "2026-09-01", "stoppingRule": {"text": "x"}}}
                """
            )
            replaced = ID(try await ChooseTreatment.run(workup, choice, call: clinic.call(), in: environment).id)
        }
        let condition = try read(
            RecordCondition.Input.codec,
            #"{"condition": "\#(RecordedCondition.allCases[0].rawValue)", "answer": "present", "note": "x"}"#
        )
        _ = try await RecordCondition.run(workup, condition, call: clinic.call(), in: environment)
        try await discuss(workup, clinic)
        let share = ShareRecord.Input(
            grantee: AccessGranteeInput.Members(organisation: "REG", team: nil, user: nil),
            workup: workup,
            reason: "x",
            until: nil
        )
        _ = try await ShareRecord.run(patient, share, call: clinic.call(), in: environment)
        let objection = RecordObjection.Input(
            grantee: AccessGranteeInput.Members(organisation: nil, team: nil, user: "nurse"),
            reason: "x"
        )
        let objected = try await RecordObjection.run(patient, objection, call: TestClinic.machine, in: environment)
        _ = try await LiftObjection.run(
            patient,
            ID(objected.id),
            LiftObjection.Input(reason: "x"),
            call: TestClinic.machine,
            in: environment
        )
        _ = try await clinic.rows(
            """
            insert into access_request (patient_id, id, organisation_id, user_id, reason, requested_at, is_granted,
                decision_reason, decided_at)
            values ('\(patient)', gen_random_uuid(), '\(TestClinic.hospitalID)', '\(TestClinic.userID(.nurse))', 'x',
                now(), false, 'x', now())
            """
        )
        return (patient, workup)
    }

    /// A meeting that decided.
    private func discuss(_ workup: ID<Workup>, _ clinic: TestClinic) async throws {
        let environment = clinic.environment
        let meeting = ID<Meeting>(
            try await PlanMeeting.run(
                PlanMeeting.Input(
                    startsAt: environment.now().addingSeconds(-600),
                    place: "Placeword",
                    chair: "Chairword",
                    coordinator: "Coordinatorword",
                    organisation: nil,
                    attendance: [Attendee(name: "Attendeeword", role: "Guestword", isPresent: true)]
                ),
                call: clinic.call(),
                in: environment
            ).id
        )
        let item = ID<MeetingCase>(
            try await AddMeetingCase.run(
                meeting,
                AddMeetingCase.Input(workupID: workup, question: "x", presenter: "x", lateReason: "x"),
                call: clinic.call(),
                in: environment
            ).id
        )
        var decision = ChangeMeetingCase.Input()
        decision.decision = "x"
        _ = try await ChangeMeetingCase.run(
            meeting,
            item,
            expecting: 1,
            decision,
            call: clinic.call(),
            in: environment
        )
        _ = try await AddMeetingAction.run(
            meeting,
            item,
            AddMeetingAction.Input(what: "x", owner: "x", dueOn: nil),
            call: clinic.call(),
            in: environment
        )
    }

    /// The columns of text in the tables of patients, but for those of the log.
    private func columns(_ clinic: TestClinic) async throws -> [(table: String, column: String, type: String)] {
        try await clinic.rows(
            """
            select c.relname, a.attname, format_type(a.atttypid, null)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
                and c.relname not like 'audit\\_%'
                and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'json', 'character varying')
                and exists (
                    select from pg_attribute p
                    where p.attrelid = c.oid and p.attname in ('patient_id', 'source_patient_id'))
            order by 1, 2
            """
        ).map { ($0[0] ?? "", $0[1] ?? "", $0[2] ?? "") }
    }

    private func word(_ mark: String, _ table: String, _ column: String) -> String {
        mark + (table + column).filter(\.isLetter)
    }

    /// Puts a word of its own in every column of text of the two records, and says where there was no row to put it in.
    private func write(_ stage: Stage) async throws -> (words: [(column: String, word: String)], empty: [String]) {
        var words: [(column: String, word: String)] = []
        var empty: [String] = []
        // What a row may say of itself only in a certain state.
        var script = """
            set session_replication_role = replica;
            update workup_version set status = 'closed', closed_on = opened_on, close_reason = 'x';
            insert into administration_details (patient_id, administration_id, version, reaction_codes,
                reaction_severities, reaction_notes, rates_ml_per_kg_per_hour)
            select patient_id, administration_id, version, array['other'], array[null::text], array['x'], array[0.5]
            from administration_version;

            """
        for (table, column, type) in try await columns(stage.clinic) {
            let name = "\(table).\(column)"
            guard !Self.codes.contains(name), !Self.copies.contains(table), !Self.unsaid.contains(table),
                !Self.bodies.contains(name)
            else {
                continue
            }
            for (mark, patient, _) in stage.records {
                // A join is of the leading record; it has one word.
                let key = table == "patient_merge" ? "source_patient_id" : "patient_id"
                if table == "patient_merge", mark == "clead" { continue }
                let word = word(mark, table, column)
                let value = type == "text[]" ? "array['\(word)']" : "'\(word)'"
                // Nothing is taken back that stands, and what is gone from a row stays gone.
                let condition =
                    switch name {
                    case "patient_merge.reason": "and unmerged_at is null"
                    case "patient_merge.unmerge_reason": "and unmerged_at is not null"
                    default: ""
                    }
                script += "update \(table) set \(column) = \(value) where \(key) = '\(patient)' \(condition);\n"
                words.append((name, word))
            }
        }
        _ = try await stage.clinic.rows(script)
        for (name, word) in words {
            let parts = name.split(separator: ".")
            let found = try await stage.clinic.rows(
                "select from \(parts[0]) where \(parts[1])::text like '%\(word)%' limit 1"
            )
            if found.isEmpty { empty.append("\(name) \(word)") }
        }
        return (words, empty)
    }

    @Test("has every word that the record holds of the person, of what was joined too, in JSON and on the page")
    func canaries() async throws {
        try await with { stage in
            // The words of the case file before columns are written over: first the bodies that stay as they are.
            let (words, empty) = try await write(stage)
            #expect(empty.isEmpty, "\(empty)")
            #expect(words.count > 100)
            let left = Set(words.filter { Self.leftOut.contains($0.column) }.map(\.column))
            #expect(left == Self.leftOut)
            let bodies = try await stage.clinic.rows(
                """
                select distinct m[1] from (
                    select body::text as t from finding_version union all select source::text from workup) x,
                    regexp_matches(lower(x.t), '((?:clead|cjoin)[a-z]+)', 'g') as m
                """
            ).compactMap { $0[0] }
            #expect(bodies.count > 60)
            let meetings = ["placeword", "chairword", "coordinatorword", "attendeeword", "guestword"]
            for (name, text) in try await stage.copies(of: stage.leading) {
                let missing = Set(words.filter { !text.contains($0.word.lowercased()) }.map(\.column))
                #expect(missing == Self.leftOut, "\(name): \(missing.symmetricDifference(Self.leftOut).sorted())")
                let lost = (bodies + meetings).filter { !text.contains($0) }
                #expect(lost.isEmpty, "\(name): \(lost.sorted())")
            }
            // Asked for by the number that was joined, it is the same person's.
            for (name, text) in try await stage.copies(of: stage.records[1].patient) {
                #expect(text.contains("cleadquestion") || text.contains("cleadworkupversionquestion"), "\(name)")
            }
        }
    }

    @Test("has a word of the test in every free text of a case file")
    func everyField() throws {
        let file = try JSONReader.read(Array(Self.caseText.utf8), limits: .ownDocuments)
        let schema = CaseFile.codec.schema()
        var free: [String: Bool] = [:]
        Self.walk(schema.body, "", [file], schema.definitions, &free)
        #expect(free.count > 40)
        let codes: Set<String> = [".workup.protocol", ".nerveConductionStudies.normalLimits"]
        #expect(Set(free.filter { !$0.value }.map(\.key)) == codes)
    }

    /// Notes of every text that a person may write whether the values there hold a word of the test.
    private static func walk(
        _ schema: JSONValue,
        _ path: String,
        _ values: [JSONValue],
        _ definitions: [String: JSONValue],
        _ free: inout [String: Bool]
    ) {
        if let name = schema["$ref"]?.string?.split(separator: "/").last, let named = definitions[String(name)] {
            return walk(named, path, values, definitions, &free)
        }
        for option in schema["oneOf"]?.array ?? [] { walk(option, path, values, definitions, &free) }
        if case .object(let members)? = schema["properties"] {
            for member in members {
                walk(
                    member.value,
                    "\(path).\(member.key)",
                    values.compactMap { $0[member.key] },
                    definitions,
                    &free
                )
            }
        }
        if let item = schema["items"] { walk(item, path, values.flatMap { $0.array ?? [] }, definitions, &free) }
        let isDate = schema["format"] != nil || schema["pattern"]?.string?.hasPrefix("^[0-9]{4}") == true
        guard schema["type"]?.string == "string", schema["enum"] == nil, schema["const"] == nil, !isDate,
            schema["pattern"]?.string?.hasPrefix("^(mrn") != true
        else { return }
        free[path] = (free[path] ?? false) || values.contains { $0.string?.contains("@") == true }
    }

    @Test(
        "is refused where a joined record is not all the caller's to see, with what to do, and the log says so of both"
    )
    func hiddenJoin() async throws {
        try await with { stage in
            let clinic = stage.clinic
            _ = try await AddUser.run(
                AddUser.Input(login: "reg.neurologist", name: "Regional", role: .neurologist, organisation: "REG"),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let regional = try await clinic.call(login: "reg.neurologist")
            func error(_ patient: ID<Patient>) async throws -> UseCaseError? {
                do {
                    _ = try await ExportPatient.run(patient, call: regional, in: clinic.environment)
                    return nil
                } catch { return error }
            }
            // Both workups are shared with the regional hospital, and so the copy is made.
            #expect(try await error(stage.leading) == nil)
            _ = try await clinic.rows(
                """
                set session_replication_role = replica;
                delete from access_relation
                where patient_id = '\(stage.records[1].patient)' and grantee_id <> '\(TestClinic.centreID)'
                """
            )
            let refused = try #require(try await error(stage.leading))
            #expect(refused.code == "shared-in-part" && refused.category == .forbidden)
            #expect(
                refused.message.en.contains("\(stage.records[1].patient)") && refused.message.nl.contains("hoort bij")
            )
            let lines = try await clinic.rows(
                """
                select patient_id from audit_event where event_code = 'ExportPatient' and outcome = 8 order by patient_id
                """
            )
            #expect(Set(lines.compactMap { $0[0] }) == Set(stage.records.map { "\($0.patient)" }))
        }
    }
}
