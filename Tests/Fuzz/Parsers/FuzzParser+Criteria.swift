// Parsers of the rule files that a clinic may load: protocols, criteria sets and their test cases.
@testable import Criteria
@testable import Domain

extension FuzzParser {
    static let criteria: [FuzzParser] = [careProtocol, criteriaSet, criteriaTests]

    private static let careProtocol = FuzzParser(
        "protocol",
        from: "protocols that are loaded, YAML",
        seedsIn: ["Sources/Criteria/Protocols"],
        law: "written as JSON and read again it is the same"
    ) { bytes in
        (try? ProtocolLoader.load(bytes)).flatMap { isStable($0, CareProtocol.codec) }
    }

    private static let criteriaSet = FuzzParser(
        "criteria-set",
        from: "criteria sets that are checked, YAML",
        seedsIn: ["Sources/Criteria/CriteriaSets"],
        law: "read twice it is the same"
    ) { bytes in
        guard let set = try? CriteriaSetLoader.load(bytes) else { return nil }
        return (try? CriteriaSetLoader.load(bytes))?.id == set.id ? nil : "read twice it is another one"
    }

    private static let criteriaTests = FuzzParser(
        "criteria-tests",
        from: "test cases beside criteria sets, YAML",
        seedsIn: ["Sources/Criteria/CriteriaSets"],
        law: "no case is taken without a name"
    ) { bytes in
        guard let tests = try? CriteriaSetLoader.loadTests(bytes, of: nil) else { return nil }
        return tests.contains { $0.name.isEmpty } ? "a case without a name was taken" : nil
    }
}
