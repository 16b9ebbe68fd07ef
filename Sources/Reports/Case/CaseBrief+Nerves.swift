// What all conduction studies found nerve by nerve on the first pages: the latest of each, and every abnormal one with it.
import Domain
import FoundationEssentials

extension CaseMatter {
    /// When something was found, seen from the latest examination, whose own date stands at the head.
    ///
    /// - Parameters:
    ///   - age: how many examinations are newer.
    ///   - on: its day.
    ///   - later: what a newer one found instead, with its day.
    /// - Returns: `10 Nov 2025; 20 Jan 2026 normal`; nil for what the latest found.
    func since(_ age: Int, _ on: PartialDate?, later: String? = nil) -> String? {
        age == 0 ? nil : [dateWords(on), later].compactMap { $0 }.joined(separator: "; ")
    }

    /// Names of one day together, that day behind them: `median nerve left, sural nerve left (10 Nov 2025)`.
    ///
    /// - Parameter items: each with its day, nil for the latest.
    /// - Returns: a text for each day, the latest first, then in the order given.
    func grouped(_ items: [(text: String, since: String?)]) -> [String] {
        var days: [String?] = items.contains { $0.since == nil } ? [nil] : []
        for item in items where !days.contains(item.since) { days.append(item.since) }
        return days.map { day in
            let texts = items.filter { $0.since == day }.map(\.text).joined(separator: ", ")
            return day.map { "\(texts) (\($0))" } ?? texts
        }
    }

    // MARK: Motor

    /// Distal latencies, amplitudes and F-waves outside their limits, the newest of each; what a newer study measured
    /// inside them stands beside it.
    ///
    /// - Parameter studies: the latest first.
    /// - Returns: one fact.
    func distalFacts(_ studies: [NerveConductionStudy]) -> [ReportFact] {
        let tables = studies.map { motorTable($0) }
        var names: [String] = []
        var found: [String: [(age: Int, cells: [ReportValue])]] = [:]
        for (age, table) in tables.enumerated() {
            var times: [String: Int] = [:]
            for case .cells(let cells) in table.rows {
                // A nerve that a study has twice is told twice.
                let time = times[cells[0].text, default: 0]
                times[cells[0].text] = time + 1
                let key = "\(cells[0].text)\u{0}\(time)"
                if found[key] == nil { names.append(key) }
                found[key, default: []].append((age, cells))
            }
        }
        guard !names.isEmpty else { return [wording.fact(BriefWord.outsideLimits, wording.nothing(.notDone))] }
        let outside = names.compactMap { name -> String? in
            let own = found[name] ?? []
            let values = tables[0].columns.indices.dropFirst(2).compactMap { column -> String? in
                let measured = own.filter { $0.cells[column].emphasis != .nothing }
                guard let worst = measured.first(where: { $0.cells[column].emphasis == .strong }) else { return nil }
                let name = wording.lowercasingFirst(tables[0].columns[column].label)
                let text = "\(name) \(worst.cells[column].text)"
                guard worst.age > 0 else { return text }
                func day(_ age: Int) -> String {
                    "\(wording(BriefWord.on)) \(dateWords(studies[age].origin.performedOn))"
                }
                let newer = measured.first.flatMap { $0.age < worst.age ? $0 : nil }
                let later = newer.flatMap { newer in
                    newer.cells[column].number.map { "\(wording.number($0)) \(day(newer.age))" }
                }
                return ["\(text) \(day(worst.age))", later].compactMap { $0 }.joined(separator: ", ")
            }
            guard !values.isEmpty, let label = own.first?.cells[0].text else { return nil }
            return "\(label): \(values.joined(separator: ", "))"
        }
        let none = ReportValue(wording(BriefWord.noneOutside), .nothing)
        return [fact(BriefWord.outsideLimits, outside) ?? wording.fact(BriefWord.outsideLimits, none)]
    }

    // MARK: Sensory

    /// Each sensory nerve by its newest reading; an older one that was not normal stays.
    ///
    /// - Parameter studies: the latest first.
    /// - Returns: normal ones and others.
    func sensoryFacts(_ studies: [NerveConductionStudy]) -> [ReportFact] {
        let found = studies.enumerated().flatMap { age, study in study.sensory.map { (age: age, nerve: $0) } }
        guard !found.isEmpty else { return [wording.fact(ConductionWord.sensory, wording.nothing(.notDone))] }
        func day(_ age: Int) -> PartialDate? { studies[age].origin.performedOn }
        var seen: Set<NerveSide> = []
        var normal: [(text: String, since: String?)] = []
        var other: [(text: String, since: String?)] = []
        for nerve in found.map(\.nerve.nerveSide) where seen.insert(nerve).inserted {
            let own = found.filter { $0.nerve.nerveSide == nerve }
            let name = nerveWords(nerve.nerve, nerve.side)
            let sound = own.first { $0.nerve.response == .normal }
            if let ill = own.first(where: { [.abnormal, .absent].contains($0.nerve.response) }) {
                let later = sound.flatMap { sound in
                    sound.age < ill.age ? "\(dateWords(day(sound.age))) \(SensoryResponse.normal.label(language))" : nil
                }
                let text = "\(name) \(ill.nerve.response.label(language))"
                other.append((text, since(ill.age, day(ill.age), later: later)))
            } else if let sound {
                normal.append((name, since(sound.age, day(sound.age))))
            } else if let first = own.first {
                other.append(("\(name) \(first.nerve.response.label(language))", since(first.age, day(first.age))))
            }
        }
        return [
            fact(BriefWord.sensoryNormal, grouped(normal)), fact(BriefWord.sensoryOther, grouped(other), .strong),
        ].compactMap { $0 }
    }
}
