// The digits of a decimal without the way over its text, which takes a division and a string for every digit.
package import FoundationEssentials

/// A decimal as whole digits and a power of ten: `±magnitude · 10^exponent`.
package struct DecimalDigits: Sendable, Hashable {
    /// Below zero.
    package let isNegative: Bool
    /// The digits without their sign.
    package let magnitude: UInt64
    /// The power of ten of the last digit.
    package let exponent: Int

    /// The digits of a decimal; nil where they do not fit, where it is no number, and where they cannot be found.
    package init?(_ value: Decimal) {
        guard let layout = Layout.known else { return nil }
        self.init(value, layout)
    }

    /// How a decimal lies in memory: a byte of exponent, a byte of flags, two of nothing, and the digits in words of 16 bits
    /// from the lowest. Apple's Foundation has the length in the lower half of the flags, the open one in the upper half.
    /// None of it is promised: a layout counts as known once it has told samples right, and without one the text is asked.
    private struct Layout: Sendable {
        let lengthShift: UInt8
        let signBit: UInt8

        static let known = [Layout(lengthShift: 0, signBit: 0x10), Layout(lengthShift: 4, signBit: 0x08)].first {
            $0.tellsSamples
        }

        private var tellsSamples: Bool {
            guard MemoryLayout<Decimal>.size == 20, DecimalDigits(.nan, self) == nil else { return false }
            let samples: [(sign: FloatingPointSign, magnitude: UInt64, exponent: Int)] = [
                (.plus, 1, 0), (.minus, 15, -1), (.plus, 70_001, -5), (.minus, 4_295_032_833, 3),
                (.plus, 12_345_678_901_234_567_891, -10), (.plus, 9, -127), (.minus, 123, 120),
            ]
            return samples.allSatisfy { sign, magnitude, exponent in
                let digits = DecimalDigits(
                    Decimal(sign: sign, exponent: exponent, significand: Decimal(magnitude)),
                    self
                )
                return digits?.magnitude == magnitude && digits?.exponent == exponent
                    && digits?.isNegative == (sign == .minus)
            }
        }
    }

    private init?(_ value: Decimal, _ layout: Layout) {
        let read = withUnsafeBytes(of: value) { memory -> (isNegative: Bool, magnitude: UInt64, exponent: Int)? in
            let length = Int(memory[1] >> layout.lengthShift & 0x0F)
            let isNegative = memory[1] & layout.signBit != 0
            // No digits and a sign is what says that it is no number.
            guard length <= 4, length > 0 || !isNegative else { return nil }
            var magnitude: UInt64 = 0
            for word in (0..<length).reversed() {
                let offset = 4 + 2 * word
                magnitude = magnitude << 16 | UInt64(memory[offset + 1]) << 8 | UInt64(memory[offset])
            }
            return (isNegative, magnitude, length == 0 ? 0 : Int(Int8(bitPattern: memory[0])))
        }
        guard let read else { return nil }
        (isNegative, magnitude, exponent) = read
    }

    /// Appends the number in plain digits, as `Decimal.description` has it.
    func appendText(to bytes: inout [UInt8]) {
        let zero = UInt8(ascii: "0")
        guard magnitude != 0 else { return bytes.append(zero) }
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        var digitCount = 0
        var rest = magnitude
        while rest > 0 {
            digitCount += 1
            rest /= 10
        }
        // What no digit is written over stays zero: before the first digit of a fraction, and behind a whole number.
        let fractionCount = max(0, -exponent)
        let wholeCount = max(1, digitCount + exponent)
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(zero, count: wholeCount + (fractionCount > 0 ? 1 + fractionCount : 0)))
        if fractionCount > 0 { bytes[start + wholeCount] = UInt8(ascii: ".") }
        var place = exponent > 0 ? start + digitCount - 1 : bytes.count - 1
        rest = magnitude
        while rest > 0 {
            if fractionCount > 0, place == start + wholeCount { place -= 1 }
            bytes[place] = zero + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            place -= 1
        }
    }
}
