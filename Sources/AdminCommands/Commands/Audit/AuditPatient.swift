// `workup audit patient`: the patient's own overview of who used the record.
import ArgumentParser
import Domain
import Records
import Reports
import UseCases

/// `workup audit patient`.
struct AuditPatient: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "patient",
        "Print who did what with a patient's record, when and on what ground, in words for the patient.",
        examples: [
            "workup audit patient PATIENT --format html --language nl > overview.html",
            "workup audit patient PATIENT --format pdf > overview.pdf",
            "workup audit patient PATIENT --from 2026-01-01 --to 2026-06-30",
        ],
        more: """
            PATIENT is the patient's id. What was done with a record that was joined to it is told too. HTML and PDF are for
            printing on A4. Making the overview is itself in the log.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: "Id of the patient.") var patient: ID<Patient>
    @Option(help: ArgumentHelp("From this instant (RFC 3339) or day on.", valueName: "instant")) var from: Moment?
    @Option(help: ArgumentHelp("Before this instant, or to the end of this day.", valueName: "instant")) var to: Moment?
    @Option(help: "Form of the overview.") var format: ReportFormat = .text

    func perform(in session: Session) async throws {
        try await session.write(session.request(format)) { request in
            let (begin, end) = (session.beginning(of: from), session.instant(to))
            let looks = try await ReadAccessOverview.run(
                patient,
                from: begin,
                to: end,
                call: session.call,
                in: session.environment
            )
            let head = AccessOverviewHead(patient: patient, name: try await name(session), from: begin, to: end)
            return ReportRendering.accessOverview(
                head,
                looks: looks,
                request,
                digest: { ContentHash.hexadecimal($0) }
            )
        }
    }

    /// The patient's name; nil for one whose record is destroyed, whose log stays.
    private func name(_ session: Session) async throws -> String? {
        do {
            let answer = try await ReadPatient.run(patient, asOf: nil, call: session.call, in: session.environment)
            let document = try JSONReader.read(answer.body, limits: .ownDocuments)
            let given = document["givenNames"]?.array?.compactMap(\.string) ?? []
            return ([document["familyName"]?.string?.uppercased()].compactMap(\.self) + given).joined(separator: ", ")
        } catch let error as UseCaseError where error.category == .notFound {
            return nil
        }
    }
}

extension Session {
    /// The instant that is meant; of a day it is the beginning.
    func beginning(of moment: Moment?) -> Instant? {
        switch moment {
        case .endOf(let day)?: run.settings.zone.end(of: day.addingDays(-1)).addingMicroseconds(1)
        default: instant(moment)
        }
    }
}
