// The program's first line: hands the command line over and ends with the code it gets back.
import AdminCommands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// `workup`.
@main
struct Workup {
    static func main() async {
        let code = await Program.run(Array(CommandLine.arguments.dropFirst()), in: .live)
        exit(code.rawValue)
    }
}
