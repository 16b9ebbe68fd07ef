// Parsers of the nouns: JSON, case files, dates, numbers by which patients are known.
@testable import Domain

extension FuzzParser {
    static let domain: [FuzzParser] = [json, caseFile, dates, identifiers, places]

    private static let json = FuzzParser(
        "json",
        from: "request bodies, case files, answers of the hospital's provider",
        law: "written and read again it is the same; never beyond its limits"
    ) { bytes in
        let limits = JSONLimits(bytesMax: 4_096, depthMax: 8, valueCountMax: 200)
        guard let value = try? JSONReader.read(bytes, limits: limits) else { return nil }
        if bytes.count > limits.bytesMax || depth(value) > limits.depthMax || count(value) > limits.valueCountMax {
            return "more was taken than the limits allow"
        }
        let written = Codec<JSONValue>.json.encode(value)
        guard let again = try? JSONReader.read(written, limits: .standard) else {
            return "what was written is not read again"
        }
        return again == value ? nil : "what is read again is another value"
    }

    private static func depth(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): 1 + (elements.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.map { depth($0.value) }.max() ?? 0)
        case .null, .bool, .number, .string: 0
        }
    }

    private static func count(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.reduce(1) { $0 + count($1) }
        case .object(let members): members.reduce(1) { $0 + count($1.value) }
        case .null, .bool, .number, .string: 1
        }
    }

    private static let caseFile = FuzzParser(
        "case-file",
        from: "import and evaluation of case files",
        seedsIn: ["Tests/Fixtures/cases"],
        law: "written and read again it is the same"
    ) { bytes in
        (try? CaseFile.read(bytes)).flatMap { isStable($0, CaseFile.codec) }
    }

    private static let dates = FuzzParser(
        text: "dates",
        from: "every body, query and form",
        law: "written and read again it is the same; a day is also read as a partial date"
    ) { text in
        if let day = LocalDate(text) {
            if day.description != text { return "a day is written in two ways" }
            if PartialDate(text)?.exactDay != day { return "a day is no partial date" }
        }
        if let date = PartialDate(text), date.description != text { return "a partial date is written in two ways" }
        return Instant(text).flatMap { isStable($0, written: \.description, read: Instant.init) }
    }

    private static let identifiers = FuzzParser(
        text: "identifiers",
        from: "registration of and search for patients",
        law: "written and read again it is the same"
    ) { text in
        if let number = try? BSN(text), (try? BSN(number.digits)) != number { return "a BSN is not read again" }
        if let number = try? INSZ(text), (try? INSZ(number.formatted)) != number { return "an INSZ is not read again" }
        if let system = IdentifierSystem(text), system.description != text { return "a system is written in two ways" }
        return ID<Patient>(text).flatMap { id in id.description == text.lowercased() ? nil : "an id is another one" }
    }

    private static let places = FuzzParser(
        text: "places",
        from: "pointers of evaluations, states of meetings",
        law: "written and read again it is the same"
    ) { text in
        if let place = CasePlace(pointer: text), place.pointer != text { return "a place is written in two ways" }
        guard let state = MeetingState(text) else { return nil }
        let written = state.text.split(separator: ",").count
        return state.versions.count == written ? nil : "something stands twice in a state"
    }
}
