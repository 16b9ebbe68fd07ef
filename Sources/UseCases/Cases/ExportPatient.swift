// A patient's own copy of the record: every workup of every record that is the person's, with what a case file has no place
// for, and who has to do with it. All of it, or nothing.
package import Domain
import Records

/// Exports all that there is of one person.
package enum ExportPatient {
    /// `{"patient": …, "workups": [case files], "workupRecords": [whole workups], "access": …, "joined": […]}` as known now:
    /// all of it, or nothing.
    /// - Throws: `shared-in-part` where something of it is not the caller's to see, of a record that was joined too.
    package static func run(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let parts = try await whole(patient, call: call, in: environment)
        var joined: [[UInt8]] = []
        for part in parts.dropFirst() {
            joined.append(Array("{".utf8) + (try await members(of: part, call: call, in: environment)) + [closing])
        }
        guard let own = parts.first else { throw .brokenDocument }
        var body = Array("{".utf8) + (try await members(of: own, call: call, in: environment))
        body += Array(#","joined":["#.utf8) + joined.joined(separator: [comma]) + Array("]}".utf8)
        return Answer(id: patient.uuid, version: own.head.version, body: body)
    }

    /// All that there is of one person for a report of it, or nothing.
    /// - Throws: `shared-in-part` where something of it is not the caller's to see, of a record that was joined too.
    package static func forReport(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [RecordForReport] {
        let parts = try await whole(patient, call: call, in: environment)
        var records: [RecordForReport] = []
        for part in parts {
            var cases: [CaseForReport] = []
            for workup in part.workups {
                cases.append(try await ReadCaseForReport.run(workup, asOf: nil, call: call, in: environment))
            }
            do {
                records.append(
                    RecordForReport(
                        patient: try PatientDocument.codec.decode(part.head.body, limits: .ownDocuments),
                        cases: cases,
                        access: try AccessDocument.codec.decode(part.access, limits: .ownDocuments),
                        joinedAt: part.join?.at,
                        joinReason: part.join?.reason
                    )
                )
            } catch {
                throw UseCaseError(any: error)
            }
        }
        return records
    }

    private static let comma = UInt8(ascii: ",")
    private static let closing = UInt8(ascii: "}")

    /// One record of the person.
    private struct Part: Sendable {
        let head: Answer
        let workups: [ID<Workup>]
        let access: [UInt8]
        /// How it belongs to the record that was asked for; nil for that one.
        let join: RecordJoin?
    }

    /// What an export says of one record, without its braces.
    private static func members(
        of part: Part,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [UInt8] {
        var files: [[UInt8]] = []
        var documents: [[UInt8]] = []
        for workup in part.workups {
            let document = try await ReadWorkup.document(
                workup,
                asOf: nil,
                event: "ExportCase",
                call: call,
                in: environment
            )
            do {
                files.append(
                    CaseFile.codec.encode(try WorkupDocument.codec.decode(document, limits: .ownDocuments).caseFile)
                )
            } catch {
                throw UseCaseError(any: error)
            }
            documents.append(document)
        }
        var bytes = Array(#""patient":"#.utf8) + part.head.body + Array(#","workups":["#.utf8)
        bytes += files.joined(separator: [comma])
        bytes += Array(#"],"workupRecords":["#.utf8) + documents.joined(separator: [comma])
        bytes += Array(#"],"access":"#.utf8) + part.access
        if let join = part.join {
            let reason = JSONValue.string(join.reason).text
            bytes += Array(#","joinedAt":"\#(join.at)","joinReason":\#(reason)"#.utf8)
        }
        return bytes
    }

    // MARK: All of it

    /// The record that was asked for and those that are the same person's, with the ids of all workups there are.
    private static func whole(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [Part] {
        try await call.authorise(.exportCases, in: environment)
        let own = try await ReadPatient.run(patient, asOf: nil, call: call, in: environment)
        let joins = try await requireWhole(patient, call: call, in: environment)
        var parts = [try await part(patient, head: own, join: nil, call: call, in: environment)]
        for join in joins {
            let head = try await ReadPatient.run(join.patient, asOf: nil, call: call, in: environment)
            parts.append(try await part(join.patient, head: head, join: join, call: call, in: environment))
        }
        return parts
    }

    private static func part(
        _ patient: ID<Patient>,
        head: Answer,
        join: RecordJoin?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Part {
        let page = try await ListPatientWorkups.run(patient, call: call, in: environment)
        do {
            let list = try JSONReader.read(page.body, limits: .ownDocuments)
            let now = environment.now()
            let access = try await environment.record.write(as: call.identity(at: now)) { transaction in
                try await transaction.exportedAccess(of: patient, now: now)
            }
            return Part(
                head: head,
                workups: (list["items"]?.array ?? []).compactMap { $0["id"]?.string.flatMap { ID<Workup>($0) } },
                access: access,
                join: join
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Passes where the caller sees all of every record of the person; the export, or its refusal, is in the log of each.
    private static func requireWhole(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [RecordJoin] {
        let (joins, hidden): ([RecordJoin], ID<Patient>?)
        do {
            (joins, hidden) = try await environment.record.write(as: call.identity(at: environment.now())) {
                transaction -> ([RecordJoin], ID<Patient>?) in
                let joins = try await transaction.joins(of: patient)
                let all = [patient] + joins.map(\.patient)
                var hidden: ID<Patient>?
                for record in all where hidden == nil {
                    if try await transaction.hides(record) { hidden = record }
                }
                for record in all {
                    let note = AuditNote(
                        event: "ExportPatient",
                        action: .read,
                        patientID: record,
                        objectType: "patient",
                        categories: ["patientSummary", "testResult", "imaging", "prescription"]
                    )
                    let outcome: AuditOutcome = hidden == nil ? .success : .seriousFailure
                    transaction.audit(call.entry(note, outcome: outcome, in: environment))
                }
                return (joins, hidden)
            }
        } catch {
            throw UseCaseError(any: error)
        }
        guard let hidden else { return joins }
        throw hidden == patient ? .partlyShared : .partlyShared(joined: hidden)
    }
}

/// One record of a person, for a report of all of it.
package struct RecordForReport: Sendable {
    package let patient: PatientDocument
    /// Every workup with its protocol, in the order of the list.
    package let cases: [CaseForReport]
    /// Who has to do with it.
    package let access: AccessDocument
    /// When it was joined to the record that was asked for; nil for that one.
    package let joinedAt: Instant?
    /// Why the two are one person's.
    package let joinReason: String?
}

extension UseCaseError {
    /// A copy that would lack something of the record.
    fileprivate static var partlyShared: UseCaseError {
        UseCaseError(
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

    /// A copy that would lack something of a record that was joined.
    fileprivate static func partlyShared(joined record: ID<Patient>) -> UseCaseError {
        UseCaseError(
            .forbidden,
            "shared-in-part",
            en:
                "Record \(record) is joined to this one and not all of it is shared with you, and an export is complete "
                + "or not made. Ask for access to it by a number of the patient, or ask the organisations that answer for "
                + "its workups to share them, or to export.",
            nl:
                "Dossier \(record) hoort bij dit dossier en is niet helemaal met u gedeeld, en een export is volledig of "
                + "wordt niet gemaakt. Vraag er toegang toe met een nummer van de patiënt, of vraag de organisaties die "
                + "verantwoordelijk zijn voor de trajecten om te delen of te exporteren."
        )
    }
}
