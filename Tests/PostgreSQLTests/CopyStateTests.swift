// COPY as traces: what happens, and what is done next.
@testable import PostgreSQL
import Testing

@Suite("The state of a COPY")
struct CopyStateTests {
    struct Trace: Sendable, CustomTestStringConvertible {
        let name: String
        let asked: CopyState.Asked
        var canFail = true
        let events: [CopyState.Event]
        let reactions: [CopyState.Reaction]
        let phase: CopyState.Phase
        var testDescription: String { name }
    }

    @Test(
        "each event leads on, or to the end of the connection",
        arguments: [
            Trace(
                name: "out, to its end",
                asked: .copyOut,
                events: [.serverSends, .serverIsThrough],
                reactions: [.none, .none],
                phase: .results
            ),
            Trace(
                name: "out, left in the middle",
                asked: .copyOut,
                events: [.serverSends, .abandoned],
                reactions: [.none, .none],
                phase: .dropping
            ),
            Trace(
                name: "out, left in the middle, to its end",
                asked: .copyOut,
                events: [.serverSends, .abandoned, .serverIsThrough],
                reactions: [.none, .none, .none],
                phase: .results
            ),
            Trace(
                name: "out, left before it began",
                asked: .copyOut,
                events: [.abandoned, .serverSends],
                reactions: [.none, .none],
                phase: .dropping
            ),
            Trace(
                name: "in, to its end",
                asked: .copyIn,
                events: [.serverWaits, .inputEnded],
                reactions: [.none, .none],
                phase: .results
            ),
            Trace(name: "in, waiting", asked: .copyIn, events: [.serverWaits], reactions: [.none], phase: .sending),
            Trace(
                name: "out where nobody asked",
                asked: .noCopy,
                events: [.serverSends],
                reactions: [.refuse],
                phase: .dropping
            ),
            Trace(
                name: "in where nobody asked, in a script",
                asked: .noCopy,
                events: [.serverWaits],
                reactions: [.refuseByFailing],
                phase: .results
            ),
            Trace(
                name: "in where nobody asked, in a pipeline",
                asked: .noCopy,
                canFail: false,
                events: [.serverWaits],
                reactions: [.cutOff],
                phase: .broken
            ),
            Trace(
                name: "two in a script where nobody asked",
                asked: .noCopy,
                events: [.serverSends, .serverIsThrough, .serverWaits],
                reactions: [.refuse, .none, .refuseByFailing],
                phase: .results
            ),
            Trace(
                name: "in where out was asked",
                asked: .copyOut,
                events: [.serverWaits],
                reactions: [.refuseByFailing],
                phase: .results
            ),
            Trace(
                name: "out where in was asked",
                asked: .copyIn,
                events: [.serverSends],
                reactions: [.refuse],
                phase: .dropping
            ),
            Trace(name: "both ways", asked: .copyOut, events: [.serverDoesBoth], reactions: [.cutOff], phase: .broken),
            Trace(
                name: "an end without a beginning",
                asked: .copyOut,
                events: [.serverIsThrough],
                reactions: [.cutOff],
                phase: .broken
            ),
            Trace(
                name: "data ended that nobody waits for",
                asked: .copyIn,
                events: [.inputEnded],
                reactions: [.cutOff],
                phase: .broken
            ),
            Trace(
                name: "announced twice",
                asked: .copyIn,
                events: [.serverWaits, .serverWaits],
                reactions: [.none, .cutOff],
                phase: .broken
            ),
        ]
    )
    func traces(_ trace: Trace) {
        var state = CopyState(asked: trace.asked, canFail: trace.canFail)
        #expect(state.phase == .results)
        #expect(trace.events.map { state.handle($0) } == trace.reactions)
        #expect(state.phase == trace.phase)
    }
}
