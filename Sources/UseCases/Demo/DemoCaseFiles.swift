// The case files of the demo clinic, with their days moved so that what waits today waits today.
package import Domain

/// The case files that the program carries for its demo clinic.
package enum DemoCaseFiles {
    /// The day that the files were written for; it becomes the day on which the demo is loaded.
    package static let referenceDay = LocalDate(year: 2026, month: 6, day: 1) ?? .min

    /// The names of the cases, in order.
    package static var names: [String] {
        EmbeddedTexts.all.keys.map(name(ofPath:)).sorted()
    }

    /// The text of a case as it stands in its file.
    package static func text(_ name: String) -> String? {
        EmbeddedTexts.all.first { DemoCaseFiles.name(ofPath: $0.key) == name }?.value
    }

    /// All cases by name, told as of a day.
    ///
    /// - Throws: `Faults` where a file does not fit the format, with the name of the file before the pointer.
    package static func read(asOf today: LocalDate) throws(Faults) -> [String: CaseFile] {
        var cases: [String: CaseFile] = [:]
        for (path, text) in EmbeddedTexts.all {
            do {
                let json = try JSONReader.read(Array(text.utf8))
                let days = referenceDay.days(until: today)
                cases[name(ofPath: path)] = try CaseFile.codec.decode(moved(json, byDays: days))
            } catch {
                throw Faults(error.all.map { Fault("\(path)#\($0.pointer)", $0.code, $0.message) })
            }
        }
        return cases
    }

    /// The tree with every whole day in it so many days later. A birth date stays, since an INSZ tells it too.
    static func moved(_ json: JSONValue, byDays days: Int) -> JSONValue {
        switch json {
        case .string(let text):
            LocalDate(text).map { .string($0.addingDays(days).description) } ?? json
        case .array(let elements):
            .array(elements.map { moved($0, byDays: days) })
        case .object(let members):
            .object(
                members.map { member in
                    JSONMember(member.key, member.key == "birthDate" ? member.value : moved(member.value, byDays: days))
                }
            )
        case .null, .bool, .number: json
        }
    }

    private static func name(ofPath path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    }
}
