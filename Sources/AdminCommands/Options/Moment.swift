// The values of flags: instants, days, ids and exact decimals.
import ArgumentParser
import Domain
import FoundationEssentials

/// A moment as a person writes it: an instant by RFC 3339, or a day, which means that day's end.
enum Moment: ExpressibleByArgument, Equatable {
    case instant(Instant)
    case endOf(LocalDate)

    init?(argument: String) {
        if let instant = Instant(argument) {
            self = .instant(instant)
        } else if let day = LocalDate(argument) {
            self = .endOf(day)
        } else {
            return nil
        }
    }
}

extension LocalDate: ExpressibleByArgument {
    /// A day, `YYYY-MM-DD`.
    package init?(argument: String) {
        self.init(argument)
    }
}

extension PartialDate: ExpressibleByArgument {
    /// A day, a month or a year.
    package init?(argument: String) {
        self.init(argument)
    }
}

extension Instant: ExpressibleByArgument {
    /// RFC 3339.
    package init?(argument: String) {
        self.init(argument)
    }
}

/// The id of something in the record.
struct RecordID: ExpressibleByArgument, Equatable {
    let uuid: UUID

    init?(argument: String) {
        guard let uuid = UUID(plainly: argument) else { return nil }
        self.uuid = uuid
    }
}

/// An exact decimal; the digits go on as they were written, with a point for a comma.
struct ExactNumber: ExpressibleByArgument, Equatable {
    let json: JSONValue

    init?(argument: String) {
        let text = String(argument.map { $0 == "," ? "." : $0 })
        // Why it is no number does not matter: the argument parser says that it is none.
        guard let value = try? JSONReader.read(Array(text.utf8)), case .number = value else { return nil }
        json = value
    }
}
