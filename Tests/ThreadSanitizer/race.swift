// The sanitizer's own test: with an argument there is a race to find, without one there is none.
import Glibc
import Synchronization

final class Shared: @unchecked Sendable {
    // @unchecked: this is the race, and where it is none `lock` guards the number.
    let lock = Mutex(())
    var number = 0
}

let shared = Shared()
let isRace = CommandLine.arguments.count > 1

func work() {
    for _ in 0..<20_000 {
        if isRace {
            shared.number += 1
        } else {
            shared.lock.withLock { _ in shared.number += 1 }
        }
    }
}

var threads: [pthread_t] = []
for _ in 0..<4 {
    var thread = pthread_t()
    pthread_create(
        &thread,
        nil,
        { _ in
            work()
            return nil
        },
        nil
    )
    threads.append(thread)
}
for thread in threads { pthread_join(thread, nil) }
