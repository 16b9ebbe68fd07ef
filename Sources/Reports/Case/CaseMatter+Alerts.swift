// What must not be overlooked: it stands in the banner of every page.
import Domain

extension CaseMatter {
    /// A merged record, reactions to a product, a low IgA or antibodies against it, steps begun without a prerequisite.
    var alerts: [ReportFact] {
        mergeAlerts + reactionAlerts + otherAlerts
    }

    /// What is no reaction and not about the record itself.
    var otherAlerts: [ReportFact] { immunoglobulinAlerts + overrideAlerts }

    /// Each product that the patient reacted to.
    var reactionAlerts: [ReportFact] {
        productReactions.map { product in
            alert("\(wording(FrameWord.reactionAlert)) \(product.text)", code: "reaction.\(product.code)")
        }
    }

    private func alert(_ text: String, code: String) -> ReportFact {
        ReportFact(code: code, label: wording(FrameWord.alert), value: ReportValue(text, code: code, .warning))
    }

    var mergeAlerts: [ReportFact] {
        guard let other = document.patient.mergedInto else { return [] }
        return [alert("\(wording(FrameWord.mergedAlert)) \(other)", code: "merged")]
    }

    private var overrideAlerts: [ReportFact] {
        document.steps.compactMap { step in
            guard let reason = step.overrideReason else { return nil }
            return alert(
                "\(stepName(step.code)) \(wording(FrameWord.overrideAlert)) (\(reason))",
                code: "override.\(step.code)"
            )
        }
    }

    private var immunoglobulinAlerts: [ReportFact] {
        var alerts: [ReportFact] = []
        if latestBand(of: .iga) == .low { alerts.append(alert(wording(FrameWord.igaAlert), code: "igaLow")) }
        if latestBand(of: .antiIga) == .abnormal {
            alerts.append(alert(wording(FrameWord.antiIgaAlert), code: "antiIga"))
        }
        return alerts
    }

    /// The laboratory's reading of the latest result of a test that has one.
    private func latestBand(of test: LaboratoryTest) -> LaboratoryBand? {
        ordered { finding -> LaboratoryResult? in
            if case .laboratory(let result) = finding, result.test == test, result.band != nil { return result }
            return nil
        } on: {
            $0.origin.performedOn
        }.first?.band
    }
}
