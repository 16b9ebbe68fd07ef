// The smallest case that still shows a fault: parts are taken out of it as long as it does.
import Domain

/// A case with everything taken out that a fault does not need.
func shrunk(_ file: CaseFile, while shows: (CaseFile) -> Bool) -> CaseFile {
    var smallest = file
    var hasShrunk = true
    while hasShrunk {
        hasShrunk = false
        var place = 0
        // After a part is gone the next one stands in its place; those before it were needed just now.
        while let smaller = withOnePartLess(smallest, place) {
            if let candidate = try? CaseFile.codec.decode(smaller), shows(candidate) {
                smallest = candidate
                hasShrunk = true
            } else {
                place += 1
            }
        }
    }
    return smallest
}

/// The case without one of its parts, by its place among all; nil where there are not so many. What is refused without
/// the part can not be had without it.
private func withOnePartLess(_ file: CaseFile, _ place: Int) -> JSONValue? {
    guard let json = try? JSONReader.read(CaseFile.codec.encode(file)) else { return nil }
    let all = withOnePartLess(json)
    return all.indices.contains(place) ? all[place] : nil
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
