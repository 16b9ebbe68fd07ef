// Cases for the report tests: an example case file put into the frame of a workup, as the record would hold it.
import Criteria
import Domain
import Foundation
import Reports
import Testing

/// The cases of these tests.
enum SampleCase {
    /// The printing that every golden shows.
    static let printedAt = Instant(microsecondsSince1970: 1_777_627_200_000_000)

    /// `synthetic-definite.json` with an earlier examination and study, steps, choices and two meetings.
    static func rich(familyName: String? = nil) throws -> WorkupDocument {
        let file = try caseFile("synthetic-definite")
        let frame = try json(sample("rich-frame.json"))
        return try evaluated(document(of: file, frame: frame, familyName: familyName))
    }

    /// A workup in which nothing has been done.
    static func empty() throws -> WorkupDocument {
        try WorkupDocument.codec.decode(Array(Data(contentsOf: sample("empty.json"))))
    }

    /// The workup in which nothing has been done, on a protocol, with findings and meetings written as JSON.
    static func empty(
        protocol code: String,
        findings: [String] = [],
        meetings: [String] = [],
        treatments: [String] = [],
        today: String? = nil,
        asOf: String? = nil
    ) throws -> WorkupDocument {
        var members = members(of: try json(sample("empty.json"))).filter {
            $0.key != "protocol" && (today == nil || $0.key != "today")
        }
        members.append(JSONMember("protocol", .string(code)))
        if let asOf { members.append(JSONMember("asOf", .string(asOf))) }
        if let today { members.append(JSONMember("today", .string(today))) }
        for (key, texts) in [("findings", findings), ("meetings", meetings), ("treatments", treatments)] {
            members.append(JSONMember(key, .array(try texts.map { try JSONReader.read(Array($0.utf8)) })))
        }
        return try WorkupDocument.codec.decode(JSONValue.object(members))
    }

    /// An example case file with no steps and no meetings.
    static func bare(_ name: String) throws -> WorkupDocument {
        let file = try caseFile(name)
        return try evaluated(document(of: file, frame: try json(sample("empty.json"))))
    }

    /// The criteria sets that come with the program.
    static let sets = engine.sets

    private static let engine: CriteriaEngine = {
        do {
            return try CriteriaEngine.bundled()
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// The document with what the criteria say of it, as the record would have kept it.
    static func evaluated(_ document: WorkupDocument, as result: CaseEvaluation? = nil) throws -> WorkupDocument {
        let kept = EvaluationDocument(
            number: 3,
            recordedAt: document.recordedAt,
            recordedBy: "E. de Wit",
            event: "RecordFinding",
            eventID: document.id.uuid,
            since: ResultOrigin(number: 2, recordedAt: document.recordedAt.addingSeconds(-86_400)),
            patientVersion: document.patient.version,
            findings: document.findings.enumerated().map {
                SeenVersion(place: CasePlace(.examinations, $0.offset), id: $0.element.id.uuid, version: 1)
            },
            courses: [],
            result: result ?? engine.evaluate(document.caseFile)
        )
        var members = members(of: try JSONReader.read(WorkupDocument.codec.encode(document)))
        members.append(JSONMember("evaluation", try JSONReader.read(EvaluationDocument.codec.encode(kept))))
        return try WorkupDocument.codec.decode(JSONValue.object(members))
    }

    /// Answers made by hand: two sets with two clauses each, of which the first decides.
    static func answers(
        efns: CriteriaCategory,
        aaem: CriteriaCategory,
        aaemClause: Verdict
    ) -> CaseEvaluation {
        func set(_ id: String, _ answer: CriteriaCategory, _ first: Verdict) -> CriteriaEvaluation {
            func clause(_ id: String, _ verdict: Verdict) -> ClauseEvaluation {
                ClauseEvaluation(
                    id: id,
                    name: Localized(same: id),
                    verdict: verdict,
                    status: .checked,
                    source: "house",
                    reason: "So.",
                    evidence: [],
                    missing: []
                )
            }
            func rule(_ id: String, _ verdict: Verdict) -> RuleEvaluation {
                RuleEvaluation(form: .clause, verdict: verdict, clause: id)
            }
            let levels: [CriteriaCategory] = [.definite, .probable, .possible]
            return CriteriaEvaluation(
                criteria: id,
                version: "1",
                category: answer,
                status: .checked,
                categories: levels.map { level in
                    let verdict = level.rank >= answer.rank ? Verdict.met : first
                    return CategoryEvaluation(
                        category: level,
                        verdict: verdict,
                        status: .checked,
                        rule: RuleEvaluation(
                            form: .all,
                            verdict: verdict,
                            parts: [rule("C1", first), rule("C2", .met)]
                        )
                    )
                },
                clauses: [clause("C1", first), clause("C2", .met)],
                reachable: []
            )
        }
        return CaseEvaluation(
            segments: [],
            evaluations: [
                set("efns-pns-2010-mmn", efns, .met), set("aaem-2003-mmn", aaem, aaemClause),
            ],
            nextSteps: [],
            unnecessarySteps: [],
            cautions: [],
            warnings: []
        )
    }

    /// A protocol that comes with the program.
    static func careProtocol(_ code: String = "mmn") throws -> CareProtocol {
        try #require(ProtocolLoader.bundled().first { $0.code == code })
    }

    /// The report on a document.
    static func report(_ document: WorkupDocument, _ language: Language = .en, protocol code: String = "mmn") throws
        -> CaseReport
    {
        CaseReport(
            document: document,
            protocol: try careProtocol(code),
            criteriaSets: sets,
            language: language,
            printedBy: "E. de Wit",
            printedAt: printedAt
        )
    }

    static func caseFile(_ name: String) throws -> CaseFile {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let url = folder.appending(path: "Fixtures/cases/\(name).json")
        return try CaseFile.read(Array(Data(contentsOf: url)))
    }

    private static func sample(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples/\(name)")
    }

    private static func json(_ url: URL) throws -> JSONValue {
        try JSONReader.read(Array(Data(contentsOf: url)))
    }

    // MARK: Building

    /// The document that the record would hold, by way of its JSON: the memberwise initialisers stay Domain's own.
    private static func document(of file: CaseFile, frame: JSONValue, familyName: String? = nil) throws
        -> WorkupDocument
    {
        var ids = Ids()
        var members = members(of: frame).filter {
            !["extraExaminations", "extraStudies", "extraOutcomes", "patient", "source"].contains($0.key)
        }
        members.append(JSONMember("patient", patient(file, frame["patient"], familyName)))
        members.append(JSONMember("source", .object(("kind", "synthetic"))))
        for (key, text) in [("question", file.workup.question), ("referredBy", file.workup.referredBy)] {
            if let text { members.append(JSONMember(key, .string(text))) }
        }
        members.append(JSONMember("findings", .array(findings(file, frame, &ids))))
        members.append(JSONMember("treatments", .array(file.treatments.map { course($0, &ids) })))
        let outcomes = try file.outcomes.map { try JSONReader.read(OutcomeMeasurement.codec.encode($0)) }
        members.append(
            JSONMember(
                "outcomes",
                .array((outcomes + (frame["extraOutcomes"]?.array ?? [])).map { recorded($0, &ids) })
            )
        )
        return try WorkupDocument.codec.decode(JSONValue.object(members))
    }

    private struct Ids {
        private var last = 1_000

        mutating func next() -> JSONValue {
            last += 1
            return .string("01931f00-0000-7000-8000-\(String(repeating: "0", count: 12 - String(last).count))\(last)")
        }
    }

    private static let recordedAt: JSONValue = "2026-04-28T08:00:00Z"

    static func members(of value: JSONValue?) -> [JSONMember] {
        guard case .object(let members)? = value else { return [] }
        return members
    }

    /// The value with id, version and moment; `side: null` is left out.
    private static func recorded(_ value: JSONValue, _ ids: inout Ids) -> JSONValue {
        let own = members(of: value).filter { $0.value != .null }
        return .object(
            [
                JSONMember("id", ids.next()), JSONMember("version", .integer(1)), JSONMember("recordedAt", recordedAt),
            ] + own
        )
    }

    private static func patient(_ file: CaseFile, _ frame: JSONValue?, _ familyName: String?) -> JSONValue {
        guard let patient = file.patient else { return frame ?? .null }
        let own: [JSONMember] = [
            JSONMember("familyName", .string(familyName ?? patient.familyName)),
            JSONMember("givenNames", .array(patient.givenNames.map { .string($0) })),
            JSONMember("sex", .string(patient.sex.rawValue)),
            JSONMember(
                "identifiers",
                .array(
                    patient.identifiers.map {
                        .object(("system", .string($0.system.description)), ("value", .string($0.value)))
                    }
                )
            ),
        ]
        let born = patient.birthDate.map { [JSONMember("birthDate", .string($0.description))] } ?? []
        let kept = members(of: frame).filter { ["id", "version", "recordedAt"].contains($0.key) }
        return .object(kept + own + born)
    }

    private static func findings(_ file: CaseFile, _ frame: JSONValue, _ ids: inout Ids) -> [JSONValue] {
        var bodies: [(FindingKind, JSONValue)] = []
        for examination in frame["extraExaminations"]?.array ?? [] {
            bodies.append((.neurologicalExamination, examination))
        }
        for study in frame["extraStudies"]?.array ?? [] { bodies.append((.nerveConductionStudy, study)) }
        for placed in file.findings { bodies.append((placed.finding.kind, placed.finding.json)) }
        return bodies.map { kind, body in
            recorded(.object(("kind", .string(kind.rawValue)), ("body", body)), &ids)
        }
    }

    private static func course(_ treatment: Treatment, _ ids: inout Ids) -> JSONValue {
        guard case .object(let all)? = try? JSONReader.read(Treatment.codec.encode(treatment)) else { return .null }
        let given = all.first { $0.key == "administrations" }?.value.array ?? []
        let administrations = given.map { recorded($0, &ids) }
        let own = all.filter { $0.key != "administrations" }
        return recorded(.object(own + [JSONMember("administrations", .array(administrations))]), &ids)
    }
}
