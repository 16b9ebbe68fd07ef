// The cases of an import, one by one: from JSON files, from files with one case a line, or from standard input.
import Domain

/// A case file's bytes and where they came from.
struct CaseInput: Sendable {
    /// The file, and the line in it where it has one case a line.
    let source: String
    let bytes: [UInt8]
}

/// Reads cases batch by batch, so that an import of any size takes little memory.
struct CaseSourceReader {
    private let run: Run
    private var waiting: ArraySlice<String>
    private var lines: OpenLines?

    /// The file that is being read line by line.
    private struct OpenLines {
        let name: String
        let read: (Int) throws -> [UInt8]
        var splitter = LineSplitter(lineBytesMax: JSONLimits.standard.bytesMax)
        var ready: ArraySlice<[UInt8]> = []
        var lineNumber = 0
        var isAtEnd = false
    }

    private static let pieceBytes = 1 << 18
    /// What standard input is called where a case came from it.
    private static let inputName = "stdin"

    init(_ files: [String], _ run: Run) {
        waiting = files[...]
        self.run = run
    }

    /// The next cases, at most so many and about so many bytes; empty at the end.
    mutating func next(countMax: Int, bytesMax: Int) throws -> [CaseInput] {
        var batch: [CaseInput] = []
        var bytes = 0
        while batch.count < countMax, bytes < bytesMax, let input = try next() {
            batch.append(input)
            bytes += input.bytes.count
        }
        return batch
    }

    private mutating func next() throws -> CaseInput? {
        while true {
            if let input = try nextLine() { return input }
            guard let name = waiting.popFirst() else { return nil }
            if name == "-" {
                let run = run
                lines = OpenLines(name: CaseSourceReader.inputName, read: { try run.surroundings.input.read($0) })
            } else if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
                let file = try FileStream(name)
                lines = OpenLines(name: name, read: { try file.read($0) })
            } else {
                let bytes = try InputFile.read(name, bytesMax: JSONLimits.standard.bytesMax + 1)
                return CaseInput(source: name, bytes: bytes)
            }
        }
    }

    /// The next line that is not blank; nil at the end of the file, or where none is open.
    private mutating func nextLine() throws -> CaseInput? {
        while var open = lines {
            if let line = open.ready.popFirst() {
                open.lineNumber += 1
                lines = open
                if CaseSourceReader.isBlank(line) { continue }
                return try input(line, open)
            }
            guard !open.isAtEnd else {
                lines = nil
                return nil
            }
            let piece = try open.read(CaseSourceReader.pieceBytes)
            if piece.isEmpty {
                open.isAtEnd = true
                open.ready = open.splitter.rest().map { [$0] } ?? []
            } else {
                open.ready = open.splitter.lines(in: piece)[...]
            }
            lines = open
        }
        return nil
    }

    /// One case of a line; or the whole of standard input, where its first line begins a case of several lines.
    private mutating func input(_ line: [UInt8], _ open: OpenLines) throws -> CaseInput? {
        let single = CaseInput(source: "\(open.name):\(open.lineNumber)", bytes: line)
        guard open.name == CaseSourceReader.inputName, open.lineNumber == 1, JSONReader.endsTooEarly(line) else {
            return single
        }
        var open = open
        var rest: [[UInt8]] = []
        var count = line.count
        while count <= JSONLimits.standard.bytesMax {
            rest += open.ready
            count += open.ready.reduce(0) { $0 + $1.count + 1 }
            open.ready = []
            if open.isAtEnd { break }
            let piece = try open.read(CaseSourceReader.pieceBytes)
            open.isAtEnd = piece.isEmpty
            open.ready = piece.isEmpty ? (open.splitter.rest().map { [$0] } ?? []) : open.splitter.lines(in: piece)[...]
        }
        // A case a line, of which the first was cut short: what follows it stands for itself.
        if let next = rest.first(where: { !CaseSourceReader.isBlank($0) }), CaseSourceReader.isCase(next) {
            open.ready = rest[...] + open.ready
            lines = open
            return single
        }
        lines = nil
        let whole = rest.reduce(into: line) { $0 += [UInt8(ascii: "\n")] + $1 }
        return CaseInput(source: CaseSourceReader.inputName, bytes: whole)
    }

    private static func isBlank(_ line: [UInt8]) -> Bool { line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    /// Whether a line is an object by itself.
    private static func isCase(_ line: [UInt8]) -> Bool {
        guard line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") else { return false }
        do {
            _ = try JSONReader.read(line)
            return true
        } catch {
            return !error.all.contains { $0.code == .syntax }
        }
    }
}
