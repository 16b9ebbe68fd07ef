// What all conduction studies found nerve by nerve on the first pages: the latest of each, and every abnormal one with it.
import Criteria
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
        let hasLimits = ConductionFacts(studies).motor.contains { entry in
            entry.amplitudeLowerMv != nil || entry.latencyUpperMs != nil || entry.fWaveUpperMs != nil
        }
        return [fact(BriefWord.outsideLimits, outside) ?? noneOutside(BriefWord.outsideLimits, hasLimits)]
    }

    /// That nothing was found outside its limits, or that there are none to hold it against.
    private func noneOutside(_ word: BriefWord, _ hasLimits: Bool) -> ReportFact {
        let words = wording(hasLimits ? BriefWord.noneOutside : .withoutLimits)
        return wording.fact(word, ReportValue(words, .nothing))
    }

    /// Velocities below their limits, the newest of each segment; what a newer study measured within them stands beside it.
    ///
    /// - Parameter studies: the latest first.
    /// - Returns: one fact; none where no velocity can be computed.
    func velocityFacts(_ studies: [NerveConductionStudy]) -> [ReportFact] {
        typealias Measured = (age: Int, words: String, isSlow: Bool?)
        var segments: [(nerve: String, sites: String)] = []
        var found: [String: [Measured]] = [:]
        for (age, study) in studies.enumerated() {
            let facts = ConductionFacts([study]).motor
            for row in SegmentTable(study).rows {
                let (measures, segment) = (row.measures, row.measures.segment)
                guard measures.velocityMps != nil else { continue }
                let nerve = shortNerveWords(study.motor[row.motorIndex])
                let site = segment.isEntrapment ? " (\(wording(ConductionWord.entrapment)))" : ""
                let sites = segmentWords(segment.distal.site, segment.proximal.site) + site
                let limit = facts[row.motorIndex].velocityLowerMps(of: segment)
                let item = (age, velocity(measures, atLeast: limit).text, limit.flatMap(measures.isSlow(below:)))
                if found[nerve + sites] == nil { segments.append((nerve, sites)) }
                found[nerve + sites, default: []].append(item)
            }
        }
        guard !segments.isEmpty else { return [] }
        func day(_ age: Int) -> String { "\(wording(BriefWord.on)) \(dateWords(studies[age].origin.performedOn))" }
        func slow(_ name: String, _ sites: String) -> String? {
            let own = found[name + sites] ?? []
            guard let worst = own.first(where: { $0.isSlow == true }) else { return nil }
            guard worst.age > 0 else { return "\(sites) \(worst.words)" }
            let newer = own.first.flatMap { $0.age < worst.age ? "\($0.words) \(day($0.age))" : nil }
            return ["\(sites) \(worst.words) \(day(worst.age))", newer].compactMap { $0 }.joined(separator: ", ")
        }
        var nerves: [String] = []
        for name in segments.map(\.nerve) where !nerves.contains(name) { nerves.append(name) }
        let texts = nerves.compactMap { name -> String? in
            let own = segments.filter { $0.nerve == name }.compactMap { slow($0.nerve, $0.sites) }
            return own.isEmpty ? nil : "\(name): \(own.joined(separator: ", "))"
        }
        let hasLimits = found.values.contains { $0.contains { $0.isSlow != nil } }
        return [fact(BriefWord.slowVelocity, texts) ?? noneOutside(BriefWord.slowVelocity, hasLimits)]
    }

    /// Motor values outside their limits in all studies, for papers that have no other word on conduction; none where there
    /// are none.
    var outsideFacts: [ReportFact] {
        let studies = ordered { finding in
            if case .nerveConductionStudy(let study) = finding { return study }
            return nil
        } on: {
            $0.origin.performedOn
        }
        return (distalFacts(studies) + velocityFacts(studies)).filter { $0.value.emphasis != .nothing }
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
