// Reading a file or standard input piece by piece, and taking whole lines out of the pieces.
import Domain

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is read piece by piece and closed when it is done with.
final class FileStream {
    private let descriptor: Int32

    /// Opens the file for reading.
    ///
    /// - Throws: `CommandFailure` that says what is wrong with the path.
    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure.file(
                path,
                en: String(cString: strerror(errno)),
                nl: "is niet te openen (\(String(cString: strerror(errno))))"
            )
        }
    }

    deinit {
        close(descriptor)
    }

    /// At most so many bytes, or none at the end.
    func read(_ countMax: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: countMax)
        while true {
            let count = buffer.withUnsafeMutableBytes { pointer in
                #if canImport(Darwin)
                    Darwin.read(descriptor, pointer.baseAddress, pointer.count)
                #elseif canImport(Musl)
                    Musl.read(descriptor, pointer.baseAddress, pointer.count)
                #else
                    Glibc.read(descriptor, pointer.baseAddress, pointer.count)
                #endif
            }
            if count >= 0 { return Array(buffer.prefix(count)) }
            guard errno == EINTR else { throw StreamError(number: errno) }
        }
    }
}

/// Takes whole lines out of pieces of bytes; a line that is too long is cut at one byte over the bound, so that its
/// reader sees that it is too long.
struct LineSplitter {
    private let lineBytesMax: Int
    private var pending: [UInt8] = []

    init(lineBytesMax: Int) {
        self.lineBytesMax = lineBytesMax
    }

    /// The lines that a piece completes, without their ends.
    mutating func lines(in piece: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for part in piece.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 {
                lines.append(taken())
            }
            append(part.element)
        }
        return lines
    }

    /// What stands behind the last line end; nil where nothing does.
    mutating func rest() -> [UInt8]? {
        let line = taken()
        return line.isEmpty ? nil : line
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>) {
        let room = lineBytesMax + 1 - pending.count
        pending += bytes.prefix(max(0, room))
    }

    private mutating func taken() -> [UInt8] {
        if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
        defer { pending = [] }
        return pending
    }
}
