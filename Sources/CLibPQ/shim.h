// libpq as Workup uses it: the whole of <libpq-fe.h>, and one call that newer libraries do better.
#pragma once
#include <libpq-fe.h>

// Ends one implicit transaction of a pipeline. From libpq 17 on the sync is only put in the buffer, so that
// several units leave in one write; before that every sync is a write of its own.
static inline int workup_pipeline_sync(PGconn *connection) {
#ifdef LIBPQ_HAS_SEND_PIPELINE_SYNC
    return PQsendPipelineSync(connection);
#else
    return PQpipelineSync(connection);
#endif
}

#ifdef __linux__
#include <sys/eventfd.h>

// A descriptor that another thread can make readable; Swift's C library module leaves the call out.
static inline int workup_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}
#endif
