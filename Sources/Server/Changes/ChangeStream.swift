// One stream of server-sent events: tells one reader which workups of theirs changed, until their session ends.
import Domain
import Hummingbird
import UseCases

/// How often a stream does what.
struct ChangeStreamTimes: Sendable, Hashable {
    /// Between two looks at what changed.
    var look = Duration.seconds(2)
    /// After how long without a word a comment is sent, so that everybody between knows that the stream stands.
    var comment = Duration.seconds(5)
    /// Between two looks at whether the session still counts.
    var session = Duration.seconds(15)
    /// After how long it ends; a browser begins the next one by itself, from the same place on.
    var life = Duration.seconds(15 * 60)
}

/// Tells one reader what changed.
struct ChangeStream: Sendable {
    let service: ServiceParts
    /// The token of the reader's session. Looking it up is no use of it: a page that stands open does not keep anybody signed in.
    let token: String
    let call: Call
    /// What the reader knows already.
    let after: ChangePlace
    /// Its place among the streams, for as long as it stands.
    let slot: OpenStreams.Slot

    private enum Words {
        /// A browser that lost the stream comes back after so many milliseconds.
        static let retry = "retry: 10000\n\n"
        static let comment = ":\n\n"
        static let ended = "event: ended\ndata: {}\n\n"
    }

    /// Writes the events until the session ends, the service stops, or the reader is gone.
    ///
    /// - Parameter writer: to the reader.
    /// - Throws: what writing throws where the reader is gone.
    @concurrent
    func run(_ writer: inout any ResponseBodyWriter) async throws {
        let (times, clock) = (service.streamTimes, ContinuousClock())
        var isOver = false
        let began = clock.now
        var (call, place) = (call, after)
        var (spoke, looked) = (began, began)
        try await writer.write(ByteBuffer(string: Words.retry))
        while !service.lifecycle.isStopping, clock.now - began < times.life {
            if clock.now - looked >= times.session {
                looked = clock.now
                guard let present = await present(call) else {
                    isOver = true
                    break
                }
                call = present
            }
            guard let (event, next) = await news(since: place, call) else {
                isOver = true
                break
            }
            place = next
            if let event {
                spoke = clock.now
                try await writer.write(ByteBuffer(string: event))
            } else if clock.now - spoke >= times.comment {
                spoke = clock.now
                try await writer.write(ByteBuffer(string: Words.comment))
            }
            try await clock.sleep(for: times.look)
        }
        if isOver { try await writer.write(ByteBuffer(string: Words.ended)) }
        try await writer.finish(nil)
    }

    /// The reader as they are now; nil where their session counts no more. What cannot be asked now is asked later.
    private func present(_ call: Call) async -> Call? {
        do throws(UseCaseError) {
            let session = try await FindSession.run(token: token, isUse: false, in: service.environment)
            guard session.stage == .full, session.actor.userID == call.actor.userID, let shown = session.factorAt else {
                return nil
            }
            return Call(
                actor: session.actor,
                origin: call.origin,
                networkAddress: call.networkAddress,
                requestID: call.requestID,
                proof: .session(factorAt: shown)
            )
        } catch {
            return error.category == .unauthenticated ? nil : call
        }
    }

    /// The event of what changed since a place, and the place after it; no event where nothing of the reader's did, and
    /// nil where they may not look any more.
    private func news(since place: ChangePlace, _ call: Call) async -> (event: String?, place: ChangePlace)? {
        let (news, next) = service.changes.news(since: place)
        switch news {
        case .nothing: return (nil, place)
        case .unknown: return (ChangeStream.event([], isAll: true, at: next), next)
        case .changed(let workups):
            do throws(UseCaseError) {
                let seen = try await WatchWorklist.visible(among: workups, call: call, in: service.environment)
                return (seen.isEmpty ? nil : ChangeStream.event(seen, isAll: false, at: next), next)
            } catch {
                // What the database does not say now is asked again from the same place.
                return error.category == .forbidden ? nil : (nil, place)
            }
        }
    }

    /// The text of an event: the ids of workups, and whether anything else may have changed.
    static func event(_ workups: [ID<Workup>], isAll: Bool, at place: ChangePlace) -> String {
        let data = JSONValue.object(
            ("workups", .array(workups.map { .string($0.description) })),
            ("isAll", .bool(isAll))
        )
        return "id: \(place.text)\nevent: changed\ndata: \(String(decoding: data.bytes, as: UTF8.self))\n\n"
    }
}
