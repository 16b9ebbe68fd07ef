// Reads the settings: a flag before a variable before a file before the default; every fault at once.
import Configuration
import Domain
import FoundationEssentials

/// Every fault of a configuration; never empty.
struct SettingFaults: Error {
    let all: [SettingFault]

    /// As a failure, told to the person.
    var failure: CommandFailure {
        let lines = all.map { fault in
            Fault("", FaultCode(rawValue: "badConfiguration"), fault.message).prefixed(
                by: fault.source.words(.en)
            )
        }
        return CommandFailure(
            code: "bad-configuration",
            exit: .badConfiguration,
            message: Localized(en: "the configuration is wrong", nl: "de configuratie is onjuist"),
            hint: Localized(
                en: "`workup config show` shows every setting with its source",
                nl: "`workup config show` toont elke instelling met haar bron"
            ),
            faults: lines
        )
    }
}

/// Brings the sources of settings together.
struct SettingsReader {
    /// One place that values come from, in the order in which they count.
    private struct Layer {
        let provider: any ConfigProvider
        let source: (SettingKey) -> SettingSource
    }

    /// What the flags of this run say, by key.
    let flags: [SettingKey: SettingValue]
    /// The environment variables.
    let environment: [String: String]
    /// The file that was named by a flag.
    let file: String?

    /// Variables of ours that are no settings.
    private static let otherVariables: Set<String> = ["WORKUP_CONFIG"]

    /// The settings that count, and everything that is wrong; a wrong value does not hide the others.
    func read() -> (settings: Settings, faults: [SettingFault]) {
        var faults = unknownVariables()
        var layers = [flagLayer, environmentLayer]
        for path in files(&faults) {
            let content = SettingsFile.read(path)
            faults += content.faults
            layers.append(
                Layer(provider: content.provider, source: { _ in .file(path) })
            )
        }
        let resolved = SettingKey.all.map { resolve($0, layers, &faults) }
        let reader = ConfigReader(providers: layers.map(\.provider))
        return (Settings(resolved: resolved, environment: environment, reader: reader), faults)
    }

    /// The settings that count.
    ///
    /// - Throws: `SettingFaults`.
    func settings() throws(SettingFaults) -> Settings {
        let (settings, all) = read()
        let faults = all.filter { !$0.isWarning }
        guard faults.isEmpty else { throw SettingFaults(all: faults) }
        return settings
    }

    private var flagLayer: Layer {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in flags { values[AbsoluteConfigKey(key.configKey)] = value.configValue(key) }
        return Layer(
            provider: InMemoryProvider(name: "flags", values: values),
            source: { .flag($0.flag ?? $0.name) }
        )
    }

    private var environmentLayer: Layer {
        let ours = environment.filter { $0.key.hasPrefix("WORKUP_") && !$0.value.isEmpty }
        let secrets = Set(SettingKey.all.filter(\.isSecret).map(\.environmentName))
        let provider = EnvironmentVariablesProvider(environmentVariables: ours, secretsSpecifier: .specific(secrets))
        return Layer(
            provider: provider.prefixKeys(with: "workup"),
            source: { .environment($0.environmentName) }
        )
    }

    /// The files to read, the one that counts most first.
    private func files(_ faults: inout [SettingFault]) -> [String] {
        let named = file ?? environment["WORKUP_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if let named {
            guard FileManager.default.isReadableFile(atPath: named) else {
                let source = file == nil ? SettingSource.environment("WORKUP_CONFIG") : .flag("--config")
                faults.append(
                    SettingFault(
                        source: source,
                        message: Localized(
                            en: "the file \(named) is not there or not readable",
                            nl: "het bestand \(named) is er niet of is niet leesbaar"
                        )
                    )
                )
                return []
            }
            return [named]
        }
        return SettingsReader.usualFiles(environment).filter { FileManager.default.fileExists(atPath: $0) }
    }

    /// A person's own file counts before the machine's.
    static func usualFiles(_ environment: [String: String]) -> [String] {
        var files: [String] = []
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            files.append("\(folder)/workup/workup.json")
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            files.append("\(home)/.config/workup/workup.json")
        }
        return files + ["/etc/workup/workup.json"]
    }

    /// A misspelt variable is told, never silently nothing.
    private func unknownVariables() -> [SettingFault] {
        let known = Set(SettingKey.all.map(\.environmentName)).union(SettingsReader.otherVariables)
        return environment.keys.filter { $0.hasPrefix("WORKUP_") && !known.contains($0) }.sorted().map { name in
            SettingFault(
                source: .environment(name),
                message: Localized(en: "there is no such setting", nl: "deze instelling bestaat niet"),
                isWarning: true
            )
        }
    }

    private func resolve(
        _ key: SettingKey,
        _ layers: [Layer],
        _ faults: inout [SettingFault]
    ) -> ResolvedSetting {
        for layer in layers {
            let source = layer.source(key)
            guard
                let content = try? layer.provider.value(
                    forKey: AbsoluteConfigKey(key.configKey),
                    type: key.kind.configType
                )
            else {
                // The only way to fail is a value of another type.
                faults.append(SettingFault(source: source, message: key.kind.complaint(key.name)))
                continue
            }
            guard let value = content.value.flatMap({ SettingValue($0.content) }) else { continue }
            if !key.kind.allows(value) {
                faults.append(SettingFault(source: source, message: key.kind.complaint(key.name)))
            }
            return ResolvedSetting(key: key, value: value, source: source)
        }
        if key == .language, let variable = Language.localeVariable(environment) {
            return ResolvedSetting(
                key: key,
                value: .text(variable.language.rawValue),
                source: .environment(variable.name)
            )
        }
        return ResolvedSetting(key: key, value: key.standard, source: key.standard == nil ? .notSet : .standard)
    }
}
