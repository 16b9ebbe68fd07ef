// The text of a JSON number taken apart: sign, digits, power of ten. No binary floating point on the way.
import FoundationEssentials

/// A number of at most 38 significant digits, as it stands in text.
///
/// `Decimal` rounds longer numbers without a word, so they are refused before they reach it.
struct DecimalText {
    /// Below zero.
    let isNegative: Bool
    /// The first digits, up to 19 of them: all of them where `low` is empty.
    let high: UInt64
    /// The digits after the first 19, as a number, and how many they are.
    let low: UInt64
    let lowCount: Int
    /// The power of ten of the last digit.
    let exponent: Int

    /// Takes apart a number of JSON's grammar; nil when it can not be kept exactly.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        let negative = text.first == UInt8(ascii: "-")
        if negative { index = 1 }
        var digits = DigitCollector()
        var isFraction = false
        while index < text.count {
            let byte = text[index]
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                guard digits.append(byte - UInt8(ascii: "0"), isFraction: isFraction) else { return nil }
            } else if byte == UInt8(ascii: ".") {
                isFraction = true
            } else {
                break
            }
            index += 1
        }
        isNegative = negative
        (high, low, lowCount) = (digits.high, digits.low, digits.lowCount)
        guard high != 0 else {
            exponent = 0
            return
        }
        var power = 0
        if index < text.count {
            guard let written = DecimalText.readExponent(text, from: index + 1) else { return nil }
            power = written
        }
        exponent = power + digits.exponent
        guard (-127...127).contains(exponent) else { return nil }
    }

    /// The digits after `e`; nil where they are out of any reach.
    private static func readExponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        var isNegative = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        var value = 0
        while index < text.count {
            value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
            guard value < 1_000_000 else { return nil }
            index += 1
        }
        return isNegative ? -value : value
    }

    /// The exact value.
    var decimal: Decimal {
        var significand = Decimal(high)
        if lowCount > 0 {
            significand = significand * pow(Decimal(10), lowCount) + Decimal(low)
        }
        let sign: FloatingPointSign = isNegative && high != 0 ? .minus : .plus
        return Decimal(sign: sign, exponent: exponent, significand: significand)
    }

    /// The value where it is whole and fits.
    var integer: Int? {
        guard lowCount == 0, exponent >= 0, exponent <= 18, high <= UInt64(Int.max) else { return nil }
        var value = Int(high)
        for _ in 0..<exponent {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        return isNegative ? -value : value
    }

    /// Compares with a whole number without going through `Decimal`, whose comparison is slow; nil where the
    /// short way is not exact.
    func isBelow(_ bound: Int) -> Bool? {
        guard let (mine, theirs) = scaled(with: bound) else { return nil }
        return mine < theirs
    }

    /// As `isBelow(_:)`, for numbers above a bound.
    func isAbove(_ bound: Int) -> Bool? {
        guard let (mine, theirs) = scaled(with: bound) else { return nil }
        return mine > theirs
    }

    private func scaled(with bound: Int) -> (Int, Int)? {
        guard lowCount == 0, exponent <= 0, exponent > -9, high < 1_000_000_000_000_000_000 else { return nil }
        var power = 1
        for _ in 0..<(-exponent) { power *= 10 }
        let (scaledBound, overflow) = bound.multipliedReportingOverflow(by: power)
        guard !overflow else { return nil }
        return (isNegative ? -Int(high) : Int(high), scaledBound)
    }
}

/// Gathers significant digits; zeros are held back until a digit shows that they are significant.
private struct DigitCollector {
    private(set) var high: UInt64 = 0
    private(set) var low: UInt64 = 0
    private(set) var lowCount = 0
    private var count = 0
    private var heldZeros = 0
    /// Zeros before the point that follow the last digit kept.
    private var integerZeros = 0
    /// Digits after the point so far, kept or not.
    private var fractionDigits = 0
    /// The power of ten of the last digit kept, were it not for `integerZeros`.
    private var lastExponent = 0

    /// The power of ten of the last digit kept.
    var exponent: Int { lastExponent + integerZeros }

    /// Takes a digit; false when there are more than 38 significant ones.
    mutating func append(_ digit: UInt8, isFraction: Bool) -> Bool {
        if isFraction { fractionDigits += 1 }
        if digit == 0 {
            if count > 0 {
                heldZeros += 1
                if !isFraction { integerZeros += 1 }
            }
            return true
        }
        guard count + heldZeros < 38 else { return false }
        for _ in 0..<heldZeros { push(0) }
        push(digit)
        heldZeros = 0
        integerZeros = 0
        lastExponent = isFraction ? -fractionDigits : 0
        return true
    }

    private mutating func push(_ digit: UInt8) {
        if count < 19 {
            high = high * 10 + UInt64(digit)
        } else {
            low = low * 10 + UInt64(digit)
            lowCount += 1
        }
        count += 1
    }
}
