// Codes and ids as values of flags: the codes stand in help and completions.
import ArgumentParser
import Domain

extension Sex: ExpressibleByArgument {}
extension Side: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension TokenScope: ExpressibleByArgument {}
extension OrganisationKind: ExpressibleByArgument {}
extension StepState: ExpressibleByArgument {}
extension WorkupStatus: ExpressibleByArgument {}
extension FindingKind: ExpressibleByArgument {}
extension TreatmentOption: ExpressibleByArgument {}
extension OutcomeMeasure: ExpressibleByArgument {}
extension RecordedCondition: ExpressibleByArgument {}
extension Sign: ExpressibleByArgument {}
extension CriteriaCategory: ExpressibleByArgument {}
extension WorklistOrder: ExpressibleByArgument {}
extension MeetingStatus: ExpressibleByArgument {}
extension MeetingCaseStatus: ExpressibleByArgument {}
extension MeetingActionState: ExpressibleByArgument {}

extension ID: ExpressibleByArgument {
    /// The id of something in the record.
    package init?(argument: String) {
        self.init(argument)
    }
}

/// A number by which a patient is known, as `system=value`: `mrn:UMC=123`, `bsn=…`, `insz=…`.
struct IdentifierArgument: ExpressibleByArgument {
    let json: JSONValue

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "=") else { return nil }
        let value = argument[argument.index(after: equals)...]
        guard equals > argument.startIndex, !value.isEmpty else { return nil }
        json = .object(("system", .string(String(argument[..<equals]))), ("value", .string(String(value))))
    }
}

extension [IdentifierArgument] {
    /// As a list, left out where it is empty.
    var json: JSONValue? { isEmpty ? nil : .array(map(\.json)) }
}

/// Which version a change is made against.
struct VersionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Version the change is made against; by default the newest, which is read first.",
            valueName: "version"
        )
    )
    var expecting: Int?

    /// The version that was named, or else the newest.
    func version(_ newest: () async throws -> Int) async throws -> Int {
        if let expecting { return expecting }
        return try await newest()
    }
}
