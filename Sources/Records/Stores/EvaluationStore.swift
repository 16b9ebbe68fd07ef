// Evaluations in a transaction: what is loaded for one, and how it is kept beside the change that brought it.
package import Domain
package import FoundationEssentials
import PostgreSQL

/// What one criteria set answers, as its row says it.
package struct NewCriteriaAnswer: Sendable, Hashable {
    /// What the set says.
    package let evaluation: CriteriaEvaluation
    /// Whether the set belongs to the workup's protocol.
    package let isOfProtocol: Bool

    /// A set's answer.
    package init(evaluation: CriteriaEvaluation, isOfProtocol: Bool) {
        self.evaluation = evaluation
        self.isOfProtocol = isOfProtocol
    }
}

/// A result that is to be kept.
package struct NewEvaluationResult: Sendable {
    /// The whole evaluation as JSON with its texts in every language.
    package let document: [UInt8]
    /// SHA-256 of the document.
    package let contentHash: [UInt8]
    /// What each set answers.
    package let answers: [NewCriteriaAnswer]
    /// The highest answer among the sets of the protocol.
    package let best: CriteriaCategory?
    /// The steps whose result is lacking, most useful first.
    package let missingSteps: [String]

    /// A result.
    package init(
        document: [UInt8],
        contentHash: [UInt8],
        answers: [NewCriteriaAnswer],
        best: CriteriaCategory?,
        missingSteps: [String]
    ) {
        self.document = document
        self.contentHash = contentHash
        self.answers = answers
        self.best = best
        self.missingSteps = missingSteps
    }
}

/// An evaluation that is to be kept, with what it saw.
package struct NewEvaluation: Sendable {
    package let patient: ID<Patient>
    package let workup: ID<Workup>
    /// One more than the evaluation before it.
    package let number: Int
    /// The evaluation whose result still stands; its own number where the result is new.
    package let resultNumber: Int
    package let patientVersion: Int
    /// The findings in the order of the case file's lists.
    package let findings: [(id: ID<FindingRecord>, version: Int)]
    /// The courses in their order.
    package let courses: [(id: ID<Treatment>, version: Int)]
    /// The line of the log that tells of the act.
    package let eventID: UUID
    /// The result, where it is new.
    package let result: NewEvaluationResult?
    /// Where the response to treatment stands.
    package let response: ResponseStanding

    package init(
        patient: ID<Patient>,
        workup: ID<Workup>,
        number: Int,
        resultNumber: Int,
        patientVersion: Int,
        findings: [(id: ID<FindingRecord>, version: Int)],
        courses: [(id: ID<Treatment>, version: Int)],
        eventID: UUID,
        result: NewEvaluationResult?,
        response: ResponseStanding
    ) {
        self.patient = patient
        self.workup = workup
        self.number = number
        self.resultNumber = resultNumber
        self.patientVersion = patientVersion
        self.findings = findings
        self.courses = courses
        self.eventID = eventID
        self.result = result
        self.response = response
    }
}

/// What tells whether an evaluation that was made still holds: every change of what the criteria speak of makes another.
package struct EvaluationBasis: Sendable, Hashable {
    /// The number of the newest evaluation; nil where there is none.
    package let latestNumber: Int?
    package let patientVersion: Int
    package let protocolVersion: Int
}

extension EvaluationInput {
    /// Reads what `RecordTransaction.evaluationInputs` gave.
    /// - Throws: `Faults` where the record holds what this program cannot read.
    package init(stored bytes: [UInt8]) throws {
        self = try EvaluationInput.codec.decode(bytes, limits: .ownDocuments)
    }

    /// What an evaluation of it rests on.
    package var basis: EvaluationBasis {
        EvaluationBasis(
            latestNumber: latest?.number,
            patientVersion: patientVersion,
            protocolVersion: protocolVersion
        )
    }
}

extension RecordTransaction {
    /// Everything of a workup that a rule may read, as recorded now; nil where there is no such workup.
    package func evaluationInput(of workup: ID<Workup>) async throws -> EvaluationInput? {
        guard let bytes = try await fetchFirst(EvaluationStatements.input(workup)) else { return nil }
        return try EvaluationInput(stored: bytes.bytes)
    }

    /// The same of many workups as JSON, in the order of their ids; those that there are not are left out. Reading the JSON
    /// is left to whoever asks, who need not keep the transaction for it.
    package func evaluationInputs(of workups: [ID<Workup>]) async throws -> [(workup: ID<Workup>, input: [UInt8])] {
        try await fetchAll(EvaluationStatements.inputs(workups)).map { ($0, $1.bytes) }
    }

    /// What the evaluations of some workups would rest on now.
    package func evaluationBases(of workups: [ID<Workup>]) async throws -> [ID<Workup>: EvaluationBasis] {
        let rows = try await fetchAll(EvaluationStatements.bases(workups))
        return rows.reduce(into: [:]) { bases, row in
            let (workup, number, patientVersion, protocolVersion) = row
            bases[workup] = EvaluationBasis(
                latestNumber: number.map(Int.init),
                patientVersion: Int(patientVersion),
                protocolVersion: Int(protocolVersion)
            )
        }
    }

    /// Keeps evaluations of one act, and those results that are new.
    package func insert(_ evaluations: [NewEvaluation], event: String, _ stamp: Stamp) {
        guard !evaluations.isEmpty else { return }
        for evaluation in evaluations {
            guard let result = evaluation.result else { continue }
            add(
                EvaluationStatements.insertResult(
                    evaluation.patient,
                    evaluation.workup,
                    Int32(evaluation.number),
                    JSONText(result.document),
                    Bytes(result.contentHash),
                    result.best?.rawValue,
                    result.missingSteps.joined(separator: ",")
                )
            )
        }
        insertAnswers(of: evaluations)
        add(
            EvaluationStatements.insertAll(
                evaluations.map(\.patient),
                evaluations.map(\.workup),
                evaluations.map { Int32($0.number) },
                evaluations.map { Int32($0.resultNumber) },
                evaluations.map { Int32($0.patientVersion) },
                evaluations.map { arrayText($0.findings.map(\.id)) },
                evaluations.map { arrayText($0.findings.map(\.version)) },
                evaluations.map { arrayText($0.courses.map(\.id)) },
                evaluations.map { arrayText($0.courses.map(\.version)) },
                evaluations.map(\.eventID),
                event,
                stamp.at,
                stamp.by,
                evaluations.map { String(decoding: ResponseStanding.codec.encode($0.response), as: UTF8.self) }
            )
        )
    }

    private func insertAnswers(of evaluations: [NewEvaluation]) {
        typealias Row = (evaluation: NewEvaluation, position: Int, answer: NewCriteriaAnswer)
        let rows: [Row] = evaluations.flatMap { evaluation in
            (evaluation.result?.answers ?? []).enumerated().map { (evaluation, $0.offset + 1, $0.element) }
        }
        guard !rows.isEmpty else { return }
        let said = rows.map(\.answer.evaluation)
        add(
            EvaluationStatements.insertCriteria(
                rows.map(\.evaluation.patient),
                rows.map(\.evaluation.workup),
                rows.map { Int32($0.evaluation.number) },
                rows.map { Int32($0.position) },
                said.map(\.criteria),
                said.map(\.version),
                rows.map(\.answer.isOfProtocol),
                said.map(\.category.rawValue),
                said.map(\.status.rawValue),
                said.map {
                    $0.categories.map { "\($0.category.rawValue):\($0.verdict.rawValue)" }.joined(separator: ",")
                },
                said.map { $0.reachable.map(\.rawValue).joined(separator: ",") },
                said.map { $0.missingSteps.joined(separator: ",") }
            )
        )
    }
}

extension CriteriaStanding {
    /// A row of `EvaluationStatements.standings`; the schema lets no other category in.
    init?(row: (criteria: String, category: String, highest: String)) {
        guard let category = CriteriaCategory(rawValue: row.category),
            let highest = CriteriaCategory(rawValue: row.highest)
        else { return nil }
        self.init(criteria: row.criteria, category: category, highest: highest)
    }
}

/// A list as PostgreSQL writes an array of ids or numbers.
private func arrayText(_ values: [some CustomStringConvertible]) -> String {
    "{\(values.map(\.description).joined(separator: ","))}"
}

extension CriteriaEvaluation {
    /// The steps that could answer what is unknown, each once, in the order of the clauses.
    package var missingSteps: [String] {
        var seen: Set<String> = []
        return clauses.flatMap(\.missing).filter { seen.insert($0).inserted }
    }
}
