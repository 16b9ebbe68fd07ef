// Parsers of the access log and of secrets: notes, checkpoints, proofs, leaves, hashes of passwords, codes that are typed.
@testable import Domain
@testable import Records

extension FuzzParser {
    static let log: [FuzzParser] = [notes, proofs, leaves, rows, secrets]

    private static let notes = FuzzParser(
        text: "log-notes",
        from: "checkpoints that were shipped, kept or brought back",
        law: "written and read again it is the same"
    ) { text in
        if let checkpoint = Checkpoint(text: text),
            let broken = isStable(checkpoint, written: \.text, read: Checkpoint.init(text:))
        {
            return "a checkpoint: \(broken)"
        }
        let file = CheckpointFile(text)
        if file.unfinishedBytes > text.utf8.count { return "more is unfinished than there is" }
        for checkpoint in file.checkpoints
        where CheckpointFile(CheckpointFile.entry(checkpoint)).checkpoints != [checkpoint] {
            return "an entry is not read again"
        }
        return SignedNote(text).flatMap { isStable($0, written: \.description, read: SignedNote.init(_:)) }
    }

    private static let proofs = FuzzParser(
        text: "log-proofs",
        from: "proofs and keys that somebody brings",
        law: "written and read again it is the same"
    ) { text in
        if let verifier = LogVerifier(text), LogVerifier(verifier.description)?.description != verifier.description {
            return "a verifier is not read again"
        }
        _ = LogSigner(fileText: text)
        guard let proof = EventProof(text) else { return nil }
        return EventProof(proof.text)?.text == proof.text ? nil : "a proof is not read again"
    }

    private static let leaves = FuzzParser(
        "log-leaves",
        from: "the leaf in a proof",
        law: "no field stands twice"
    ) { bytes in
        guard let leaf = LeafContent(bytes) else { return nil }
        let fields = leaf.fields.map(\.column)
        return Set(fields).count == fields.count ? nil : "a field stands twice"
    }

    private static let rows = FuzzParser(
        "log-rows",
        from: "binary copies of the log",
        law: "what is read lies within the bytes"
    ) { bytes in
        var rows = BinaryRows()
        guard var index = try? rows.begin(BinaryRows.head + bytes) else { return "a copy does not begin" }
        let chunk = BinaryRows.head + bytes
        while index < chunk.count {
            guard var row = try? BinaryRow(chunk, at: index) else { return nil }
            while !row.isOver {
                guard let field = try? row.next("field") else { return nil }
                if field.range.upperBound > chunk.count { return "a field ends behind the bytes" }
            }
            if row.index <= index { return "a row has no length" }
            index = row.index
        }
        return nil
    }

    private static let secrets = FuzzParser(
        text: "secrets",
        from: "hashes that are kept, codes that are typed",
        law: "written and read again it is the same; hyphens and capital letters of a code do not count"
    ) { text in
        if let hash = PasswordHash(text), PasswordHash(hash.text) != hash { return "a hash is not read again" }
        if let typed = RecoveryCode.hash(ofTyped: text), RecoveryCode.hash(ofTyped: text.uppercased()) != typed {
            return "capital letters count"
        }
        return nil
    }
}
