// What this process holds of the system, for tests that look for leaks.
import Foundation

/// How many descriptors are open.
package func openDescriptorCount() throws -> Int {
    #if os(Linux)
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    #else
        try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count
    #endif
}

/// How many threads run; 0 where the system has no folder of them.
package func threadCount() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
}
