// Runs one parser of the table under libFuzzer: FUZZ_PARSER names it, the arguments are libFuzzer's own. With `?` for a name
// it prints the table.
import FuzzParsers
import Glibc

/// What libFuzzer brings: runs a function with ever new bytes (compiler-rt, FuzzerInterface.h).
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ tryOnce: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Who trusts a silent fuzzer? It has to find the one word that this takes for a broken law: letter by letter, led by what of
/// the code is reached, for by chance alone nobody ever would.
func control(_ bytes: [UInt8]) -> String? {
    // Each comparison at a place of its own: that is what leads.
    guard bytes.count > 3 else { return nil }
    guard bytes[0] == UInt8(ascii: "f") else { return nil }
    guard bytes[1] == UInt8(ascii: "u") else { return nil }
    guard bytes[2] == UInt8(ascii: "z") else { return nil }
    guard bytes[3] == UInt8(ascii: "z") else { return nil }
    return "planted"
}

let name = getenv("FUZZ_PARSER").map { String(cString: $0) } ?? ""
if name == "?" {
    let rows = FuzzParser.all.map { parser in
        let folders = parser.folders.map { "\"\($0)\"" }.joined(separator: ", ")
        return "{\"name\": \"\(parser.name)\", \"folders\": [\(folders)]}"
    }
    print("[\(rows.joined(separator: ",\n"))]")
    exit(0)
}
let found = FuzzParser.named(name)
guard found != nil || name == "control" else { fatalError("FUZZ_PARSER names no parser of the table") }

/// What is run with ever new bytes; set once, before libFuzzer begins.
nonisolated(unsafe) let brokenLaw: ([UInt8]) -> String? = found.map { parser in { parser.brokenLaw($0) } } ?? control

// A law that is broken ends the process, as a crash does: libFuzzer keeps what did it.
var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = .init(CommandLine.unsafeArgv)
let status = withUnsafeMutablePointer(to: &words) { words in
    words.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.self, capacity: 1) { words in
        runFuzzer(&count, words) { bytes, length in
            if let broken = brokenLaw(Array(UnsafeBufferPointer(start: bytes, count: length))) { fatalError(broken) }
            return 0
        }
    }
}
exit(status)
