// The smallest case that still shows a fault: parts are taken out of it as long as it does.
import Domain

/// A case with everything taken out that a fault does not need.
func shrunk(_ file: CaseFile, while shows: (CaseFile) -> Bool) -> CaseFile {
    var smallest = file
    var hasShrunk = true
    while hasShrunk {
        hasShrunk = false
        guard let json = try? JSONReader.read(CaseFile.codec.encode(smallest)) else { return smallest }
        for smaller in withOnePartLess(json) {
            // What is refused without the part can not be had without it.
            guard let candidate = try? CaseFile.codec.decode(smaller), shows(candidate) else { continue }
            smallest = candidate
            hasShrunk = true
            break
        }
    }
    return smallest
}

/// The tree without one member or element, the largest parts first.
private func withOnePartLess(_ json: JSONValue) -> [JSONValue] {
    switch json {
    case .object(let members):
        let without = members.indices.map { index in JSONValue.object(removing(index, from: members)) }
        let within = members.indices.flatMap { index in
            withOnePartLess(members[index].value).map { value in
                var changed = members
                changed[index] = JSONMember(members[index].key, value)
                return JSONValue.object(changed)
            }
        }
        return without + within
    case .array(let elements):
        let without = elements.indices.map { index in JSONValue.array(removing(index, from: elements)) }
        let within = elements.indices.flatMap { index in
            withOnePartLess(elements[index]).map { value in
                var changed = elements
                changed[index] = value
                return JSONValue.array(changed)
            }
        }
        return without + within
    case .null, .bool, .number, .string: return []
    }
}

private func removing<T>(_ index: Int, from list: [T]) -> [T] {
    var list = list
    list.remove(at: index)
    return list
}
