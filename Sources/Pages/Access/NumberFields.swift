// The fields by which somebody names a patient whose record they do not see: a number, and whose number it is.
import Domain
import Reports

/// The fields of a number.
enum NumberFields {
    /// Which kind of number it is, and the number.
    ///
    /// - Parameters:
    ///   - organisation: the reader's own, whose numbers stand first.
    ///   - organisations: code and name of all, by whose numbers somebody may be known.
    ///   - wording: language and clock.
    /// - Returns: the two fields.
    static func fields(organisation: String?, organisations: [FormOption], _ wording: Wording) -> [FormField] {
        let codes = [organisation].compactMap(\.self) + organisations.map(\.value).filter { $0 != organisation }
        let own = codes.prefix(organisation == nil ? 0 : 1).map { IdentifierSystem.hospital(organisation: $0) }
        let others = codes.dropFirst(own.count).map { IdentifierSystem.hospital(organisation: $0) }
        let systems = own + [.bsn, .insz] + others
        return [
            FormField(
                "/identifier/system",
                .list(systems.map { FormOption($0.description, $0.label(wording.language)) }, any: nil),
                label: wording(PatientPageWord.numberOf),
                isRequired: true,
                value: systems.first?.description ?? ""
            ),
            FormField("/identifier/value", .text, label: wording(PatientPageWord.number), isRequired: true),
        ]
    }
}
