// The fields that several kinds of findings share: codes, signs, ticks of a list, rows with both sides, rows left free.
import Domain
import Reports

extension FindingFormParts {
    /// One of a closed set, or nothing stated.
    mutating func list<Value: Code>(
        _ pointer: String,
        _ type: Value.Type,
        _ label: some ReportWord,
        hint: (any ReportWord)? = nil
    ) -> FormField {
        field(pointer, .list(FormOption.all(type, language), any: wording(NothingWord.notRecorded)), label, hint: hint)
    }

    /// One of a closed set, or nothing stated, in the cell of a table.
    mutating func cell<Value: Code>(
        _ row: FindingRow,
        _ member: String,
        among type: Value.Type,
        label: String
    ) -> FormField {
        let kind = FormField.Kind.list(FormOption.all(type, language), any: wording(NothingWord.notRecorded))
        return cell(row, member, kind, label: label)
    }

    /// One of some options, where another that was recorded stays one.
    mutating func open(_ pointer: String, _ options: [FormOption], any: String?, label: String) -> FormField {
        let value = body.take(pointer)
        let isKnown = value.isEmpty || options.contains { $0.value == value }
        let all = isKnown ? options : options + [FormOption(value, value)]
        return FormField("/body\(pointer)", .list(all, any: any), label: label, isRequired: any != nil, value: value)
    }

    /// One of some options, or nothing stated, in the cell of a table; another that was recorded stays one.
    mutating func open(_ row: FindingRow, _ member: String, _ options: [FormOption], label: String) -> FormField {
        let value = row.take(member, &body)
        let isKnown = value.isEmpty || options.contains { $0.value == value }
        let all = isKnown ? options : options + [FormOption(value, value)]
        return FormField(
            row.name(member),
            .list(all, any: wording(NothingWord.notRecorded)),
            label: label,
            value: value
        )
    }

    /// A sign with its four answers. It was not examined until somebody says otherwise, and then says nothing.
    mutating func sign(_ pointer: String, label: String) -> FormField {
        let value = body.take(pointer)
        let options = Sign.allCases.map { sign in
            let isStart = sign == .notExamined && value != sign.rawValue
            return FormOption(isStart ? "" : sign.rawValue, wording(sign.label))
        }
        return FormField("/body\(pointer)", .choice(options), label: label, value: value)
    }

    /// A tick for one value of a list.
    mutating func tick(_ value: String, of list: String, at index: Int, label: String) -> FormField {
        let isThere = body.takeElement(value, of: list)
        return FormField("/body\(list)/\(index)", .mark(value), label: label, value: isThere ? value : "")
    }

    /// A row with a cell for each side, each of which is an element of a list.
    ///
    /// - Parameters:
    ///   - list: the pointer of the list.
    ///   - index: of the element of the left side; the other one is the next.
    ///   - heading: of the row.
    ///   - members: what tells the row from others.
    ///   - make: makes a cell, out of its row, its side and what it is called.
    /// - Returns: the row.
    mutating func bothSides(
        of list: String,
        at index: Int,
        _ heading: String,
        _ members: [(String, String)],
        _ make: (inout FindingFormParts, FindingRow, String) -> FormField
    ) -> FormGrid.Row {
        var cells: [FormField] = []
        for (offset, side) in Side.allCases.enumerated() {
            let known = members + [("side", side.rawValue)]
            let row = body.row(of: list, at: "\(list)/\(index + offset)", where: known)
            for (name, value) in known { give(row, name, value) }
            cells.append(make(&self, row, "\(heading), \(wording(side.label))"))
        }
        return FormGrid.Row(heading, cells)
    }

    /// Rows for what was recorded beside the rows that the form has, and some that are free.
    ///
    /// - Parameters:
    ///   - list: the pointer of the list.
    ///   - index: of the first of them.
    ///   - free: how many are free.
    ///   - heading: what each of them is called, before its number.
    ///   - make: makes the cells, out of the row and what it is called.
    /// - Returns: the rows.
    mutating func others(
        of list: String,
        from index: Int,
        free: Int,
        _ heading: String,
        _ make: (inout FindingFormParts, FindingRow, String) -> [FormField]
    ) -> [FormGrid.Row] {
        var rows = body.elements(of: list).enumerated().map { offset, element in
            body.row(element, at: "\(list)/\(index + offset)")
        }
        rows += (0..<free).map { FindingRow(element: nil, place: "\(list)/\(index + rows.count + $0)") }
        return rows.enumerated().map { offset, row in
            let name = "\(heading) \(offset + 1)"
            return FormGrid.Row(name, make(&self, row, name))
        }
    }
}
