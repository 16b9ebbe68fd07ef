// Exporting workups as case files: what goes out is what came in.
package import Domain
import Records

/// Exports one workup as a case file.
package enum ExportCase {
    /// The case file as JSON, as known now or at an instant; the export is in the log first.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.authorise(.exportCases, in: environment)
        let body = try await ReadWorkup.document(
            workup,
            asOf: asOf,
            event: "ExportCase",
            withEvaluation: false,
            call: call,
            in: environment
        )
        do {
            let document = try WorkupDocument.codec.decode(body, limits: .ownDocuments)
            return Answer(
                id: workup.uuid,
                version: document.version,
                body: CaseFile.codec.encode(document.caseFile)
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Lists the workups there are, page by page, so that all of them can be exported.
package enum ListWorkupIDs {
    /// The next ids after one, in their order; empty at the end.
    package static func run(
        after: ID<Workup>?,
        limit: Int,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [ID<Workup>] {
        try await call.authorise(.exportCases, in: environment)
        do {
            return try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                let ids = try await transaction.workups(after: after, limit: limit)
                let note = AuditNote(event: "ListWorkupIDs", action: .execute, objectType: "workup", categories: [])
                transaction.audit(call.entry(note, in: environment))
                return ids
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Exports the record of one patient: every workup as a case file.
package enum ExportPatient {
    /// `{"patient": …, "workups": [case files]}` as known now: all of it, or nothing.
    /// - Throws: `shared-in-part` where the patient has workups that the caller does not see, or only in part.
    package static func run(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let (head, workups) = try await whole(patient, call: call, in: environment)
        var cases: [[UInt8]] = []
        for workup in workups {
            cases.append(try await ExportCase.run(workup, asOf: nil, call: call, in: environment).body)
        }
        var body = Array(#"{"patient":"#.utf8) + head.body + Array(#","workups":["#.utf8)
        body += cases.joined(separator: [UInt8(ascii: ",")])
        body += Array("]}".utf8)
        return Answer(id: patient.uuid, version: head.version, body: body)
    }

    /// The record of one patient for a report of all of it, or nothing.
    /// - Throws: `shared-in-part` where the patient has workups that the caller does not see, or only in part.
    package static func forReport(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> RecordForReport {
        let (head, workups) = try await whole(patient, call: call, in: environment)
        var cases: [CaseForReport] = []
        for workup in workups {
            cases.append(try await ReadCaseForReport.run(workup, asOf: nil, call: call, in: environment))
        }
        do {
            return RecordForReport(
                patient: try PatientDocument.codec.decode(head.body, limits: .ownDocuments),
                cases: cases
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// The patient and the ids of all workups there are.
    private static func whole(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (Answer, [ID<Workup>]) {
        try await call.authorise(.exportCases, in: environment)
        let head = try await ReadPatient.run(patient, asOf: nil, call: call, in: environment)
        try await requireWhole(patient, call: call, in: environment)
        let page = try await ListPatientWorkups.run(patient, call: call, in: environment)
        do {
            let list = try JSONReader.read(page.body, limits: .ownDocuments)
            let ids = (list["items"]?.array ?? []).compactMap { $0["id"]?.string.flatMap { ID<Workup>($0) } }
            return (head, ids)
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Passes where the caller sees all of every workup; the export, or its refusal, is in the log.
    private static func requireWhole(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) {
        let note = AuditNote(
            event: "ExportPatient",
            action: .read,
            patientID: patient,
            objectType: "patient",
            categories: ["patientSummary", "testResult", "imaging", "prescription"]
        )
        let isPartial: Bool
        do {
            isPartial = try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                let isPartial = try await transaction.hidesWorkups(of: patient)
                transaction.audit(call.entry(note, outcome: isPartial ? .seriousFailure : .success, in: environment))
                return isPartial
            }
        } catch {
            throw UseCaseError(any: error)
        }
        guard isPartial else { return }
        throw UseCaseError(
            .forbidden,
            "shared-in-part",
            en: "Not everything of this patient is shared with you, and an export is complete or not made. Ask the "
                + "organisations that answer for the other workups (`access` lists them) to share them, or to export.",
            nl:
                "Niet alles van deze patiënt is met u gedeeld, en een export is volledig of wordt niet gemaakt. Vraag de "
                + "organisaties die verantwoordelijk zijn voor de andere trajecten (`access` noemt ze) om te delen of te "
                + "exporteren."
        )
    }
}

/// All of a patient's record, for a report of it.
package struct RecordForReport: Sendable {
    package let patient: PatientDocument
    /// Every workup with its protocol, in the order of the list.
    package let cases: [CaseForReport]
}
