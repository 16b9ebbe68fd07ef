// The fields of a change: from flags, from a JSON file, or both, read by the use case's own codec.
import ArgumentParser
import Domain
import FoundationEssentials

/// Where a change's fields come from beside its flags.
struct BodyOptions: ParsableArguments {
    @Option(
        name: .customLong("file"),
        help: ArgumentHelp("JSON with the fields, - for standard input; a flag counts before it.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var path: String?
}

extension Run {
    /// The value that a file and flags describe together.
    ///
    /// - Throws: `CommandFailure` with every fault's pointer.
    func decode<Value>(
        _ codec: Codec<Value>,
        _ options: BodyOptions? = nil,
        _ flags: [(String, JSONValue?)]
    ) throws -> Value {
        try decode(codec, try fields(options?.path, flags), named: options?.path)
    }

    /// The value that a JSON tree holds.
    ///
    /// - Parameters:
    ///   - codec: reads the value.
    ///   - json: the tree.
    ///   - path: the file it came from.
    ///   - place: where the input stands in the tree, so that pointers are those of the input itself.
    /// - Returns: the value.
    /// - Throws: `CommandFailure` with every fault's pointer.
    func decode<Value>(
        _ codec: Codec<Value>,
        _ json: JSONValue,
        named path: String? = nil,
        at place: String = ""
    ) throws -> Value {
        do {
            return try codec.decode(json)
        } catch {
            let faults = error.all.map { fault in
                guard fault.pointer.hasPrefix("\(place)/") || fault.pointer == place else { return fault }
                return Fault(String(fault.pointer.dropFirst(place.count)), fault.code, fault.message)
            }
            throw CommandFailure.faultyInput(inputName(path), Faults(faults))
        }
    }

    /// The members of a file's object with those of the flags in their place.
    func fields(_ path: String?, _ flags: [(String, JSONValue?)]) throws -> JSONValue {
        var members: [JSONMember] = []
        if let path {
            let json = try readJSON(path)
            // Anything but an object goes on as it is: the codec says what is wrong with it.
            guard case .object(let given) = json else { return json }
            members = given
        }
        for (key, value) in flags {
            guard let value else { continue }
            members.removeAll { $0.key == key }
            members.append(JSONMember(key, value))
        }
        return .object(members)
    }

    /// A JSON file, or standard input for `-`.
    func readJSON(_ path: String) throws -> JSONValue {
        let bytes = try readInput(path, bytesMax: JSONLimits.standard.bytesMax + 1)
        do {
            return try JSONReader.read(bytes)
        } catch {
            throw CommandFailure.faultyInput(inputName(path), error)
        }
    }

    /// The bytes of a file, or of standard input for `-`; never more than so many.
    func readInput(_ path: String, bytesMax: Int) throws -> [UInt8] {
        guard path == "-" else { return try InputFile.read(path, bytesMax: bytesMax) }
        var bytes: [UInt8] = []
        while bytes.count < bytesMax {
            let piece = try surroundings.input.read(min(65_536, bytesMax - bytes.count))
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    private func inputName(_ path: String?) -> String {
        switch path {
        case nil: language == .en ? "the input" : "de invoer"
        case "-"?: language == .en ? "standard input" : "standaardinvoer"
        case let path?: path
        }
    }
}

/// Files that commands read.
enum InputFile {
    /// Whether something is at the path.
    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// The bytes of a file.
    ///
    /// - Throws: `CommandFailure` that says what is wrong with the path.
    static func read(_ path: String, bytesMax: Int) throws -> [UInt8] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure.file(path, en: "there is no such file", nl: "dit bestand bestaat niet")
        }
        guard !isFolder else { throw CommandFailure.file(path, en: "is a folder", nl: "is een map") }
        do {
            let handle = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
            return Array(handle.prefix(bytesMax))
        } catch {
            throw CommandFailure.file(path, en: "can not be read", nl: "is niet te lezen")
        }
    }
}

extension Optional where Wrapped == String {
    /// As a JSON member, left out where there is none.
    var json: JSONValue? { map { .string($0) } }
}

extension Optional where Wrapped: CustomStringConvertible {
    /// As the text of a JSON member, left out where there is none.
    var jsonText: JSONValue? { map { .string($0.description) } }
}

extension Optional where Wrapped: Code {
    /// As the code of a JSON member, left out where there is none.
    var jsonCode: JSONValue? { map { .string($0.rawValue) } }
}

extension [String] {
    /// As a list of texts, left out where it is empty.
    var json: JSONValue? { isEmpty ? nil : .array(map { .string($0) }) }
}
