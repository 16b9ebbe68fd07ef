// Routes of what is printed and what is carried elsewhere: reports and case files.
import Crypto
import Domain
import HTTPTypes
import Hummingbird
package import Reports
package import UseCases

/// Reports of cases and meetings, and case files.
enum ReportRoutes {
    static let all: [Route] =
        [caseReport, meetingReport] + PaperRoutes.all + [caseFile, patientExport, patientRecord, accessOverview]

    static let format = Parameter<ReportFormat>.query(
        "format",
        "`html`, `pdf` (tagged, a file to be saved), `text` or `json`; `html` where left out.",
        .word(ReportFormat.allCases)
    )

    private static let casePart = Parameter<CaseReportPart>.query(
        "part",
        "How much of it as HTML or PDF: `first`, the pages that a meeting reads, or `all`, the annex too; `all` where left out.",
        .word(CaseReportPart.allCases)
    )

    private static let meetingPart = Parameter<MeetingReportPart>.query(
        "part",
        "How much of it as HTML or PDF: `agenda`, `pack` (the agenda, then each case without its annex) or `all`; `pack` where left out.",
        .word(MeetingReportPart.allCases)
    )

    /// What making a PDF brings beside.
    static let paperProblems: [ProblemCode] = [.pdfUnavailable, .pdfTimedOut, .pdfTooLarge, .pdfFailed, .busy]

    private static let caseReport = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/report",
        operationID: "caseReport",
        summary: "The meeting's report on one case, as known now or at an instant.",
        tag: .reports,
        permission: .readWorkups,
        parameters: [
            Parameters.workupID.declaration, casePart.declaration, format.declaration,
            Parameters.language.declaration, Parameters.asOf.declaration,
        ],
        success: .paper("The report.", json: RowSchemas.caseReport),
        problems: paperProblems,
        handler: .signedIn { exchange in
            let found = try await ReadCaseForReport.run(
                exchange(Parameters.workupID),
                asOf: exchange[Parameters.asOf],
                call: exchange.call,
                in: exchange.environment
            )
            let request = request(exchange)
            let bytes = ReportRendering.caseReport(
                found.document,
                protocol: found.careProtocol,
                criteriaSets: exchange.environment.criteriaSets,
                standing: found.standing,
                part: exchange[casePart] ?? .all,
                request,
                digest: digest
            )
            let name = "case-report-\(try exchange(Parameters.workupID))"
            return try await .report(bytes, request, name: name, on: exchange.service.paper)
        }
    )

    private static let meetingReport = Route(
        method: .get,
        path: "/api/v1/meetings/{meetingId}/report",
        operationID: "meetingReport",
        summary: "A meeting's agenda, and the report of every case on it: the pack.",
        tag: .reports,
        permission: .readMeetings,
        parameters: [
            Parameters.meetingID.declaration, meetingPart.declaration, format.declaration,
            Parameters.language.declaration, Parameters.asOf.declaration,
        ],
        success: .paper("The report.", json: RowSchemas.meetingReport).maybeBehind,
        problems: paperProblems,
        handler: .signedIn { exchange in
            let found = try await ReadMeetingForReport.run(
                exchange(Parameters.meetingID),
                asOf: exchange[Parameters.asOf],
                call: exchange.call,
                in: exchange.environment
            )
            var request = request(exchange)
            request.knownAt = found.knownAt
            let bytes = ReportRendering.meetingReport(
                found.meeting,
                history: found.history,
                cases: found.cases.map {
                    MeetingReportCase(document: $0.document, protocol: $0.careProtocol, standing: $0.standing)
                },
                criteriaSets: exchange.environment.criteriaSets,
                part: exchange[meetingPart] ?? .pack,
                request,
                digest: digest
            )
            let isAgenda = exchange[meetingPart] == .agenda
            let name = "meeting-\(isAgenda ? "agenda" : "report")-\(try exchange(Parameters.meetingID))"
            let reply = try await Reply.report(bytes, request, name: name, on: exchange.service.paper)
            return reply.known(at: found.knownAt)
        }
    )

    private static let caseFile = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/case",
        operationID: "exportCase",
        summary: "Exports a workup as a case file.",
        tag: .reports,
        permission: .exportCases,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .document("The case file.", CaseFile.codec.schema()),
        handler: .signedIn { exchange in
            .document(
                try await ExportCase.run(
                    exchange(Parameters.workupID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    /// What an export says of one record.
    private static let record = [
        ("patient", PatientDocument.codec.schema()), ("workups", RowSchemas.list(CaseFile.codec.schema())),
        ("workupRecords", RowSchemas.list(WorkupDocument.codec.schema())), ("access", AccessDocument.codec.schema()),
    ]
    private static let joinedRecord = RowSchemas.record(
        "JoinedRecord",
        record + [("joinedAt", RowSchemas.instant), ("joinReason", RowSchemas.text)]
    )

    private static let patientExport = Route(
        method: .get,
        path: "/api/v1/patients/{patientId}/export",
        operationID: "exportPatient",
        summary:
            "Exports all of a patient's record and of those joined to it: every workup as a case file and in whole, or 403.",
        tag: .reports,
        permission: .exportCases,
        parameters: [Parameters.patientID.declaration],
        success: .document(
            "The record.",
            RowSchemas.record("PatientExport", record + [("joined", RowSchemas.list(joinedRecord))])
        ),
        handler: .signedIn { exchange in
            .document(
                try await ExportPatient.run(
                    exchange(Parameters.patientID),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let patientRecord = Route(
        method: .get,
        path: "/api/v1/patients/{patientId}/record",
        operationID: "readPatientRecord",
        summary:
            "All of a patient's record, joined ones too, to be read by the patient, or 403 where not all of it is shared.",
        tag: .reports,
        permission: .exportCases,
        parameters: [Parameters.patientID.declaration, Parameters.language.declaration],
        success: .text("The record as one page without outside links.", "text/html"),
        handler: .signedIn { exchange in
            let found = try await ExportPatient.forReport(
                exchange(Parameters.patientID),
                call: exchange.call,
                in: exchange.environment
            )
            let request = request(exchange, format: .html)
            let bytes = ReportRendering.patientRecord(
                found.map(PatientRecordPart.init),
                criteriaSets: exchange.environment.criteriaSets,
                request,
                digest: digest
            )
            return .html(String(decoding: bytes, as: UTF8.self), language: request.language)
        }
    )

    private static let accessOverview = Route(
        method: .get,
        path: "/api/v1/patients/{patientId}/access-overview",
        operationID: "readAccessOverview",
        summary: "Who did what with the patient's record, when and on what ground, in words for the patient.",
        tag: .audit,
        permission: .readAudit,
        parameters: [
            Parameters.patientID.declaration, Parameters.from.declaration, Parameters.to.declaration,
            format.declaration, Parameters.language.declaration,
        ],
        success: .paper("The overview.", json: RowSchemas.accessOverview),
        problems: paperProblems,
        handler: .signedIn { exchange in
            let patient = try exchange(Parameters.patientID)
            let (from, to) = (exchange[Parameters.from], exchange[Parameters.to])
            let looks = try await ReadAccessOverview.run(
                patient,
                from: from,
                to: to,
                call: exchange.call,
                in: exchange.environment
            )
            let request = request(exchange)
            // Who reads the log does not see who the patient is.
            let head = AccessOverviewHead(patient: patient, name: nil, from: from, to: to)
            return try await .report(
                ReportRendering.accessOverview(head, looks: looks, request, digest: digest),
                request,
                name: "access-overview-\(patient)",
                on: exchange.service.paper
            )
        }
    )

    static func request(_ exchange: Exchange) -> ReportRequest {
        request(exchange, format: exchange[format] ?? .html)
    }

    /// How a report in a form is printed for this request.
    static func request(_ exchange: Exchange, format: ReportFormat) -> ReportRequest {
        ReportRequest(
            format: format,
            language: exchange[Parameters.language] ?? exchange.language,
            printedBy: exchange.call.actor.name,
            printedAt: exchange.environment.now(),
            clock: exchange.service.clock
        )
    }

    /// SHA-256 in hexadecimal digits.
    static let digest: ReportDigest = { bytes in
        SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension PatientRecordPart {
    /// One record of a person as it was read.
    package init(_ record: RecordForReport) {
        self.init(
            patient: record.patient,
            cases: record.cases.map { MeetingReportCase(document: $0.document, protocol: $0.careProtocol) },
            access: record.access,
            joinedAt: record.joinedAt,
            joinReason: record.joinReason
        )
    }
}
