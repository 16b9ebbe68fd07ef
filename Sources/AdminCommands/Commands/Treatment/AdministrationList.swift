// `workup administration list`.
import ArgumentParser
import Domain
import UseCases

/// `workup administration list`.
struct AdministrationList: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the administrations of a workup, in order of their days.",
        examples: [
            "workup administration list 01980000-0000-7000-8000-000000000002",
            "workup administration list WORKUP --course COURSE --output csv",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var moment: AsOfOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Option(help: ArgumentHelp("Only those of this course.", valueName: "course")) var course: ID<Treatment>?

    func perform(in session: Session) async throws {
        let treatments = try await session.treatments(of: workup, asOf: session.instant(moment))
        let courses = (treatments["treatments"]?.array ?? []).filter { one in
            course == nil || one["id"]?.string == course?.description
        }
        let items = courses.flatMap { AdministrationList.items(of: $0) }
        try session.run.console.show(
            items: items.sorted { ($0["on"]?.string ?? "") < ($1["on"]?.string ?? "") },
            as: .administrations
        )
    }

    /// A course's administrations, each with the course it belongs to.
    private static func items(of course: JSONValue) -> [JSONValue] {
        (course["administrations"]?.array ?? []).map { administration in
            guard case .object(let members) = administration else { return administration }
            return .object(
                [
                    JSONMember("courseId", course["id"] ?? .null), JSONMember("option", course["option"] ?? .null),
                ] + members
            )
        }
    }
}
