// What differs between two versions of a finding, in the words of the form by which it is typed.
import Domain

/// What differs between two forms that were filled in, field by field.
enum FormDifference {
    /// `Area (mV·ms), elbow: 10.0 → 11.0`, in the order of the form; a value that has no field is named by its place, so that
    /// nothing that changed is left out.
    ///
    /// - Parameters:
    ///   - old: the form with the earlier version.
    ///   - new: the form with the later version.
    ///   - nothing: what stands for a field without a value.
    /// - Returns: a line for each field that differs.
    static func lines(from old: TeamForm, to new: TeamForm, nothing: String) -> [String] {
        let (before, after) = (old.values, new.values)
        var seen: Set<String> = ["key", "version"]
        var lines: [String] = []
        for field in new.fields + old.fields where seen.insert(field.name).inserted {
            let (earlier, later) = (before[field.name] ?? "", after[field.name] ?? "")
            guard earlier != later else { continue }
            let words = (field.words(of: earlier, nothing: nothing), field.words(of: later, nothing: nothing))
            lines.append("\(field.label): \(words.0) → \(words.1)")
        }
        for name in Set(before.keys).union(after.keys).subtracting(seen).sorted() {
            let (earlier, later) = (before[name] ?? "", after[name] ?? "")
            guard earlier != later else { continue }
            lines.append("\(name): \(earlier.isEmpty ? nothing : earlier) → \(later.isEmpty ? nothing : later)")
        }
        return lines
    }
}
