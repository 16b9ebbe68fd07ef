// How values become words in one language: dates, numbers, instants. Everything a report prints goes through here.
package import Domain
package import FoundationEssentials

/// The wall clock that instants are shown on, as a function: the report itself has no time zone.
package struct LocalClock: Sendable {
    /// Minutes east of UTC at an instant.
    package let offsetMinutes: @Sendable (Instant) -> Int

    /// A clock whose offset may change with the instant, as summer time does.
    package init(offsetMinutes: @escaping @Sendable (Instant) -> Int) {
        self.offsetMinutes = offsetMinutes
    }

    /// Universal time.
    package static let utc = LocalClock { _ in 0 }
}

/// The words of one language for dates, numbers and instants.
package struct Wording: Sendable {
    /// The language of every word.
    package let language: Language
    /// The clock that instants are shown on.
    package let clock: LocalClock

    /// The words of a language, with instants shown on a clock.
    package init(_ language: Language, clock: LocalClock = .utc) {
        self.language = language
        self.clock = clock
    }

    /// The word of a key.
    package func callAsFunction(_ word: some ReportWord) -> String {
        word.text[language]
    }

    /// Text that exists in both languages.
    package func callAsFunction(_ text: Localized) -> String {
        text[language]
    }

    // MARK: Dates

    /// `21 Nov 2026`, `21 nov. 2026`.
    package func date(_ date: LocalDate) -> String {
        "\(date.day) \(month(date.month)) \(date.year)"
    }

    /// A date as far as it is known: `21 Nov 2026`, `Nov 2026`, `2026`.
    package func date(_ date: PartialDate) -> String {
        switch date.precision {
        case .day: self.date(date.firstDay)
        case .month: "\(month(date.firstDay.month)) \(date.firstDay.year)"
        case .year: String(date.firstDay.year)
        }
    }

    /// `16–19 Feb 2026`, leaving out what both days share.
    package func dates(_ first: LocalDate, _ last: LocalDate) -> String {
        if first == last { return date(first) }
        if first.year != last.year { return "\(date(first)) – \(date(last))" }
        if first.month != last.month { return "\(first.day) \(month(first.month)) – \(date(last))" }
        return "\(first.day)–\(date(last))"
    }

    /// `21 Nov 2026 16:20 UTC`, or with the clock's offset as `UTC+1`.
    package func instant(_ instant: Instant) -> String {
        let minutes = clock.offsetMinutes(instant)
        let local = instant.addingSeconds(Int64(minutes) * 60)
        let time = local.description.dropFirst(11).prefix(5)
        return "\(date(local.utcDate)) \(time) \(zone(minutes))"
    }

    /// The time of the day: `16:20`, and in universal time `16:20 UTC`, which is nobody's own.
    package func time(_ instant: Instant) -> String {
        let minutes = clock.offsetMinutes(instant)
        let time = instant.addingSeconds(Int64(minutes) * 60).description.dropFirst(11).prefix(5)
        return minutes == 0 ? "\(time) UTC" : String(time)
    }

    /// The day of an instant on the clock.
    package func day(of instant: Instant) -> LocalDate {
        instant.addingSeconds(Int64(clock.offsetMinutes(instant)) * 60).utcDate
    }

    private func zone(_ minutes: Int) -> String {
        guard minutes != 0 else { return "UTC" }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        let sign = minutes < 0 ? "−" : "+"
        return rest == 0 ? "UTC\(sign)\(hours)" : "UTC\(sign)\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The short name of a month, 1 to 12.
    package func month(_ month: Int) -> String {
        let names: [String] =
            switch language {
            case .en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            case .nl:
                ["jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."]
            }
        return names[month - 1]
    }

    // MARK: Numbers

    /// All digits of an exact number, with the decimal sign of the language and a true minus sign.
    package func number(_ value: Decimal) -> String {
        localized(value.description)
    }

    /// A number rounded half away from zero to a fixed number of decimals, for showing only.
    package func number(_ value: Decimal, decimals: Int) -> String {
        localized(DecimalDigits.fixed(value, decimals: decimals))
    }

    /// A number with at most so many decimals, without trailing zeros: `2`, `0.93`.
    package func number(_ value: Decimal, decimalsMax: Int) -> String {
        localized(DecimalDigits.shortest(value, decimalsMax: decimalsMax))
    }

    /// A count with its noun in the singular or plural.
    package func count(_ count: Int, one: some ReportWord, many: some ReportWord) -> String {
        "\(count) \(count == 1 ? self(one) : self(many))"
    }

    private func localized(_ digits: String) -> String {
        var text = digits
        if text.hasPrefix("-") { text = "−" + text.dropFirst() }
        guard language == .nl else { return text }
        return String(text.map { $0 == "." ? "," : $0 })
    }

    // MARK: Lists

    /// A label in the middle of a sentence.
    package func lowercasingFirst(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }

    /// Words one after another, or a word for an empty list.
    package func list(_ items: [String], orElse empty: some ReportWord) -> String {
        items.isEmpty ? self(empty) : items.joined(separator: ", ")
    }
}
