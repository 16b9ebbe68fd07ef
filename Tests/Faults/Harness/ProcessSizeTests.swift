// What is counted of a process has to be what is meant.
import Testing

@Suite("The size of a process", .timeLimit(.minutes(1)))
struct ProcessSizeTests {
    @Test("of all sockets those are counted that a process holds at the far end of a connection to the port")
    func connections() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41 1 0
               1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 42 1 0
               2: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 43 1 0
               3: 0100007F:1F90 0200007F:D432 08 00000000:00000000 00:00000000 00000000     0        0 44 1 0
               4: 0100007F:1F90 0200007F:D433 04 00000000:00000000 00:00000000 00000000     0        0 0 1 0
               5: 0100007F:1538 0100007F:D434 01 00000000:00000000 00:00000000 00000000     0        0 45 1 0
            """
        #expect(ProcessSize.connections(to: 8_080, in: table) == 2)
        #expect(ProcessSize.connections(to: 80, in: table) == 0)
    }
}
