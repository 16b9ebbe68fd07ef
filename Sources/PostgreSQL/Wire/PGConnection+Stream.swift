// The libpq calls of streams: rows as they arrive, and COPY.
import CLibPQ

extension PGConnection {
    func sendRows(text: StatementText, parameters: ParameterWriter) -> Bool {
        let isSent = parameters.withValues { count, values in
            PQsendQueryParams(connection, text.sql, count, text.parameterOIDs, values, nil, nil, 0) == 1
        }
        return isSent && workup_take_rows_in_parts(connection) == 1
    }

    func receiveCopyData(into bytes: inout [UInt8]) -> CopyArrival {
        var buffer: UnsafeMutablePointer<CChar>?
        let count = PQgetCopyData(connection, &buffer, 1)
        guard count > 0, let buffer else {
            return count == 0 ? .notYet : count == -1 ? .end : .failed
        }
        defer { PQfreemem(buffer) }
        forgetRead()
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(count)))
        return .bytes
    }

    func sendCopyData(_ bytes: [UInt8]) -> CopyProgress {
        bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return CopyProgress(PQputCopyData(connection, start, Int32(buffer.count)))
        }
    }

    func endCopy(failingBecause reason: String?) -> CopyProgress { CopyProgress(PQputCopyEnd(connection, reason)) }
}

extension CopyProgress {
    fileprivate init(_ status: Int32) {
        switch status {
        case 1: self = .taken
        case 0: self = .full
        default: self = .failed
        }
    }
}

extension ParameterWriter {
    /// Lends the values as libpq wants them: a pointer for each, NULL for NULL.
    func withValues<Result>(
        _ body: (_ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: offsets.count) { values in
                for (index, offset) in offsets.enumerated() {
                    let start = offset.flatMap { offset in bytes.baseAddress.map { UnsafeRawPointer($0 + offset) } }
                    values.initializeElement(at: index, to: start?.assumingMemoryBound(to: CChar.self))
                }
                return body(Int32(offsets.count), values.baseAddress.map { UnsafePointer($0) })
            }
        }
    }
}
