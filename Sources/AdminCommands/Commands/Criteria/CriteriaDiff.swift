// `workup criteria diff`: whose answer another version of a criteria set would change.
import ArgumentParser
import Criteria
import Domain
import UseCases

/// `workup criteria diff`.
struct CriteriaDiff: RecordCommand {
    static let configuration = CommandConfiguration.command(
        "diff",
        "Hold every workup against two criteria sets, and list whose category differs; nothing is kept.",
        examples: [
            "workup criteria diff efns-pns-2010-mmn my-set.yaml",
            "workup criteria diff old.yaml new.yaml --output csv > differences.csv",
        ],
        more: """
            Each set is the id of one of the program, or a criteria file. Both are asked of each workup as it is
            recorded now. The list names patients, and the access log names them too.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    @Argument(help: ArgumentHelp("The set as it was: an id or a file.", valueName: "old")) var old: String
    @Argument(help: ArgumentHelp("The set as it would be: an id or a file.", valueName: "new")) var new: String

    private static let view = RecordView(
        columns: [
            Column("workup", en: "Workup", nl: "Traject"),
            Column("familyName", en: "Family name", nl: "Achternaam"),
            Column("birthDate", en: "Born", nl: "Geboren"),
            Column("protocol", en: "Protocol", nl: "Protocol"),
            Column("from", en: "From", nl: "Van", .label(CriteriaCategory.self)),
            Column("to", en: "To", nl: "Naar", .label(CriteriaCategory.self)),
        ],
        empty: Localized(en: "No workup changes.", nl: "Geen enkel traject verandert.")
    )

    func perform(in session: Session) async throws {
        let before = try Self.answer(of: old, session.run)
        let after = try Self.answer(of: new, session.run)
        var found: (workupCount: Int, differences: [CompareCriteria.Difference]) = (0, [])
        try await session.forEachWorkup(
            Localized(en: "workups", nl: "trajecten"),
            into: &found,
            { $0 = ($0.workupCount + $1.workupCount, $0.differences + $1.differences) }
        ) { page in
            try await CompareCriteria.run(
                page,
                from: before,
                to: after,
                call: session.call,
                in: session.environment
            )
        }
        try session.run.console.show(items: found.differences.map(Self.item), as: Self.view)
        session.run.console.say(
            Localized(
                en: "\(found.differences.count) of \(found.workupCount) workups change.",
                nl: "\(found.differences.count) van \(found.workupCount) trajecten veranderen."
            )
        )
    }

    private static func item(_ difference: CompareCriteria.Difference) -> JSONValue {
        .object(
            ("workup", .string(difference.workup.description)),
            ("patient", .string(difference.patient.description)),
            ("familyName", .string(difference.familyName)),
            ("birthDate", difference.birthDate.map { .string($0.description) } ?? .null),
            ("protocol", .string(difference.protocolCode)),
            ("from", .string(difference.before.rawValue)),
            ("to", .string(difference.after.rawValue))
        )
    }

    /// A criteria file is some tens of kilobytes; nothing is read beyond this.
    private static let bytesMax = 4 << 20

    /// What a set answers: one of the program, or that of a file.
    private static func answer(of name: String, _ run: Run) throws -> CriteriaAnswer {
        let engine = try CriteriaEngine.program().limited(to: name) ?? engine(ofFile: name, run)
        return { file in engine.answers(file).first?.category ?? .undetermined }
    }

    private static func engine(ofFile name: String, _ run: Run) throws -> CriteriaEngine {
        guard name.contains(".") || name.contains("/") || name == "-" else {
            let known = try CriteriaEngine.program().sets.map(\.id).joined(separator: ", ")
            throw CommandFailure.usage(
                "unknown-criteria",
                en: "there is no criteria set \"\(name)\"",
                nl: "er is geen criteriaset \"\(name)\"",
                hint: Localized(en: "a file, or one of: \(known)", nl: "een bestand, of een van: \(known)")
            )
        }
        let bytes = try run.readInput(name, bytesMax: bytesMax)
        do {
            return CriteriaEngine(sets: [try CriteriaSetLoader.load(bytes)])
        } catch {
            throw CommandFailure.usage(
                "faulty-criteria",
                en: "\(name) has faults: \(error.all.count)",
                nl: "\(name) bevat fouten: \(error.all.count)",
                hint: Localized(
                    en: "see them with: workup criteria check \(name)",
                    nl: "bekijk ze met: workup criteria check \(name)"
                )
            )
        }
    }
}
