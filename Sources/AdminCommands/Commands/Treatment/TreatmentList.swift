// `workup treatment list`.
import ArgumentParser
import Domain
import UseCases

/// `workup treatment list`.
struct TreatmentList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the courses, choices and outcomes of a workup.",
        examples: [
            "workup treatment list 01980000-0000-7000-8000-000000000002",
            "workup treatment list WORKUP --as-of 2026-03-01 --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>

    func perform(in session: Session) async throws {
        let page = try await session.treatments(of: workup, asOf: session.instant(moment))
        switch session.run.console.form {
        case .csv: try session.run.console.show(items: page["treatments"]?.array ?? [], as: .treatments)
        case .table, .json: try session.run.console.show(page.bytes, as: .treatments)
        }
    }
}

extension Session {
    /// Everything on treatment of a workup.
    func treatments(of workup: ID<Workup>, asOf: Instant? = nil) async throws -> JSONValue {
        let page = try await ListTreatments.run(workup, asOf: asOf, call: call, in: environment)
        return try JSONReader.read(page.body, limits: .ownDocuments)
    }

    /// A course of a workup, as it is now.
    func course(_ course: ID<Treatment>, of workup: ID<Workup>) async throws -> JSONValue {
        let courses = try await treatments(of: workup)["treatments"]?.array ?? []
        guard let found = courses.first(where: { $0["id"]?.string == course.description }) else {
            throw CommandFailure(
                code: "not-found",
                exit: .failed,
                message: Localized(en: "the workup has no such course", nl: "het traject heeft deze kuur niet")
            )
        }
        return found
    }
}
