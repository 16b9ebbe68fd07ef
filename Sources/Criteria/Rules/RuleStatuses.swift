// How far a rule was checked: no further than the weakest rule it uses.
import Domain

/// The weakest check status among a rule and all the rules that it uses, whatever they are about.
struct RuleStatuses {
    let segments: [NamedRule<SegmentLeaf>]
    let entries: [NamedRule<EntryLeaf>]
    let nerves: [NamedRule<NerveLeaf>]
    let patient: [PatientRule]

    /// The weakest status that a rule about the patient rests on.
    func weakest(_ rule: Rule<PatientLeaf>) -> CheckStatus {
        var status = CheckStatus.checked
        rule.forEach { part in
            switch part {
            case .named(let index):
                status = min(status, patient[index].named.status, weakest(patient[index].named.rule))
            case .leaf(.nerves(let count)):
                for slot in count.slots { status = min(status, weakest(slot)) }
            case .leaf(.everyEntry(_, let inner)): status = min(status, weakest(inner))
            default: break
            }
        }
        return status
    }

    private func weakest(_ rule: Rule<NerveLeaf>) -> CheckStatus {
        var status = CheckStatus.checked
        rule.forEach { part in
            switch part {
            case .named(let index): status = min(status, nerves[index].status, weakest(nerves[index].rule))
            case .leaf(.someEntry(let inner)): status = min(status, weakest(inner))
            default: break
            }
        }
        return status
    }

    private func weakest(_ rule: Rule<EntryLeaf>) -> CheckStatus {
        var status = CheckStatus.checked
        rule.forEach { part in
            switch part {
            case .named(let index): status = min(status, entries[index].status, weakest(entries[index].rule))
            case .leaf(.someSegment(let inner)): status = min(status, weakest(inner))
            default: break
            }
        }
        return status
    }

    private func weakest(_ rule: Rule<SegmentLeaf>) -> CheckStatus {
        var status = CheckStatus.checked
        rule.forEach { part in
            if case .named(let index) = part {
                status = min(status, segments[index].status, weakest(segments[index].rule))
            }
        }
        return status
    }
}
