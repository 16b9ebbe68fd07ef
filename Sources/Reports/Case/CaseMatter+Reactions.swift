// The reactions that the record holds, by product: what alerts, the treatment part and letters tell of them.
import Criteria
import Domain

/// A product that the patient reacted to.
struct ProductReactions {
    /// What the product is known by, however its name was written.
    let code: String
    /// Its name as it was first written; the treatment where no name was recorded.
    let name: String
    /// Each kind of reaction with its days: `headache, mild (16 Feb 2026)`, the severest first.
    let kinds: [String]
    /// How grave the severest is; the lower the graver.
    let rank: Int

    /// `Privigen: headache, mild (16 Feb 2026)`.
    var text: String { "\(name): \(kinds.joined(separator: "; "))" }
}

extension CaseMatter {
    /// At most so many characters of a note stand in an alert; the whole note stands at the administration.
    private static let reactionNoteCharactersMax = 80

    /// One kind of reaction: what it was and how severe, in the same words.
    private struct ReactionKind: Hashable {
        let code: ReactionCode
        let severity: ReactionSeverity?
        let note: String?

        /// The severest first; one that nobody judged stands before those known to be less than severe.
        var rank: Int {
            switch severity {
            case .severe: 0
            case nil: 1
            case .moderate: 2
            case .mild: 3
            }
        }
    }

    /// Every product with a recorded reaction: that with the severest first, then as they were first given.
    var productReactions: [ProductReactions] {
        let given = document.treatments.flatMap { course in course.administrations.map { (course.option, $0) } }
            .sorted { ($0.1.on, $0.1.id) < ($1.1.on, $1.1.id) }
        var order: [String] = []
        var names: [String: String] = [:]
        var days: [String: [ReactionKind: [LocalDate]]] = [:]
        for (option, administration) in given {
            let code = administration.product.map { careProtocol.identity(ofProduct: $0) } ?? option.rawValue
            if names[code] == nil {
                order.append(code)
                names[code] =
                    administration.product ?? "\(optionName(option)), \(wording(ResponseWord.unknownProduct))"
            }
            for reaction in administration.details?.reactions ?? [] {
                let kind = ReactionKind(
                    code: reaction.code,
                    severity: reaction.severity,
                    note: reaction.code == .other ? reaction.note : nil
                )
                days[code, default: [:]][kind, default: []].append(administration.on)
            }
        }
        let products = order.compactMap { code -> ProductReactions? in
            guard let kinds = days[code], let name = names[code] else { return nil }
            let rank = kinds.keys.map(\.rank).min() ?? 0
            return ProductReactions(code: code, name: name, kinds: told(kinds), rank: rank)
        }
        return products.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
    }

    private func told(_ kinds: [ReactionKind: [LocalDate]]) -> [String] {
        let texts = kinds.compactMap { kind, days -> (rank: Int, last: LocalDate, text: String)? in
            guard let last = days.max() else { return nil }
            let note = kind.note.map { note in
                note.count > CaseMatter.reactionNoteCharactersMax
                    ? "\(note.prefix(CaseMatter.reactionNoteCharactersMax))…" : note
            }
            let severity =
                kind.severity?.label(language)
                ?? "\(wording(ResponseWord.severity)) \(wording(NothingWord.notRecorded))"
            let words = [kind.code.label(language), note, severity].compactMap { $0 }.joined(separator: ", ")
            let dates =
                days.count > 1
                ? "\(days.count)×, \(wording(ResponseWord.lastOn)) \(wording.date(last))" : wording.date(last)
            return (kind.rank, last, "\(words) (\(dates))")
        }
        return texts.sorted { ($0.rank, $1.last, $0.text) < ($1.rank, $0.last, $1.text) }.map(\.text)
    }

    /// What the treatment part says of reactions; nil where nothing was given.
    var reactionFact: ReportFact? {
        let given = document.treatments.flatMap(\.administrations)
        guard !given.isEmpty else { return nil }
        let asked = given.count { $0.details?.reactions != nil }
        guard asked > 0 else {
            return wording.fact(ResponseWord.reactions, ReportValue(wording(ResponseWord.notAsked), .nothing))
        }
        let found = productReactions.map(\.text)
        let words = found.isEmpty ? wording(NothingWord.none) : found.joined(separator: "; ")
        let times = wording.lowercasingFirst(wording(TreatmentWord.administrations))
        let count = "\(wording(ResponseWord.askedAt)) \(asked) \(wording(StepWord.ofSteps)) \(given.count) \(times)"
        return wording.fact(
            ResponseWord.reactions,
            ReportValue("\(words) (\(count))", found.isEmpty ? .plain : .warning)
        )
    }
}
