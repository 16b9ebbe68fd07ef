// Reads a request's body whole, within its limit, or says why not.
import Domain
import HTTPTypes
import Hummingbird

/// What a route reads of a body.
enum BodyKind: Sendable, Hashable {
    case none, json, form
}

/// Reads bodies of JSON, or of forms, up to a size.
struct RequestBodyReader: Sendable {
    let bytesMax: Int

    /// The bytes of the body; empty where the route reads none.
    ///
    /// - Throws: `Problem`: 413, 415, or 400 where a body was cut off or not asked for. After a 413 or a cut-off body
    ///   the connection closes, since what is left of the body would stand in front of the next request.
    func read(_ request: Request, _ kind: BodyKind) async throws -> [UInt8] {
        let declared = try declaredLength(request)
        guard kind != .none else {
            guard declared ?? 0 == 0, request.headers[.transferEncoding] == nil else {
                throw Problem(invalid: [
                    ProblemFault(
                        .pointer(""),
                        .unknownField,
                        Localized(en: "This request takes no body.", nl: "Dit verzoek heeft geen inhoud.")
                    )
                ])
            }
            return []
        }
        let expected = kind == .json ? "application/json" : "application/x-www-form-urlencoded"
        guard isType(expected, request.headers[.contentType]) else { throw Problem(.unsupportedMediaType) }
        guard declared ?? 0 <= bytesMax else { throw tooLarge() }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(declared ?? 0)
        do {
            for try await part in request.body {
                let count = bytes.count + part.readableBytes
                guard count <= bytesMax else { throw tooLarge() }
                if count > bytes.capacity { bytes.reserveCapacity(room(for: count, beyond: bytes.capacity)) }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let problem as Problem {
            throw problem
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw RequestBodyReader.closing(Problem(.unreadableBody))
        }
        // A cancelled or broken read ends like a whole one; only the count tells them apart.
        try Task.checkCancellation()
        guard declared == nil || declared == bytes.count else {
            throw RequestBodyReader.closing(Problem(.unreadableBody))
        }
        return bytes
    }

    /// How much to make room for: twice as much each time, and from half of what may be read on all of it. Left to itself an
    /// array that is nearly full doubles beyond that, and while it moves both the old and the new place are held.
    private func room(for count: Int, beyond capacity: Int) -> Int {
        max(count, 2 * capacity <= bytesMax / 2 ? 2 * capacity : bytesMax)
    }

    private func declaredLength(_ request: Request) throws -> Int? {
        guard let text = request.headers[.contentLength] else { return nil }
        guard let length = Int(text), length >= 0 else {
            throw RequestBodyReader.closing(Problem(.unreadableBody))
        }
        return length
    }

    private func isType(_ expected: String, _ contentType: String?) -> Bool {
        guard let contentType else { return false }
        let parts = contentType.split(separator: ";").map { $0.trimmingSpaces().lowercased() }
        guard parts.first == expected else { return false }
        return parts.dropFirst().allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
    }

    private func tooLarge() -> Problem {
        let kibibytes = bytesMax / 1_024
        return RequestBodyReader.closing(
            Problem(
                .tooLarge,
                Localized(
                    en: "The body is larger than \(kibibytes) KiB.",
                    nl: "De inhoud is groter dan \(kibibytes) KiB."
                )
            )
        )
    }

    private static func closing(_ problem: Problem) -> Problem {
        var problem = problem
        problem.headers[.connection] = "close"
        return problem
    }
}
