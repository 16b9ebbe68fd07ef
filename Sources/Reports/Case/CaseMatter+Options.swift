// The options of the protocol, with guidance, usual doses and the cautions that this case raises today.
import Criteria
import Domain

extension CaseMatter {
    var options: ReportSection {
        guard !careProtocol.options.isEmpty else {
            return section(.options, [.paragraph(.nothing, wording(TreatmentWord.noOptions))])
        }
        return section(.options, [.table(optionTable(careProtocol.options))])
    }

    /// Options with their guidance and the cautions that each raises today.
    func optionTable(_ options: [ProtocolOption]) -> ReportTable {
        let columns = [TreatmentWord.option, .guidance, .cautions]
        let guidance = guidance
        let rows = options.map { option in
            ReportRow.cells([
                ReportValue("\(option.names[language]): \(position(of: option))", code: option.code.rawValue),
                advice(on: option),
                raised(guidance.cautions(choosing: option.code, on: document.today)),
            ])
        }
        return wording.table(TreatmentWord.optionList, columns.map { wording.column($0) }, rows)
    }

    /// Where the guideline places the option, whether the leaflet names it, and how far that was checked.
    func position(of option: ProtocolOption) -> String {
        let words = [option.position.label(language), option.leaflet.label(language), option.status.label(language)]
        return words.joined(separator: "; ")
    }

    private func advice(on option: ProtocolOption) -> ReportValue {
        let doses = option.doses.map { dose in
            let status = dose.statement.status == option.status ? "" : " (\(dose.statement.status.label(language)))"
            return dose.statement.text[language] + status
        }
        let guidance = option.guidance[language]
        guard !doses.isEmpty else { return ReportValue(guidance) }
        return ReportValue("\(guidance) \(wording(TreatmentWord.doses)): \(doses.joined(separator: "; ")).")
    }
}
