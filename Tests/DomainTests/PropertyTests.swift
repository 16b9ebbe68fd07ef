// What holds for every case file and for every sequence of bytes.
import Domain
import Foundation
import Testing

@Suite("Properties")
struct PropertyTests {
    @Test("every case file is read as it was written", arguments: 0..<8)
    func roundTrip(part: Int) throws {
        var generator = Generator(seed: Generator.runSeed &+ UInt64(part))
        for _ in 0..<60 {
            let file = generator.caseFile()
            let bytes = CaseFile.codec.encode(file)
            let again = try CaseFile.read(bytes)
            #expect(again == file, "seed \(Generator.runSeed), part \(part)")
            #expect(CaseFile.codec.encode(again) == bytes, "seed \(Generator.runSeed), part \(part)")
            #expect(try JSONReader.read(bytes).bytes == bytes, "seed \(Generator.runSeed), part \(part)")
        }
    }

    @Test("a case that is changed anywhere is read or refused, never anything else", arguments: 0..<4)
    func mutations(part: Int) throws {
        var generator = Generator(seed: Generator.runSeed &+ 1_000 &+ UInt64(part))
        let cases = try Fixtures.allCases()
        for _ in 0..<400 {
            var bytes = generator.element(of: cases)
            for _ in 0..<generator.int(1...4) { mutate(&bytes, &generator) }
            guard let file = try? CaseFile.read(bytes) else { continue }  // Refusing is fine here.
            #expect(try CaseFile.read(CaseFile.codec.encode(file)) == file, "seed \(Generator.runSeed), part \(part)")
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout Generator) {
        guard !bytes.isEmpty else { return }
        let place = generator.int(0...bytes.count - 1)
        let interesting = Array("{}[]\",:\\u0tfn-.eE+ 019".utf8) + [0, 0x7F, 0x80, 0xC2, 0xED, 0xF4, 0xFF]
        switch generator.int(1...5) {
        case 1: bytes[place] = generator.element(of: interesting)
        case 2: bytes.insert(generator.element(of: interesting), at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + generator.int(1...40)))
        case 4: bytes = Array(bytes[..<place])
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + generator.int(1...200))], at: place)
        }
    }

    @Test("random bytes are read or refused")
    func noise() throws {
        var generator = Generator(seed: Generator.runSeed &+ 2_000)
        let alphabet = Array("{}[]\",:\\ueE+-.0123456789tfnrals \n".utf8)
        for round in 0..<20_000 {
            let bytes = (0..<generator.int(0...40)).map { _ in
                round.isMultiple(of: 2) ? UInt8(truncatingIfNeeded: generator.next()) : generator.element(of: alphabet)
            }
            guard let value = try? JSONReader.read(bytes) else { continue }  // Refusing is fine here.
            #expect(try JSONReader.read(value.bytes) == value, "seed \(Generator.runSeed)")
        }
    }

    @Test("what our reader takes, Foundation's takes too")
    func neverLaxer() throws {
        var generator = Generator(seed: Generator.runSeed &+ 3_000)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"\"", "1", "-0", "1.5e3", "true", "null", " ", "\"\\u00e9\"",
            "\"é\"", "0.1",
        ]
        for _ in 0..<20_000 {
            let text = (0..<generator.int(1...9)).map { _ in generator.element(of: pieces) }.joined()
            guard (try? JSONReader.read(Array(text.utf8))) != nil else { continue }
            let reading = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            #expect(reading != nil, "\(text)")
        }
    }

    @Test("every decimal of up to 38 digits is kept exactly")
    func decimals() throws {
        var generator = Generator(seed: Generator.runSeed &+ 4_000)
        for _ in 0..<5_000 {
            var digits = (0..<generator.int(1...38)).map { _ in Character(String(generator.int(0...9))) }
            digits.insert(".", at: generator.int(0...digits.count))
            var text = String(digits)
            if text.hasPrefix(".") { text = "0" + text }
            if text.hasSuffix(".") { text.removeLast() }
            while text.count > 1, text.hasPrefix("0"), !text.hasPrefix("0.") { text.removeFirst() }
            guard case .number(let number) = try JSONReader.read(Array(text.utf8)) else { continue }
            #expect(canonical(number.decimal.description) == canonical(text), "seed \(Generator.runSeed)")
        }
    }

    /// A plain number without zeros that say nothing.
    private func canonical(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
