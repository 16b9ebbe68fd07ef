// Where in a case something stands: kept as numbers, written as an RFC 6901 pointer.

/// A place in a case file, such as the second motor entry of the first conduction study.
package struct CasePlace: Hashable, Sendable, Comparable {
    /// A member of the case file.
    package enum Member: UInt8, Hashable, Sendable, CaseIterable {
        case patient
        case workup
        case examinations
        case nerveConductionStudies
        case needleExaminations
        case antibodies
        case cerebrospinalFluids
        case imaging
        case laboratory
        case treatments
        case outcomes

        /// The name of the member.
        package var name: String {
            switch self {
            case .patient: "patient"
            case .workup: "workup"
            case .examinations: "examinations"
            case .nerveConductionStudies: "nerveConductionStudies"
            case .needleExaminations: "needleExaminations"
            case .antibodies: "antibodies"
            case .cerebrospinalFluids: "cerebrospinalFluids"
            case .imaging: "imaging"
            case .laboratory: "laboratory"
            case .treatments: "treatments"
            case .outcomes: "outcomes"
            }
        }
    }

    /// A list within an element of a member.
    package enum Part: UInt8, Hashable, Sendable, CaseIterable {
        case motor
        case sensory
        case muscles
        case measurements
        case administrations

        /// The name of the list.
        package var name: String {
            switch self {
            case .motor: "motor"
            case .sensory: "sensory"
            case .muscles: "muscles"
            case .measurements: "measurements"
            case .administrations: "administrations"
            }
        }
    }

    /// All of it in one number, which sorts by the order of the case file: the member, the place in its list and one,
    /// the list within that element and one, the place in that list.
    private let packed: UInt64

    /// The member of the case file.
    package var member: Member { Member.allCases[Int(packed >> 56)] }
    /// The place in the member's list; nil for the member as a whole.
    package var index: Int? { field(28) == 0 ? nil : field(28) - 1 }
    /// The list within that element; nil for the element as a whole.
    package var part: Part? {
        let code = Int(packed >> 24 & 0xF)
        return code == 0 ? nil : Part.allCases[code - 1]
    }
    /// The place in that list.
    package var partIndex: Int { field(0) }

    /// The most elements of a list that places can tell apart; a case file has no room for more.
    private static let indexMax = 0xFF_FFFE

    private func field(_ shift: UInt64) -> Int { Int(packed >> shift & 0xFF_FFFF) }

    /// A member, an element of it, or an element of a list within that.
    package init(_ member: Member, _ index: Int? = nil, _ part: Part? = nil, _ partIndex: Int = 0) {
        let element = index.map { UInt64(min($0, Self.indexMax) + 1) } ?? 0
        let list = part.map { UInt64($0.rawValue) + 1 } ?? 0
        packed = UInt64(member.rawValue) << 56 | element << 28 | list << 24 | UInt64(min(partIndex, Self.indexMax))
    }

    /// Reads a pointer that such a place has; nil for any other.
    package init?(pointer: String) {
        // By bytes: an evaluation has hundreds of places, and nothing in them is more than ASCII.
        let steps = pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        guard pointer.utf8.first == UInt8(ascii: "/"), [1, 2, 4].contains(steps.count),
            let member = Member.allCases.first(where: { $0.name.utf8.elementsEqual(steps[1]) })
        else { return nil }
        guard steps.count > 1 else {
            self.init(member)
            return
        }
        guard let index = Self.index(steps[2]) else { return nil }
        guard steps.count > 2 else {
            self.init(member, index)
            return
        }
        guard let part = Part.allCases.first(where: { $0.name.utf8.elementsEqual(steps[3]) }),
            let partIndex = Self.index(steps[4])
        else { return nil }
        self.init(member, index, part, partIndex)
    }

    /// An index as RFC 6901 writes it: digits alone, in one way.
    private static func index(_ text: Substring.UTF8View) -> Int? {
        guard (1...8).contains(text.count), text.count == 1 || text.first != UInt8(ascii: "0"),
            text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let index = Int(Substring(text)), index <= indexMax
        else { return nil }
        return index
    }

    /// The RFC 6901 pointer into the case file.
    package var pointer: String {
        guard let index else { return "/\(member.name)" }
        guard let part else { return "/\(member.name)/\(index)" }
        return "/\(member.name)/\(index)/\(part.name)/\(partIndex)"
    }

    /// By the order of the case file.
    package static func < (left: Self, right: Self) -> Bool { left.packed < right.packed }

    private static let text: Codec<CasePlace> = .textual(
        schema: Schema(("type", "string"), ("format", "json-pointer")),
        expecting: Localized(en: "a pointer into a case file", nl: "een verwijzing in een casusbestand"),
        CasePlace.init(pointer:),
        text: \.pointer
    )

    /// The pointer as text.
    package static let codec = Codec<CasePlace>(schema: text.schema, read: text.read, write: { $1.place($0) })
}
