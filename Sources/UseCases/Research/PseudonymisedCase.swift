// A case file without what tells who the patient is: no names and numbers, no free text, every date moved by the same number of
// days. What stays is decided by the shape itself: codes, numbers and dates stay, text that a person may write goes, so
// that a field which is added later goes too until somebody decides otherwise.
package import Domain
import FoundationEssentials

/// Takes out of case files what tells who the patient is.
package struct PseudonymisedCase: Sendable {
    /// Texts that the criteria read and that are kept where they look like a code or a unit.
    private static let keptTexts: Set<String> = ["antigen", "muscle", "nerve", "unit"]

    private let pseudonym: String
    private let shiftDays: Int
    /// What is nowhere left: the names of the patient, as words in lower case, and the numbers.
    private let names: [String]
    private let numbers: [String]
    private let definitions: [String: JSONValue]

    /// For the cases of one patient.
    package init(pseudonym: String, shiftDays: Int, patient: Patient?) {
        self.pseudonym = pseudonym
        self.shiftDays = shiftDays
        names = ([patient?.familyName].compactMap(\.self) + (patient?.givenNames ?? []))
            .flatMap { $0.lowercased().split { !$0.isLetter }.map(String.init) }
        numbers = patient?.identifiers.map { $0.value.lowercased() } ?? []
        definitions = CaseFile.codec.schema().definitions
    }

    /// What became of a case.
    package struct Outcome: Sendable {
        /// The case file that is left.
        package let file: JSONValue
        /// The fields that were taken out, each once, sorted, as `laboratory.method`.
        package let removed: [String]
    }

    /// The case without what tells who the patient is.
    package func make(_ file: CaseFile) throws -> Outcome {
        var removed: Set<String> = []
        let json = try JSONReader.read(CaseFile.codec.encode(file), limits: .ownDocuments)
        guard case .object(let members) = json else { throw UseCaseError.brokenDocument }
        let schema = resolved(CaseFile.codec.schema().body)
        var kept: [JSONMember] = []
        for member in members where member.key != "patient" {
            guard let part = schema["properties"]?[member.key] else { continue }
            if let value = keep(member.value, part, member.key, &removed) {
                kept.append(JSONMember(member.key, value))
            }
        }
        if let patient = file.patient {
            kept.insert(JSONMember("patient", person(patient)), at: min(1, kept.count))
            removed.formUnion(["patient.familyName", "patient.givenNames", "patient.identifiers"])
        }
        return Outcome(file: .object(kept), removed: removed.sorted())
    }

    /// Pseudonym, year of birth and sex.
    private func person(_ patient: Patient) -> JSONValue {
        var members = [JSONMember("familyName", .string(pseudonym))]
        if let born = patient.birthDate {
            let year = born.firstDay.addingDays(shiftDays).description.prefix(4)
            members.append(JSONMember("birthDate", .string(String(year))))
        }
        members.append(JSONMember("sex", .string(patient.sex.rawValue)))
        return .object(members)
    }

    // MARK: By the shape

    /// What is left of a value; nil where it goes.
    private func keep(_ json: JSONValue, _ schema: JSONValue, _ name: String, _ removed: inout Set<String>)
        -> JSONValue?
    {
        let schema = resolved(schema)
        if let options = schema["oneOf"]?.array {
            guard let option = options.map(resolved).first(where: { fits(json, $0) }) else {
                removed.insert(name)
                return nil
            }
            return keep(json, option, name, &removed)
        }
        switch json {
        case .object(let members): return object(members, schema, name, &removed)
        case .array(let elements):
            guard let item = schema["items"] else { return nil }
            let kept = elements.compactMap { keep($0, item, name, &removed) }
            return kept.isEmpty && !elements.isEmpty ? nil : .array(kept)
        case .string(let text):
            if let kept = self.text(text, schema, name) { return .string(kept) }
            removed.insert(name)
            return nil
        case .number, .bool, .null: return json
        }
    }

    private func object(
        _ members: [JSONMember],
        _ schema: JSONValue,
        _ name: String,
        _ removed: inout Set<String>
    ) -> JSONValue? {
        var kept: [JSONMember] = []
        for member in members {
            let own = schema["properties"]?[member.key]
            // A key that is no field of the shape was written by a person.
            guard let part = own ?? schema["additionalProperties"], case .object = part,
                own != nil || !tells(member.key)
            else {
                removed.insert("\(name).\(member.key)")
                continue
            }
            if let value = keep(member.value, part, "\(name).\(member.key)", &removed) {
                kept.append(JSONMember(member.key, value))
            }
        }
        // A thing that cannot be without what went goes as a whole.
        for required in schema["required"]?.array?.compactMap(\.string) ?? []
        where !kept.contains(where: { $0.key == required }) {
            removed.insert(name)
            return nil
        }
        return .object(kept)
    }

    /// A text that may stay: a code of a closed list, a date that is moved, a short code that tells nothing.
    private func text(_ text: String, _ schema: JSONValue, _ name: String) -> String? {
        if schema["enum"] != nil || schema["const"] != nil { return text }
        let isDate = schema["format"]?.string == "date" || schema["pattern"]?.string?.hasPrefix("^[0-9]{4}") == true
        if isDate { return PartialDate(text).flatMap(moved) }
        if schema["format"]?.string == "date-time" {
            return Instant(text).map { $0.addingSeconds(Int64(shiftDays) * 86_400).description }
        }
        guard !tells(text) else { return nil }
        if schema["pattern"]?.string?.hasPrefix("^[A-Za-z]") == true { return text }
        let field = name.split(separator: ".").last.map(String.init) ?? name
        let isShort = text.count <= 24 && !text.contains { $0.isNewline } && text.split(separator: " ").count <= 2
        return PseudonymisedCase.keptTexts.contains(field) && isShort ? text : nil
    }

    /// A date moved by the patient's days, known as far as it was.
    private func moved(_ date: PartialDate) -> String {
        let length = date.description.count
        return String(date.firstDay.addingDays(shiftDays).description.prefix(length))
    }

    /// Whether a name or number of the patient stands in a text.
    private func tells(_ text: String) -> Bool {
        let text = text.lowercased()
        let words = Set(text.split { !$0.isLetter }.map(String.init))
        return names.contains { words.contains($0) } || numbers.contains { text.contains($0) }
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let name = schema["$ref"]?.string?.split(separator: "/").last else { return schema }
        return definitions[String(name)].map(resolved) ?? schema
    }

    /// Whether a value is of this shape: its keys are known, and what tells the shapes apart is as it should be.
    private func fits(_ json: JSONValue, _ schema: JSONValue) -> Bool {
        let schema = resolved(schema)
        if let options = schema["oneOf"]?.array { return options.contains { fits(json, $0) } }
        switch json {
        case .object(let members):
            guard schema["type"]?.string == "object" else { return false }
            return members.allSatisfy { member in
                guard let part = schema["properties"]?[member.key] ?? schema["additionalProperties"],
                    case .object = part
                else { return false }
                guard let codes = resolved(part)["enum"]?.array, case .string = member.value else { return true }
                return codes.contains(member.value)
            }
        case .array: return schema["type"]?.string == "array"
        case .string:
            return schema["type"]?.string == "string" && (schema["enum"]?.array?.contains(json) ?? true)
        case .number: return ["number", "integer"].contains(schema["type"]?.string ?? "")
        case .bool: return schema["type"]?.string == "boolean"
        case .null: return schema["type"]?.string == "null"
        }
    }
}
