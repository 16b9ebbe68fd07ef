// What a setting is: its name, type, default and range, and what it is for. The documentation is made from this.
import Domain

/// One key of the configuration.
struct SettingKey: Sendable, Hashable {
    /// What values a setting takes.
    enum Kind: Sendable, Hashable {
        case text
        case path
        case flag
        case integer(ClosedRange<Int>)
        case choice([String])
        /// Addresses and networks, with commas between them.
        case networks
        /// A time of day such as 02:30, or `none`.
        case timeOfDay
    }

    /// The name in the file, words joined by dots; the environment variable follows from it.
    let name: String
    /// What values it takes.
    let kind: Kind
    /// What counts where nothing is set; nil where *not set* means something of its own.
    let standard: SettingValue?
    /// The flag that sets it, with its two hyphens.
    let flag: String?
    /// Whether its value is never shown.
    let isSecret: Bool
    /// What it is for.
    let purpose: Localized

    init(
        _ name: String,
        _ kind: Kind,
        standard: SettingValue? = nil,
        flag: String? = nil,
        isSecret: Bool = false,
        en: String,
        nl: String
    ) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.flag = flag
        self.isSecret = isSecret
        purpose = Localized(en: en, nl: nl)
    }

    /// `http.bodyBytesMax` is `WORKUP_HTTP_BODY_BYTES_MAX`: swift-configuration's rule, behind our prefix.
    var environmentName: String {
        var result = "WORKUP_"
        var last: Character = "_"
        for character in name {
            if last.isLowercase, character.isUppercase { result += "_" }
            result += character == "." ? "_" : character.uppercased()
            last = character
        }
        return result
    }

    /// The values it takes, in words.
    func range(_ language: Language) -> String {
        switch kind {
        case .text: language == .en ? "text" : "tekst"
        case .path: language == .en ? "path" : "pad"
        case .flag: "true, false"
        case .integer(let range): "\(range.lowerBound)–\(range.upperBound)"
        case .choice(let choices): choices.joined(separator: ", ")
        case .timeOfDay: language == .en ? "HH:MM, none" : "UU:MM, none"
        case .networks: language == .en ? "addresses, networks" : "adressen, netwerken"
        }
    }
}

/// The value of a setting.
enum SettingValue: Sendable, Hashable, CustomStringConvertible {
    case text(String)
    case integer(Int)
    case flag(Bool)

    /// The value as it stands in a file or a variable.
    var description: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .flag(let isSet): isSet ? "true" : "false"
        }
    }

    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .flag(let isSet): .bool(isSet)
        }
    }
}
