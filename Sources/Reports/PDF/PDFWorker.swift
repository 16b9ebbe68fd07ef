// One process of WeasyPrint, which makes one document: it gets ready as soon as it is started, and then waits for it.
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// One process that makes one PDF. Its task is its life: where that ends, so has the process.
struct PDFWorker: Sendable {
    private let task: Task<Result<[UInt8], PDFError>, Never>
    private let documents: AsyncStream<[UInt8]>.Continuation

    /// Starts a process, which imports what it needs and then waits for its document.
    ///
    /// - Parameters:
    ///   - python: the interpreter.
    ///   - environment: the variables of this process, of which it gets a few.
    ///   - bytesMax: the largest PDF that is read.
    init(python: String, environment: [String: String], bytesMax: Int) {
        let (stream, documents) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(1))
        self.documents = documents
        let configuration = PDFWorker.configuration(python: python, environment: environment)
        task = Task { await PDFWorker.run(configuration, DocumentInput(documents: stream), bytesMax: bytesMax) }
    }

    /// Hands the document over; only the first one counts.
    func give(_ html: [UInt8]) {
        documents.yield(html)
        documents.finish()
    }

    /// Waits for the end of the process.
    ///
    /// - Returns: the PDF, or why there is none.
    func ended() async -> Result<[UInt8], PDFError> { await task.value }

    /// Ends the process at once.
    func cancel() { task.cancel() }

    // MARK: The process

    /// The codes that `pdf.py` ends with.
    private static let unusableCode: TerminationStatus.Code = 3
    /// More words than the kind of an error are none of the script's.
    private static let wordBytesMax = 16 << 10

    private static func run(
        _ configuration: Configuration,
        _ input: DocumentInput,
        bytesMax: Int
    ) async -> Result<[UInt8], PDFError> {
        do {
            let result = try await Subprocess.run(
                configuration,
                input: input,
                output: .bytes(limit: bytesMax),
                error: .string(limit: wordBytesMax)
            )
            guard !Task.isCancelled else { return .failure(.stopped) }
            let word = plainWord(result.standardError)
            switch result.terminationStatus {
            case .exited(0) where result.standardOutput.starts(with: Array("%PDF-".utf8)):
                return .success(result.standardOutput)
            case .exited(unusableCode): return .failure(.unusable(word))
            case let status: return .failure(.failed(word.isEmpty ? "\(status)" : "\(status), \(word)"))
            }
        } catch let error as SubprocessError {
            guard !Task.isCancelled else { return .failure(.stopped) }
            switch error.code {
            case .outputLimitExceeded: return .failure(.tooLarge)
            case .executableNotFound, .spawnFailed: return .failure(.noRenderer)
            case let code: return .failure(.failed("\(code)"))
            }
        } catch {
            return .failure(Task.isCancelled ? .stopped : .failed("\(type(of: error))"))
        }
    }

    /// The name of a kind of error; whatever else a program says is not passed on, since it may be about the document.
    private static func plainWord(_ text: String) -> String {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isName && text.utf8.count <= 64 ? text : ""
    }

    private static func configuration(python: String, environment: [String: String]) -> Configuration {
        var options = PlatformOptions()
        // A session of its own: Ctrl-C in the terminal is for Workup. No steps: it has nothing to lose, and is killed.
        options.createSession = true
        return Configuration(
            executable: .path(FilePath(python)),
            arguments: ["-I", "-B", "-c", EmbeddedTexts.all["pdf.py"] ?? ""],
            environment: .custom(kept(of: environment)),
            workingDirectory: "/",
            platformOptions: options
        )
    }

    /// Where fonts and libraries are, and nothing else of ours: there may be secrets in it.
    private static func kept(of own: [String: String]) -> [Environment.Key: String] {
        var kept: [Environment.Key: String] = ["LC_ALL": "C.UTF-8", "TZ": "UTC"]
        let names = [
            "PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
        ]
        for name in names {
            guard let value = own[name], let key = Environment.Key(rawValue: name) else { continue }
            kept[key] = value
        }
        return kept
    }
}

/// A document that comes after the process was started.
private struct DocumentInput: InputProtocol {
    let documents: AsyncStream<[UInt8]>

    func write(with writer: StandardInputWriter) async throws {
        for await document in documents {
            // Where the process has ended, its code says why, and better than a broken pipe.
            _ = try? await writer.write(document)
            return
        }
    }
}
