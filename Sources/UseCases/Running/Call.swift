// One call of a use case: who asks, how it came in, and what it gives back.
package import Domain
package import FoundationEssentials
import Records

/// One call of a use case.
package struct Call: Sendable {
    /// Where a call came in.
    package enum Origin: String, Sendable, Hashable {
        case rest, commandLine
    }

    /// A key by which a repeated request is recognised.
    package struct Idempotency: Sendable, Hashable {
        package let key: String
        /// SHA-256 of method, path and body: the same key with another request is refused.
        package let requestHash: [UInt8]

        package init(key: String, requestHash: [UInt8]) {
            self.key = key
            self.requestHash = requestHash
        }
    }

    package let actor: Actor
    package let origin: Origin
    package let networkAddress: String?
    package let requestID: String?
    package let idempotency: Idempotency?
    /// Runs everything and takes it back.
    package let isDryRun: Bool
    /// By what the caller proved who they are.
    package let proof: Proof

    package init(
        actor: Actor,
        origin: Origin,
        networkAddress: String? = nil,
        requestID: String? = nil,
        idempotency: Idempotency? = nil,
        isDryRun: Bool = false,
        proof: Proof = .roleAlone
    ) {
        self.actor = actor
        self.origin = origin
        self.networkAddress = networkAddress
        self.requestID = requestID
        self.idempotency = idempotency
        self.isDryRun = isDryRun
        self.proof = proof
    }
}

/// What a use case gives back of one noun.
package struct Answer: Sendable {
    /// The noun's id.
    package let id: UUID
    /// Its version, for `If-Match`.
    package let version: Int
    /// The noun as it is now, as JSON ready to be sent.
    package let body: [UInt8]
    /// Whether this is the answer to an earlier request with the same key.
    package let isReplay: Bool

    package init(id: UUID, version: Int, body: [UInt8], isReplay: Bool = false) {
        self.id = id
        self.version = version
        self.body = body
        self.isReplay = isReplay
    }
}

/// A page of a list.
package struct Page: Sendable {
    /// `{"items": […], "next": "…"}` as JSON ready to be sent; `next` is left out on the last page.
    package let body: [UInt8]
    /// Where the next page begins.
    package let next: String?
    /// How many patients more there are whom the caller may not see; nil where the list does not say.
    package let otherPatientCount: Int?

    /// A page of items, each JSON already.
    ///
    /// - Parameters:
    ///   - items: the items.
    ///   - next: where the next page begins.
    ///   - otherPatientCount: how many patients more there are whom the caller may not see, where that has to be known.
    package init(items: [[UInt8]], next: String?, otherPatientCount: Int? = nil) {
        var bytes: [UInt8] = Array(#"{"items":["#.utf8)
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += item
        }
        bytes.append(UInt8(ascii: "]"))
        if let next { bytes += Array(#","next":"\#(next)""#.utf8) }
        if let otherPatientCount { bytes += Array(#","otherPatientCount":\#(otherPatientCount)"#.utf8) }
        bytes.append(UInt8(ascii: "}"))
        body = bytes
        self.next = next
        self.otherPatientCount = otherPatientCount
    }

    /// A list the database put together as one JSON array.
    package init(array: [UInt8]) {
        body = Array(#"{"items":"#.utf8) + array + [UInt8(ascii: "}")]
        (next, otherPatientCount) = (nil, nil)
    }

    /// A body that has the form of a page already.
    package init(body: [UInt8]) {
        self.body = body
        (next, otherPatientCount) = (nil, nil)
    }
}
