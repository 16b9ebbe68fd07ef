// What reports are made of: the case or the meeting as known at an instant, decoded, with its protocol.
package import Domain
import Records

/// A workup and the protocol version it is on.
package struct CaseForReport: Sendable {
    package let document: WorkupDocument
    package let careProtocol: CareProtocol
    /// What only this reader sees of the patient; pages read it where they show it.
    package var standing = PatientStanding.ordinary
}

/// Reads a case for a page that shows all or a part of it.
package enum ReadWorkupForPage {
    /// The case as known now or at an instant, as far as it is shared with the reader.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> CaseForReport {
        let answer = try await ReadWorkup.run(workup, asOf: asOf, call: call, in: environment)
        do {
            let document = try WorkupDocument.codec.decode(answer.body, limits: .ownDocuments)
            return CaseForReport(
                document: document,
                careProtocol: try await ReadCaseForReport.careProtocol(of: document, in: environment)
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Reads a case for its report.
package enum ReadCaseForReport {
    /// The case as known now or at an instant; printing is in the log.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> CaseForReport {
        let body = try await ReadWorkup.document(
            workup,
            asOf: asOf,
            event: "PrintCaseReport",
            call: call,
            in: environment
        )
        do {
            let document = try WorkupDocument.codec.decode(body, limits: .ownDocuments)
            return CaseForReport(
                document: document,
                careProtocol: try await careProtocol(of: document, in: environment),
                standing: try await ReadStanding.run(document.patient, call: call, in: environment)
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// The protocol version a document names, from the shelf or the record.
    static func careProtocol(of document: WorkupDocument, in environment: Environment) async throws -> CareProtocol {
        let (code, version) = (document.protocolCode, document.protocolVersion)
        if let known = await environment.protocols.known(code: code, version: version) { return known }
        let body = try await environment.record.write { transaction in
            try await transaction.protocolBody(code: code, version: version)
        }
        guard let body else { throw UseCaseError.notFound("protocol", "Dit protocol") }
        return try await environment.protocols.keep(body, code: code, version: version)
    }
}

/// A case with the organisations that may have to do with it, for a paper that names them.
package struct CaseForPaper: Sendable {
    package let found: CaseForReport
    package let organisations: [Organisation]

    /// The names of the organisations by their codes.
    package var organisationNames: [String: String] {
        Dictionary(organisations.map { ($0.code, $0.name) }) { first, _ in first }
    }
}

/// Reads a case for the patient's sheet; printing it is in the log.
package enum ReadCaseForSheet {
    /// The case as known now or at an instant.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> CaseForPaper {
        let body = try await ReadWorkup.document(
            workup,
            asOf: asOf,
            event: "PrintPatientSheet",
            call: call,
            in: environment
        )
        return try await CaseForPaper(of: body, in: environment)
    }
}

/// Reads a case for a letter; printing it is in the log.
package enum ReadCaseForLetter {
    /// The case as known now or at an instant.
    ///
    /// - Parameters:
    ///   - workup: which one.
    ///   - hospital: the code of the organisation that it is for; nil where none was chosen.
    ///   - asOf: the instant.
    ///   - call: who asks.
    ///   - environment: the outside.
    /// - Returns: the case with every organisation.
    /// - Throws: `UseCaseError`; `unknownCode` at `/hospital` where there is none of that code.
    package static func run(
        _ workup: ID<Workup>,
        hospital: String? = nil,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> CaseForPaper {
        let body = try await ReadWorkup.document(
            workup,
            asOf: asOf,
            event: "PrintLetter",
            call: call,
            in: environment
        )
        let paper = try await CaseForPaper(of: body, in: environment)
        if let hospital, !paper.organisations.contains(where: { $0.code == hospital }) {
            throw UseCaseError.invalid(
                "/hospital",
                .unknownCode,
                en: "There is no organisation with this code.",
                nl: "Er is geen organisatie met deze code."
            )
        }
        return paper
    }
}

extension CaseForPaper {
    /// A case as its document was read, with every organisation: their names are no secret of anybody's.
    fileprivate init(of body: [UInt8], in environment: Environment) async throws(UseCaseError) {
        do {
            let document = try WorkupDocument.codec.decode(body, limits: .ownDocuments)
            let careProtocol = try await ReadCaseForReport.careProtocol(of: document, in: environment)
            let rows = try await environment.record.write { try await $0.organisations(limit: 10_000) }
            let organisations = try rows.compactMap { bytes -> Organisation? in
                let row = try JSONReader.read(bytes, limits: .ownDocuments)
                guard let code = row["code"]?.string, let name = row["name"]?.string,
                    let kind = row["kind"]?.string.flatMap(OrganisationKind.init(rawValue:))
                else { return nil }
                return Organisation(code: code, name: name, kind: kind)
            }
            self.init(
                found: CaseForReport(document: document, careProtocol: careProtocol),
                organisations: organisations
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// A meeting with the whole case behind each line of its agenda.
package struct MeetingForReport: Sendable {
    package let meeting: MeetingDocument
    /// What a signed meeting was at each of its versions.
    package let history: MeetingHistory
    package let cases: [CaseForReport]
    /// The moment of which all of it tells, where it was read a moment behind.
    package var knownAt: Instant?
}

/// Reads a meeting for its agenda and pack.
package enum ReadMeetingForReport {
    /// The meeting and its cases as known now or at an instant. A signed meeting is read as known when it was signed,
    /// unless another instant is asked for.
    package static func run(
        _ meeting: ID<Meeting>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> MeetingForReport {
        if let found = try await fromReplica(meeting, asOf: asOf, call: call, in: environment) { return found }
        let (document, history, _) = try await ReadMeeting.whole(
            meeting,
            asOf: asOf,
            needsAllCases: true,
            call: call,
            in: environment
        )
        do {
            let moment = asOf ?? document.meeting.signedAt
            let cases = try await document.cases.read(atOnce: 4) { item in
                try await ReadCaseForReport.run(item.workupID, asOf: moment, call: call, in: environment)
            }
            return MeetingForReport(meeting: document, history: history, cases: cases)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension ReadMeetingForReport {
    /// The same from a replica, all of it in one look; nil where the record itself has to be read.
    private static func fromReplica(
        _ meeting: ID<Meeting>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> MeetingForReport? {
        try requirePast(asOf: asOf, environment)
        let report = try await call.reportFromReplica(.readMeetings, ReadMeeting.note(meeting), in: environment) {
            transaction in
            guard let body = try await transaction.meetingDocument(meeting, asOf: asOf) else {
                throw UseCaseError.notFound("meeting", "Dit overleg")
            }
            let document = try MeetingDocument.codec.decode(body, limits: .ownDocuments)
            if let hidden = document.hiddenCaseCount { throw UseCaseError.hiddenCases(hidden) }
            let isSigned = document.meeting.signedAt != nil
            let history = isSigned ? try await transaction.meetingHistory(meeting).known(at: asOf) : MeetingHistory()
            let moment = asOf ?? document.meeting.signedAt
            let today = moment.map(environment.day) ?? environment.today
            var cases: [WorkupDocument] = []
            for item in document.cases {
                guard let bytes = try await transaction.workupDocument(item.workupID, asOf: moment, today: today) else {
                    throw UseCaseError.notFound("workup", "Dit traject")
                }
                cases.append(try WorkupDocument.codec.decode(bytes, limits: .ownDocuments))
            }
            return ReportRead(
                shown: (document: document, history: history, cases: cases),
                patients: document.cases.map(\.patientID),
                workups: cases.map { ReadWorkup.note($0.id, event: "PrintCaseReport", needing: .whole) }
            )
        }
        guard let report else { return nil }
        do {
            let cases = try await report.shown.cases.read(atOnce: 4) { document in
                CaseForReport(
                    document: document,
                    careProtocol: try await ReadCaseForReport.careProtocol(of: document, in: environment),
                    standing: try await ReadStanding.run(document.patient, call: call, in: environment)
                )
            }
            let shown = report.shown
            return MeetingForReport(
                meeting: shown.document,
                history: shown.history,
                cases: cases,
                knownAt: report.knownAt
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension UseCaseError {
    /// A report of a meeting that would lack cases.
    static func hiddenCases(_ count: Int) -> UseCaseError {
        UseCaseError(
            .forbidden,
            "hidden-cases",
            en:
                "\(count) case(s) of this meeting are no longer shared with you, and a report without them would be wrong. "
                + "Ask the team that answers for them to share them, or look at the meeting itself.",
            nl:
                "\(count) casus(sen) van dit overleg zijn niet meer met u gedeeld, en een verslag zonder die zou niet kloppen. "
                + "Vraag het verantwoordelijke team om ze te delen, of bekijk het overleg zelf."
        )
    }
}
