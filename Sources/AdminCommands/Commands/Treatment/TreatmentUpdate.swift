// `workup treatment update`: the end of a course, the improvement it brought, or a correction.
import ArgumentParser
import Domain
import UseCases

/// `workup treatment update`.
struct TreatmentUpdate: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "update",
        "Record the end of a course, the improvement it brought, or a correction.",
        examples: [
            "workup treatment update WORKUP COURSE --improvement present --reason seen",
            "workup treatment update WORKUP COURSE --ended-on 2026-06-01 --reason done",
        ],
        more: "WORKUP and COURSE are ids. What is left out stays as it is."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var version: VersionOptions

    @Argument(help: "Id of the workup.") var workup: ID<Workup>
    @Argument(help: "Id of the course.") var course: ID<Treatment>
    @Option(help: ArgumentHelp("Substance.", valueName: "name")) var substance: String?
    @Option(help: ArgumentHelp("When it began.", valueName: "date")) var startedOn: String?
    @Option(help: ArgumentHelp("When it ended.", valueName: "date")) var endedOn: String?
    @Option(help: "Whether it brought objective improvement.") var improvement: Sign?
    @Option(help: ArgumentHelp("A note.", valueName: "text")) var note: String?
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String

    func perform(in session: Session) async throws {
        let now = try await session.course(course, of: workup)
        let kept = [
            "option", "substance", "startedOn", "endedOn", "objectiveImprovement", "note", "performedBy",
            "organisation",
        ]
        var members = kept.compactMap { name in now[name].map { (name, Optional($0)) } }
        members += [
            ("substance", substance.json), ("startedOn", startedOn.json), ("endedOn", endedOn.json),
            ("objectiveImprovement", improvement.jsonCode), ("note", note.json), ("reason", .string(reason)),
        ]
        let input = try session.run.decode(RecordCourse.Input.codec, nil, members)
        let newest = now["version"].flatMap { value -> Int? in
            guard case .number(let number) = value else { return nil }
            return number.integer
        }
        let answer = try await RecordCourse.change(
            workup,
            course,
            expecting: version.expecting ?? newest ?? 1,
            input,
            call: session.call(change),
            in: session.environment
        )
        try session.show(answer, as: .treatments, change)
    }
}
