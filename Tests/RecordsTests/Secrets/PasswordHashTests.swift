// Password hashes: the vectors of RFC 7914, text there and back, and the desk where they are computed.
import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import Records

@Suite("Password hashes")
struct PasswordHashTests {
    private static let salt = [UInt8](0..<16)
    private static let cheap = PasswordHash.Parameters(costExponent: 4, blockSize: 8, parallelism: 3)

    @Test("rest on scrypt as RFC 7914 gives it (section 12)")
    func vector() throws {
        let key = try KDF.Scrypt.deriveKey(
            from: Array("pleaseletmein".utf8),
            salt: Array("SodiumChloride".utf8),
            outputByteCount: 64,
            rounds: 16_384,
            blockSize: 8,
            parallelism: 1
        )
        let text = key.withUnsafeBytes { ContentHash.hexadecimal(of: Array($0)) }
        #expect(
            text == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        )
    }

    @Test("of today have the cost that ASVS 5.0 approves, in the text")
    func parameters() throws {
        let hash = try #require(PasswordHash.make("kade mist orgel", salt: Self.salt, .current))
        #expect(hash.text.hasPrefix("$scrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$"))
        #expect(hash.matches("kade mist orgel"))
    }

    @Test("go to text and back, and fit their password alone")
    func roundTrip() throws {
        let hash = try #require(PasswordHash.make("kade mist orgel", salt: Self.salt, Self.cheap))
        let read = try #require(PasswordHash(hash.text))
        #expect(read == hash)
        #expect(read.matches("kade mist orgel"))
        for wrong in ["", "kade mist orge", "kade mist orgel ", "Kade mist orgel", "orgel mist kade"] {
            #expect(!read.matches(wrong), "\(wrong)")
        }
    }

    @Test("look at the whole password, however long: nothing is cut off")
    func whole() throws {
        let long = String(repeating: "kade mist orgel ", count: 60)
        let hash = try #require(PasswordHash.make(long + "a", salt: Self.salt, Self.cheap))
        #expect(hash.matches(long + "a"))
        #expect(!hash.matches(long + "b") && !hash.matches(long))
    }

    @Test(
        "that are none are not read, and none that asks for the machine's memory",
        arguments: [
            "", "$", "scrypt", "$scrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODw", "$scrypt$ln=15,r=8,p=3$$",
            "$bcrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8",
            "$scrypt$ln=30,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8",
            "$scrypt$ln=15,r=999,p=3$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8",
            "$scrypt$r=8,ln=15,p=3$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8",
            "$scrypt$ln=-1,r=8,p=3$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8",
        ]
    )
    func unreadable(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test("that stand for users who are not there fit nothing, not even nothing")
    func dummy() {
        let dummy = PasswordHash.dummy(Self.cheap)
        #expect(!dummy.matches("") && !dummy.matches("\u{0}") && !dummy.matches("kade mist orgel"))
    }
}

@Suite("The hashing queue")
struct HashingQueueTests {
    @Test("lets two begin, lets so many wait, refuses the rest, and calls in order")
    func trace() {
        var queue = HashingQueue(runningMax: 2, waitingMax: 2)
        #expect((1...5).map { queue.arrive($0) } == [.begin, .begin, .wait, .wait, .refuse])
        #expect(queue.finish() == 3)
        #expect(queue.arrive(6) == .wait)
        let (first, again) = (queue.leave(4), queue.leave(4))
        #expect(first && !again)
        #expect(queue.finish() == 6)
        #expect(queue.finish() == nil)
        #expect(queue.runningCount == 1)
        #expect(queue.arrive(7) == .begin)
    }

    @Test("never lets more than two hash at once, whatever comes", arguments: 0..<20 as Range<UInt64>)
    func bounded(seed: UInt64) {
        var random = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        var queue = HashingQueue(runningMax: 2, waitingMax: 3)
        var running = 0
        for number in 0..<500 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            switch random >> 60 {
            case 0..<8: if queue.arrive(number) == .begin { running += 1 }
            case 8..<14: if running > 0, queue.finish() == nil { running -= 1 }
            default: _ = queue.leave(number - 3)
            }
            #expect(running <= 2 && queue.runningCount == running && queue.waitingCount <= 3)
        }
    }
}

@Suite("The hashing desk", .timeLimit(.minutes(1)))
struct HashingDeskTests {
    private static let parameters = PasswordHash.Parameters(costExponent: 10, blockSize: 8, parallelism: 1)

    private static func desk(waitingMax: Int) -> HashingDesk {
        HashingDesk(parameters: parameters, queue: HashingQueue(runningMax: 2, waitingMax: waitingMax))
    }

    @Test("hashes for everybody who may wait, two at a time, and refuses the rest at once")
    func bounded() async throws {
        let desk = Self.desk(waitingMax: 8)
        let (done, busy, most) = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<40 {
                // Nil is a refusal.
                group.addTask { try? await desk.check("kade mist orgel", against: nil) }
            }
            var (done, busy) = (0, 0)
            var most = (running: 0, waiting: 0)
            for await result in group {
                if result == nil { busy += 1 } else { done += 1 }
                let load = await desk.load
                most = (max(most.running, load.running), max(most.waiting, load.waiting))
            }
            return (done, busy, most)
        }
        #expect(done + busy == 40)
        #expect(done >= 10 && busy > 0)
        #expect(most.running <= 2 && most.waiting <= 8)
        let load = await desk.load
        #expect(load == (0, 0))
    }

    @Test("lets whoever gives up go, and the others keep their turn")
    func cancelled() async throws {
        let desk = Self.desk(waitingMax: 8)
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let task = Task { try await desk.check("x", against: nil) }
                    if index.isMultiple(of: 2) { task.cancel() }
                    // A refusal is what a cancelled one gets, where it had not begun.
                    _ = try? await task.value
                }
            }
        }
        #expect(await desk.load == (0, 0))
        #expect(try await desk.check("x", against: nil) == false)
    }

    @Test("takes as long for a user who is not there as for one who is, within the noise of a busy machine")
    func sameWork() async throws {
        let desk = Self.desk(waitingMax: 4)
        let stored = try await desk.hash("kade mist orgel", salt: [UInt8](0..<16))
        #expect(try await desk.check("kade mist orgel", against: stored))
        #expect(try await !desk.check("kade mist", against: stored))
        // The work is the same call with the same parameters; how long it takes is measured by hand.
        #expect(PasswordHash.dummy(desk.parameters).parameters == stored.parameters)
    }
}
