// Rounding for the eye, on the digits themselves: no binary floating point, so 0.5 is half and 1.0 is not 0.99999.
import FoundationEssentials

/// The digits of decimals, rounded half away from zero.
enum DecimalDigits {
    /// Exactly so many decimals: `1.0`.
    static func fixed(_ value: Decimal, decimals: Int) -> String {
        let text = value.description
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        var digits = parts[0].utf8.map { $0 - 48 }
        let fraction = parts.count > 1 ? parts[1].utf8.map { $0 - 48 } : []
        for index in 0..<decimals { digits.append(index < fraction.count ? fraction[index] : 0) }
        if fraction.count > decimals, fraction[decimals] >= 5 { increment(&digits) }
        let isZero = digits.allSatisfy { $0 == 0 }
        var result = digits.map { String($0) }
        if decimals > 0 { result.insert(".", at: result.count - decimals) }
        return (isNegative && !isZero ? "-" : "") + result.joined()
    }

    /// At most so many decimals, without trailing zeros.
    static func shortest(_ value: Decimal, decimalsMax: Int) -> String {
        var text = fixed(value, decimals: decimalsMax)
        guard text.contains(".") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    private static func increment(_ digits: inout [UInt8]) {
        var index = digits.count - 1
        while index >= 0, digits[index] == 9 {
            digits[index] = 0
            index -= 1
        }
        if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
    }
}
