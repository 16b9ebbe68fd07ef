// The digits of a decimal out of its memory: the same that its text has.
import FoundationEssentials
import Testing

@testable import Domain

@Suite("Digits of a decimal")
struct DecimalDigitsTests {
    private static func text(_ value: Decimal) -> String? {
        guard let digits = DecimalDigits(value) else { return nil }
        var bytes: [UInt8] = []
        digits.appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "are written as its text has them",
        arguments: [
            "0", "1", "-1", "10", "100", "0.1", "-0.1", "0.001", "1.5", "-16.8", "24", "3.50", "65535", "65536",
            "65537.5",
            "4294967296", "18446744073709551615", "-0.00000000000000000001", "1844674407370955161.5", "99.99",
            "1000000",
        ]
    )
    func same(text: String) throws {
        let value = try #require(Decimal(string: text))
        #expect(Self.text(value) == value.description)
    }

    @Test("are written as its text has them, whatever the number")
    func random() {
        var generator = Generator(seed: Generator.runSeed)
        for _ in 0..<20_000 {
            let width = generator.next() % 64
            let value = Decimal(
                sign: generator.next() % 2 == 0 ? .minus : .plus,
                exponent: Int(generator.next() % 61) - 40,
                significand: Decimal(generator.next() >> width)
            )
            #expect(Self.text(value) == value.description, "seed \(Generator.runSeed)")
        }
    }

    @Test("are also found where a number was computed")
    func computed() {
        let values = [Decimal(10) / 4, Decimal(7) * Decimal(string: "0.3")!, Decimal(1) - 1, Decimal(5) - Decimal(5.5)]
        for value in values { #expect(Self.text(value) == value.description) }
    }

    @Test("are not claimed for what is no number, or too long")
    func others() {
        #expect(DecimalDigits(.nan) == nil)
        #expect(DecimalDigits(Decimal(string: "36893488147419103232")!) == nil)
        #expect(DecimalDigits(Decimal(1) / 3) == nil)
    }
}
