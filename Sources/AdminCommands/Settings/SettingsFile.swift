// A configuration file: strict JSON, so that a misspelt or doubled key is told and not passed over.
import Configuration
import Domain
import FoundationEssentials

/// What one file says.
enum SettingsFile {
    /// The values of a file for swift-configuration, and everything that is wrong with it.
    static func read(_ path: String) -> (provider: InMemoryProvider, faults: [SettingFault]) {
        let source = SettingSource.file(path)
        guard let data = FileManager.default.contents(atPath: path) else {
            let message = Localized(en: "the file can not be read", nl: "het bestand is niet te lezen")
            return (InMemoryProvider(name: path, values: [:]), [SettingFault(source: source, message: message)])
        }
        do {
            var walk = Walk(source: source)
            walk.visit(try JSONReader.read(Array(data)), [])
            return (InMemoryProvider(name: path, values: walk.values), walk.faults)
        } catch {
            let faults = error.all.map { fault in
                SettingFault(
                    source: source,
                    message: Localized(
                        en: place(fault.pointer, fault.message.en),
                        nl: place(fault.pointer, fault.message.nl)
                    )
                )
            }
            return (InMemoryProvider(name: path, values: [:]), faults)
        }
    }

    private static func place(_ pointer: String, _ message: String) -> String {
        pointer.isEmpty ? message : "\(pointer): \(message)"
    }

    /// Collects the leaves of the file's objects.
    private struct Walk {
        let source: SettingSource
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        var faults: [SettingFault] = []

        mutating func visit(_ value: JSONValue, _ path: [String]) {
            if let key = SettingKey.all.first(where: { $0.name == path.joined(separator: ".") }) {
                guard value != .null else { return }
                guard let content = content(value) else {
                    return faults.append(SettingFault(source: source, message: key.kind.complaint(key.name)))
                }
                values[AbsoluteConfigKey(key.configKey)] = ConfigValue(content, isSecret: key.isSecret)
            } else if case .object(let members) = value {
                for member in members { visit(member.value, path + [member.key]) }
            } else {
                let name = path.joined(separator: ".")
                let message =
                    path.isEmpty
                    ? Localized(en: "the file is not a JSON object", nl: "het bestand is geen JSON-object")
                    : Localized(en: "\(name): there is no such setting", nl: "\(name): deze instelling bestaat niet")
                faults.append(SettingFault(source: source, message: message))
            }
        }

        private func content(_ value: JSONValue) -> ConfigContent? {
            switch value {
            case .string(let text): .string(text)
            case .bool(let isSet): .bool(isSet)
            case .number(let number): number.integer.map { .int($0) }
            case .null, .array, .object: nil
            }
        }
    }
}
