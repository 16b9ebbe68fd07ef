// History and signs on the first pages as they count over all examinations: what the newest one did not look at stays, with
// its day, and a sign that was once found is not called absent.
import Criteria
import Domain
import FoundationEssentials

extension CaseMatter {
    // MARK: History

    /// Each item of the newest examination that states it; *unknown* and *not examined* state nothing (case format,
    /// section 2). An item that is not of the newest examination carries its day.
    ///
    /// - Parameters:
    ///   - all: the newest first.
    ///   - signs: as they count.
    /// - Returns: every item, and sensory loss by limb where it was found.
    func history(_ all: [NeurologicalExamination], _ signs: SignFacts) -> [ReportFact] {
        func stated<Value>(
            _ value: (NeurologicalExamination) -> Value?,
            _ lead: BriefWord? = nil,
            _ words: (Value) -> ReportValue
        ) -> ReportValue? {
            for (age, examination) in all.enumerated() {
                guard let found = value(examination) else { continue }
                return dated(words(found), age, examination.origin.performedOn, lead)
            }
            return nil
        }
        /// A code that may say itself that nothing is known, which counts only where no examination states more.
        func code<Value: Code>(
            _ unstated: Value,
            _ nothing: NothingWord,
            _ value: @escaping (NeurologicalExamination) -> Value?
        ) -> ReportValue {
            stated({ value($0).flatMap { $0 == unstated ? nil : $0 } }) { wording.value($0) }
                ?? wording.value(all.lazy.compactMap(value).first, orElse: nothing)
        }
        let duration = stated({ $0.history?.durationMonths }) {
            ReportValue("\(wording.number($0))\u{A0}\(wording(ClinicWord.months))", number: $0)
        }
        let nerves = stated({ $0.weakness?.motorNerves }) { nerves in
            let names = nerves.map { $0.label(language) }.joined(separator: ", ")
            return ReportValue(nerves.isEmpty ? wording(ClinicWord.noneWeak) : names)
        }
        let onset = stated({ $0.history?.onset }, .statedOn) { wording.value($0) }
        return [
            wording.fact(ClinicWord.examination, text: about(all)),
            wording.fact(ClinicWord.onset, onset),
            wording.fact(ClinicWord.durationMonths, duration),
            wording.fact(ClinicWord.course, code(.unknown, .notRecorded) { $0.history?.course }),
            wording.fact(ClinicWord.onsetLimb, code(.unknown, .notRecorded) { $0.history?.onsetLimb }),
            wording.fact(ClinicWord.limbPredominance, code(.unknown, .notRecorded) { $0.history?.limbPredominance }),
            wording.fact(ClinicWord.distribution, code(.notExamined, .notExamined) { $0.weakness?.distribution }),
            wording.fact(ClinicWord.weakNerves, nerves ?? wording.nothing(.notExamined)),
        ] + [sensoryLoss(signs)].compactMap { $0 }
    }

    /// Day, count, clinician, hospital and note of the newest examination.
    private func about(_ all: [NeurologicalExamination]) -> String {
        let origin = all[0].origin
        let count = all.count > 1 ? " (\(wording(BriefWord.latestOf)) \(all.count))" : ""
        let parts = [dateWords(origin.performedOn) + count, origin.performedBy, origin.organisation, origin.note]
        return parts.compactMap { $0 }.joined(separator: "; ")
    }

    /// The value with the day of its examination, where a newer one does not state it; a word before it tells it from a value
    /// that is a date itself.
    private func dated(_ value: ReportValue, _ age: Int, _ on: PartialDate?, _ lead: BriefWord?) -> ReportValue {
        guard let day = since(age, on) else { return value }
        let words = [lead.map { wording($0) }, day].compactMap { $0 }.joined(separator: " ")
        return ReportValue("\(value.text) (\(words))", code: value.code, number: value.number, value.emphasis)
    }

    private func sensoryLoss(_ signs: SignFacts) -> ReportFact? {
        guard let limbs = signs.sensoryLossLimbs else { return nil }
        let names = limbs.value.map { $0.label(language) }.joined(separator: ", ")
        let day = day(ofExamination: limbs.place).map { " (\($0))" } ?? ""
        return wording.fact(ClinicWord.sensoryLossLimbs, text: names + day)
    }

    // MARK: Signs

    /// The signs as they count for the criteria: one that must be absent is present once it was found. What a newer
    /// examination says instead stands beside it; those without an answer are named as such.
    ///
    /// - Parameters:
    ///   - all: the newest first.
    ///   - signs: as they count.
    /// - Returns: present, absent, and neither.
    func signs(_ all: [NeurologicalExamination], _ signs: SignFacts) -> [ReportFact] {
        func fact(_ word: BriefWord, _ emphasis: ReportEmphasis, _ belongs: (StatedSign?) -> Bool) -> ReportFact {
            let items = SignCode.allCases.filter { belongs(signs[$0]) }.map { code in
                (text: code.label(language), since: signs[code].flatMap { remark(on: $0, code, all) })
            }
            guard !items.isEmpty else { return wording.fact(word, wording.nothing(.none)) }
            return wording.fact(word, ReportValue(grouped(items).joined(separator: "; "), emphasis))
        }
        return [
            fact(.signsPresent, .strong) { $0?.isPresent == true },
            fact(.signsAbsent, .plain) { $0?.isPresent == false },
            fact(.signsOpen, .nothing) { $0 == nil },
        ]
    }

    /// `2 Jun 2026; absent on 2 Sep 2026`; nil where the newest examination found it so and no older one otherwise.
    private func remark(on sign: StatedSign, _ code: SignCode, _ all: [NeurologicalExamination]) -> String? {
        var parts = [day(ofExamination: sign.place)].compactMap { $0 }
        func add(_ other: Sign, _ on: PartialDate?) {
            parts.append("\(other.label(language)) \(wording(BriefWord.on)) \(dateWords(on))")
        }
        if let later = sign.contradictedBy?.index, let date = examinationDate(later) {
            add(.absent, date)
        } else if !sign.isPresent, let earlier = all.first(where: { $0.signs[code] == .present }) {
            add(.present, earlier.origin.performedOn)
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private func examinationDate(_ index: Int) -> PartialDate?? {
        let all = document.caseFile.examinations
        return all.indices.contains(index) ? all[index].origin.performedOn : nil
    }

    /// The day of an examination that is not the newest.
    private func day(ofExamination place: CasePlace) -> String? {
        let all = document.caseFile.examinations
        guard let index = place.index, all.indices.contains(index), all[index] != examinations.first else { return nil }
        return dateWords(all[index].origin.performedOn)
    }
}
