// The numbers by which patients are known.

/// Who gives a number out.
package enum IdentifierSystem: Hashable, Sendable, CustomStringConvertible {
    /// A hospital number of the organisation with this code.
    case hospital(organisation: String)
    /// The Dutch citizen service number.
    case bsn
    /// The Belgian social security number.
    case insz

    /// Reads `mrn:<organisation code>`, `bsn` or `insz`.
    package init?(_ text: String) {
        switch text {
        case "bsn": self = .bsn
        case "insz": self = .insz
        default:
            guard text.hasPrefix("mrn:") else { return nil }
            let code = String(text.dropFirst(4))
            guard OrganisationCode.isValid(code) else { return nil }
            self = .hospital(organisation: code)
        }
    }

    /// `mrn:<organisation code>`, `bsn` or `insz`.
    package var description: String {
        switch self {
        case .hospital(let organisation): "mrn:\(organisation)"
        case .bsn: "bsn"
        case .insz: "insz"
        }
    }

    /// Whether the number is one of a whole country, shown masked.
    package var isNational: Bool {
        switch self {
        case .hospital: false
        case .bsn, .insz: true
        }
    }

    /// What a person reads.
    package func label(_ language: Language) -> String {
        switch self {
        case .hospital(let organisation):
            Localized(en: "Hospital number \(organisation)", nl: "Ziekenhuisnummer \(organisation)")[language]
        case .bsn: "BSN"
        case .insz: Localized(en: "INSZ (Belgium)", nl: "INSZ (rijksregisternummer)")[language]
        }
    }

    /// The JSON form.
    package static let codec: Codec<IdentifierSystem> = .textual(
        schema: Schema(("type", "string"), ("pattern", .string(#"^(mrn:[A-Za-z0-9][A-Za-z0-9._-]{0,31}|bsn|insz)$"#))),
        expecting: Localized(en: "mrn:<organisation code>, bsn or insz", nl: "mrn:<organisatiecode>, bsn of insz"),
        { IdentifierSystem($0) },
        text: { $0.description }
    )
}

/// A number by which a patient is known, checked by the rules of its system.
package struct PatientIdentifier: Hashable, Sendable {
    /// Who gave it out.
    package let system: IdentifierSystem
    /// The number in its plain form: nine digits of a BSN, eleven of an INSZ.
    package let value: String

    /// A fault of the value: which check failed.
    package struct Refusal: Error, Hashable, Sendable {
        /// `checkFailed` for check digits, `badFormat` for the form.
        package let code: FaultCode
        /// The sentence a person reads.
        package let message: Localized
    }

    /// Checks a number and brings it into its plain form.
    ///
    /// - Throws: which check failed.
    package init(system: IdentifierSystem, value: String) throws(Refusal) {
        self.system = system
        switch system {
        case .bsn:
            do throws(BSN.Refusal) {
                self.value = try BSN(value).digits
            } catch {
                throw Refusal(code: error == .form ? .badFormat : .checkFailed, message: error.message)
            }
        case .insz:
            do throws(INSZ.Refusal) {
                self.value = try INSZ(value).digits
            } catch {
                throw Refusal(code: error == .form ? .badFormat : .checkFailed, message: error.message)
            }
        case .hospital:
            guard value.utf8.count <= 64, !value.isEmpty, value.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
                throw Refusal(
                    code: .badFormat,
                    message: Localized(
                        en: "A hospital number has 1 to 64 characters and no spaces.",
                        nl: "Een ziekenhuisnummer heeft 1 tot 64 tekens en geen spaties."
                    )
                )
            }
            self.value = value
        }
    }

    /// The INSZ with what it tells, where this is one.
    package var insz: INSZ? {
        system == .insz ? try? INSZ(value) : nil  // Checked when it was made.
    }

    /// The number as a page shows it: national numbers with only their last three digits.
    package var masked: String {
        guard system.isNational else { return value }
        return String(repeating: "•", count: max(0, value.count - 3)) + value.suffix(3)
    }

    /// The JSON form; the faults of the number stand at `/value` and say which check failed.
    package static let codec: Codec<PatientIdentifier> = Codec<Written>.object(
        "PatientIdentifier",
        Written.init(system:value:),
        .required("system", \.system, IdentifierSystem.codec),
        .required("value", \.value, .text(max: 64))
    ).refined(
        { (written, reading) throws(Mismatch) in
            do throws(Refusal) {
                return try PatientIdentifier(system: written.system, value: written.value)
            } catch {
                reading.report(error.code, at: "/value", error.message)
                throw Mismatch()
            }
        },
        back: { Written(system: $0.system, value: $0.value) }
    )

    private struct Written: Sendable {
        let system: IdentifierSystem
        let value: String
    }
}
