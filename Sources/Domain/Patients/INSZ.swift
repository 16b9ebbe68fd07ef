// The Belgian social security number (INSZ, NISS), with its bis-numbers.

/// An INSZ of eleven digits whose check digits fit: YYMMDD, serial, check.
///
/// Which century is meant follows from the check digits. Month and day may be 00 where they are not known; a month
/// raised by 20 (sex not known) or 40 (sex known) marks a bis-number.
package struct INSZ: Hashable, Sendable {
    /// The eleven digits.
    package let digits: String
    /// The births that the number may mean; more than one only in the rare case that its check digits fit both centuries.
    package let births: [Birth]

    /// What the number says about the birth.
    package struct Birth: Hashable, Sendable {
        /// The year.
        package let year: Int
        /// The month, where it is known.
        package let month: Int?
        /// The day, where it is known.
        package let day: Int?

        /// The first day that may be meant.
        package var firstDay: LocalDate {
            LocalDate(year: year, month: month ?? 1, day: month == nil ? 1 : day ?? 1) ?? .min
        }

        /// Whether a recorded date may be the one meant.
        package func fits(_ date: PartialDate) -> Bool {
            if year != date.firstDay.year { return false }
            if let month, date.precision != .year, month != date.firstDay.month { return false }
            if let day, let exact = date.exactDay, day != exact.day { return false }
            return true
        }
    }

    /// Why a text is no INSZ.
    package enum Refusal: Error, Hashable, Sendable {
        /// Not eleven digits.
        case form
        /// A month or day that there is none such of.
        case date
        /// A serial number outside 001 to 998.
        case serial
        /// Check digits that fit no century.
        case checkDigits

        /// The sentence a person reads.
        package var message: Localized {
            switch self {
            case .form: Localized(en: "An INSZ has eleven digits.", nl: "Een INSZ heeft elf cijfers.")
            case .date:
                Localized(
                    en: "The first six digits of this INSZ are no date.",
                    nl: "De eerste zes cijfers van dit INSZ zijn geen datum."
                )
            case .serial:
                Localized(
                    en: "The serial number of this INSZ is not one from 001 to 998.",
                    nl: "Het volgnummer van dit INSZ ligt niet tussen 001 en 998."
                )
            case .checkDigits:
                Localized(
                    en: "The check digits of this INSZ do not fit.",
                    nl: "De controlecijfers van dit INSZ kloppen niet."
                )
            }
        }
    }

    /// Reads eleven digits, plain or written as `93.05.18-223.61`.
    ///
    /// Whether the birth lies in the future is not asked here, since this layer has no clock: see `isBorn(by:)`.
    ///
    /// - Throws: which check failed.
    package init(_ text: String) throws(Refusal) {
        let bytes = try INSZ.plainDigits(text)
        func number(_ range: Range<Int>) -> Int { decimalDigits(bytes[range]) ?? 0 }
        let (year, writtenMonth, day) = (number(0..<2), number(2..<4), number(4..<6))
        let month = writtenMonth % 20
        guard writtenMonth < 60, month <= 12, day <= 31 else { throw .date }
        guard (1...998).contains(number(6..<9)) else { throw .serial }
        let (base, check) = (number(0..<9), number(9..<11))
        let centuries = [(1900, base), (2000, 2_000_000_000 + base)].filter { 97 - $0.1 % 97 == check }
        guard !centuries.isEmpty else { throw .checkDigits }
        let births = centuries.map {
            Birth(year: $0.0 + year, month: month == 0 ? nil : month, day: day == 0 ? nil : day)
        }
        self.births = births.filter { birth in
            guard let month = birth.month, let day = birth.day else { return true }
            return LocalDate(year: birth.year, month: month, day: day) != nil
        }
        guard !self.births.isEmpty else { throw .date }
        digits = String(decoding: bytes, as: UTF8.self)
    }

    private static func plainDigits(_ text: String) throws(Refusal) -> [UInt8] {
        var bytes = Array(text.utf8)
        if bytes.count == 15 {
            let separators: [(Int, UInt8)] = [(12, 0x2E), (8, 0x2D), (5, 0x2E), (2, 0x2E)]
            for (index, separator) in separators {
                guard bytes[index] == separator else { throw .form }
                bytes.remove(at: index)
            }
        }
        guard bytes.count == 11, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw .form }
        return bytes
    }

    /// Whether some birth that the number may mean is not in the future.
    package func isBorn(by today: LocalDate) -> Bool {
        births.contains { $0.firstDay <= today }
    }

    /// Whether this is a bis-number, given to people outside the national register.
    package var isBisNumber: Bool { monthOffset > 0 }

    /// The sex that the serial number tells: odd male, even female; nil for a bis-number made without knowing it.
    package var sex: Sex? {
        guard monthOffset != 20 else { return nil }
        return (decimalDigits(Array(digits.utf8)[6..<9]) ?? 0).isMultiple(of: 2) ? .female : .male
    }

    private var monthOffset: Int {
        (decimalDigits(Array(digits.utf8)[2..<4]) ?? 0) / 20 * 20
    }

    /// The number as people write it, `93.05.18-223.61`.
    package var formatted: String {
        let characters = Array(digits)
        let parts = [0..<2, 2..<4, 4..<6, 6..<9, 9..<11].map { String(characters[$0]) }
        return "\(parts[0]).\(parts[1]).\(parts[2])-\(parts[3]).\(parts[4])"
    }
}

/// Where an INSZ does not agree with what is recorded of the patient. A warning, never an error.
package enum INSZWarning: String, Code {
    case birthDateDiffers
    case sexDiffers

    package var label: Localized {
        switch self {
        case .birthDateDiffers:
            Localized(
                en: "The birth date in the INSZ is not the one recorded.",
                nl: "De geboortedatum in het INSZ is niet de geregistreerde."
            )
        case .sexDiffers:
            Localized(
                en: "The sex in the INSZ is not the one recorded.",
                nl: "Het geslacht in het INSZ is niet het geregistreerde."
            )
        }
    }
}

extension INSZ {
    /// What does not agree with the recorded birth date and sex; what is not recorded can not disagree.
    package func warnings(birthDate: PartialDate?, sex recorded: Sex) -> [INSZWarning] {
        var warnings: [INSZWarning] = []
        if let birthDate, !births.contains(where: { $0.fits(birthDate) }) { warnings.append(.birthDateDiffers) }
        if let sex, recorded == .male || recorded == .female, sex != recorded { warnings.append(.sexDiffers) }
        return warnings
    }
}
