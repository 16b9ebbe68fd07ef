// Arrays of one dimension, for bulk work through `unnest($1::…[])` and for columns that hold lists.

extension Array: PostgreSQLValue where Element: PostgreSQLValue {
    /// The array over the element's type.
    package static var postgreSQLType: PostgreSQLType { Element.postgreSQLType.array }
}

extension Array: PostgreSQLEncodable where Element: PostgreSQLEncodable {
    /// Sends `{"…","…",NULL}`; every element is quoted, so none needs a second look.
    package func encode(into writer: inout ParameterWriter) {
        // The server would take it for an array of text that looks like arrays.
        guard !writer.isInElement else { return writer.refuse("an array of arrays has no type to be sent as") }
        writer.append(UInt8(ascii: "{"))
        for (index, element) in enumerated() {
            if index > 0 { writer.append(UInt8(ascii: ",")) }
            writer.appendElement(element)
        }
        writer.append(UInt8(ascii: "}"))
    }
}

extension Array: PostgreSQLDecodable where Element: PostgreSQLDecodable {
    /// Reads an array of one dimension; an array of several is a fault.
    package init(decoding cell: borrowing Cell) throws {
        var reader = ArrayReader(text: try cell.bytes(expecting: Self.postgreSQLType.name))
        var elements: [Element] = []
        while let element = try reader.next() {
            switch element {
            case .null:
                elements.append(try Element(decoding: Cell(text: nil, owner: nil)))
            case .text(let bytes):
                elements.append(try bytes.withUnsafeBytes { try Element(decoding: Cell(text: $0, owner: nil)) })
            }
        }
        self = elements
    }
}

/// Takes the text form of an array apart, element by element.
private struct ArrayReader {
    enum Element {
        case null
        case text([UInt8])
    }

    private let text: UnsafeRawBufferPointer
    private var index = 0
    private var hasBegun = false

    init(text: UnsafeRawBufferPointer) { self.text = text }

    mutating func next() throws(CellFault) -> Element? {
        if !hasBegun {
            hasBegun = true
            guard take(UInt8(ascii: "{")) else { throw fault("is not an array of one dimension from 1") }
            if take(UInt8(ascii: "}")) { return try end() }
            return try element()
        }
        if take(UInt8(ascii: "}")) { return try end() }
        guard take(UInt8(ascii: ",")) else { throw fault("is broken off") }
        return try element()
    }

    private mutating func element() throws(CellFault) -> Element {
        guard index < text.count else { throw fault("is broken off") }
        if text[index] == UInt8(ascii: "{") { throw fault("has several dimensions") }
        return take(UInt8(ascii: "\"")) ? try quoted() : try plain()
    }

    private mutating func quoted() throws(CellFault) -> Element {
        var bytes: [UInt8] = []
        while index < text.count {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                return .text(bytes)
            case UInt8(ascii: "\\"):
                guard index < text.count else { throw fault("is broken off") }
                bytes.append(text[index])
                index += 1
            default:
                bytes.append(byte)
            }
        }
        throw fault("is broken off")
    }

    private mutating func plain() throws(CellFault) -> Element {
        let start = index
        while index < text.count, text[index] != UInt8(ascii: ","), text[index] != UInt8(ascii: "}") { index += 1 }
        guard index < text.count, index > start else { throw fault("is broken off") }
        let bytes = text[start..<index]
        return bytes.elementsEqual("NULL".utf8) ? .null : .text(Array(bytes))
    }

    private func end() throws(CellFault) -> Element? {
        guard index == text.count else { throw fault("goes on after its end") }
        return nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    private func fault(_ reason: String) -> CellFault { CellFault(expected: "array", reason: reason) }
}
