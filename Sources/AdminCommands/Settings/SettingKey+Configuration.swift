// The bridge between our keys and values and those of swift-configuration.
import Configuration
import Domain
import Server

extension SettingKey {
    /// The key as swift-configuration names it.
    var configKey: ConfigKey {
        ConfigKey(name.split(separator: ".").map(String.init))
    }
}

extension SettingKey.Kind {
    var configType: ConfigType {
        switch self {
        case .text, .path, .choice, .networks, .timeOfDay: .string
        case .flag: .bool
        case .integer: .int
        }
    }

    /// Whether a value of the right type is within the range.
    func allows(_ value: SettingValue) -> Bool {
        switch (self, value) {
        case (.text, .text): true
        case (.path, .text(let path)): !path.isEmpty
        case (.flag, .flag): true
        case (.integer(let range), .integer(let number)): range.contains(number)
        case (.timeOfDay, .text(let time)): time == Settings.none || TimeOfDay(time) != nil
        case (.networks, .text(let list)): NetworkRange.list(list) != nil
        case (.choice(let choices), .text(let choice)): choices.contains(choice)
        default: false
        }
    }

    /// What is said of a value that is not allowed; the value itself is not repeated, it may be a secret.
    func complaint(_ name: String) -> Localized {
        switch self {
        case .text, .path:
            Localized(en: "\(name) is not text", nl: "\(name) is geen tekst")
        case .flag:
            Localized(en: "\(name) is neither true nor false", nl: "\(name) is noch true noch false")
        case .integer(let range):
            Localized(
                en: "\(name) is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                nl: "\(name) is geen geheel getal van \(range.lowerBound) tot en met \(range.upperBound)"
            )
        case .timeOfDay:
            Localized(
                en: "\(name) is neither a time of day such as 02:30 nor none",
                nl: "\(name) is noch een tijd zoals 02:30 noch none"
            )
        case .networks:
            Localized(
                en: "\(name) is no list of addresses and networks, such as 10.0.0.7, 10.1.0.0/16",
                nl: "\(name) is geen lijst van adressen en netwerken, zoals 10.0.0.7, 10.1.0.0/16"
            )
        case .choice(let choices):
            Localized(
                en: "\(name) is none of \(choices.joined(separator: ", "))",
                nl: "\(name) is geen van \(choices.joined(separator: ", "))"
            )
        }
    }
}

extension SettingValue {
    init?(_ content: ConfigContent) {
        switch content {
        case .string(let text): self = .text(text)
        case .int(let number): self = .integer(number)
        case .bool(let isSet): self = .flag(isSet)
        default: return nil
        }
    }

    func configValue(_ key: SettingKey) -> ConfigValue {
        switch self {
        case .text(let text): ConfigValue(.string(text), isSecret: key.isSecret)
        case .integer(let number): ConfigValue(.int(number), isSecret: key.isSecret)
        case .flag(let isSet): ConfigValue(.bool(isSet), isSecret: key.isSecret)
        }
    }
}
