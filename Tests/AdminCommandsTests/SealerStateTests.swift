// What is known of the sealer from outside: alive, silent, held back.
import Testing

@testable import AdminCommands

@Suite("The state of the sealer")
struct SealerStateTests {
    @Test("is alive from its first round on, for half a minute after each")
    func alive() {
        let state = SealerState()
        let start = ContinuousClock.now
        #expect(!state.isAlive(at: start))
        state.done(at: start)
        #expect(state.isAlive(at: start + .seconds(29)))
        #expect(!state.isAlive(at: start + .seconds(31)))
        state.done(at: start + .seconds(40))
        #expect(state.isAlive(at: start + .seconds(41)))
    }

    @Test("tells once that it is held back, and once that it is not any more")
    func heldBack() {
        let state = SealerState()
        let news = [false, true, true, false, false].map { state.isNews(heldBack: $0) }
        #expect(news == [false, true, false, true, false])
    }
}
