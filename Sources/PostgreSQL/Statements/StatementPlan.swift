// What the server's plan of a statement tells of its columns: which of them stand on the empty side of an outer join.
import FoundationEssentials

/// The plan of a statement, as `explain (format json, verbose)` gives it.
///
/// The planner has by then turned those outer joins into inner ones whose empty rows a condition throws away.
struct StatementPlan {
    /// The plan's words: among others the functions it calls, those of views and of inlined functions included.
    let words: SQLWords
    private let top: Node

    /// Reads a plan; nil where it is not one.
    init?(json: String) {
        let entries = try? JSONDecoder().decode([Entry].self, from: Data(json.utf8))
        guard let top = entries?.first?.plan else { return nil }
        self.top = top
        // In a plan's text every quotation mark belongs to JSON: without them, words remain.
        words = SQLWords(json.replacing("\"", with: " ").replacing("'", with: " "))
    }

    /// Whether a column may be null although its table's column is not.
    ///
    /// - Parameters:
    ///   - index: the place of the column in the result.
    ///   - table: the table it comes from.
    /// - Returns: also true where the plan does not show the way of the column, but makes empty rows of its table.
    func mayBeEmpty(column index: Int, of table: String) -> Bool {
        if let output = top.output, index < output.count, let isEmpty = top.mayBeEmpty(output[index]) { return isEmpty }
        return top.emptiesRows(of: table)
    }

    private struct Entry: Decodable {
        let plan: Node

        enum CodingKeys: String, CodingKey { case plan = "Plan" }
    }

    fileprivate struct Node: Decodable {
        let type: String
        let relationship: String?
        let joinType: String?
        let relation: String?
        let alias: String?
        let output: [String]?
        let hasGroupingSets: Bool
        let children: [Node]

        enum CodingKeys: String, CodingKey {
            case type = "Node Type"
            case relationship = "Parent Relationship"
            case joinType = "Join Type"
            case relation = "Relation Name"
            case alias = "Alias"
            case output = "Output"
            case groupingSets = "Grouping Sets"
            case children = "Plans"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            type = try values.decode(String.self, forKey: .type)
            relationship = try values.decodeIfPresent(String.self, forKey: .relationship)
            joinType = try values.decodeIfPresent(String.self, forKey: .joinType)
            relation = try values.decodeIfPresent(String.self, forKey: .relation)
            alias = try values.decodeIfPresent(String.self, forKey: .alias)
            output = try values.decodeIfPresent([String].self, forKey: .output)
            hasGroupingSets = values.contains(.groupingSets)
            children = try values.decodeIfPresent([Node].self, forKey: .children) ?? []
        }
    }
}

extension StatementPlan.Node {
    /// Follows an expression down to the table it is read from; nil where it is not to be followed.
    func mayBeEmpty(_ expression: String) -> Bool? {
        // A column that is not in the set at hand comes out empty.
        if hasGroupingSets { return true }
        if let relation, type != "ModifyTable" || expression.hasPrefix("\(alias ?? relation).") { return false }
        let sources = children.filter { $0.carriesRows && $0.output?.contains(expression) == true }
        var isKnown = !sources.isEmpty
        for source in sources {
            guard !isEmptySide(source), let isEmpty = source.mayBeEmpty(expression) else {
                if isEmptySide(source) { return true }
                isKnown = false
                continue
            }
            if isEmpty { return true }
        }
        return isKnown ? false : nil
    }

    /// Whether an outer join anywhere may put an empty row in the place of a row of the table.
    func emptiesRows(of table: String) -> Bool {
        children.contains { isEmptySide($0) && $0.mayRead(table) || $0.emptiesRows(of: table) }
            || hasGroupingSets && mayRead(table)
    }

    /// Whether rows of the table may be among what comes out.
    private func mayRead(_ table: String) -> Bool {
        // A part of a partitioned table has another name; a table known to give nothing has no name at all.
        relation == table || ["Append", "Merge Append", "Result"].contains(type)
            || children.contains { $0.mayRead(table) }
    }

    /// Whether the rows of this child are completed by empty ones where none fits.
    private func isEmptySide(_ child: Self) -> Bool {
        switch joinType {
        case "Left", "Anti": child.relationship == "Inner"
        case "Right", "Right Anti": child.relationship == "Outer"
        case "Full": child.carriesRows
        default: false
        }
    }

    /// Whether it gives rows to its parent, and not a single value.
    private var carriesRows: Bool { relationship != "InitPlan" && relationship != "SubPlan" }
}
