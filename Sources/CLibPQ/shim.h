// libpq as Workup uses it: the whole of <libpq-fe.h>, and the calls that newer libraries do better.
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

// Makes the rows of the statement just sent come as they arrive. From libpq 17 on several come in one result.
static inline int workup_take_rows_in_parts(PGconn *connection) {
#ifdef LIBPQ_HAS_CHUNK_MODE
    return PQsetChunkedRowsMode(connection, 256);
#else
    return PQsetSingleRowMode(connection);
#endif
}

// Whether a result holds some of the rows, with more to come.
static inline int workup_is_part_of_rows(ExecStatusType status) {
#ifdef LIBPQ_HAS_CHUNK_MODE
    if (status == PGRES_TUPLES_CHUNK) return 1;
#endif
    return status == PGRES_SINGLE_TUPLE;
}

// A request to cancel that never blocks, and is encrypted where its connection is: from libpq 17 on.
#ifdef LIBPQ_HAS_ASYNC_CANCEL
typedef PGcancelConn workup_cancel_request;

static inline int workup_has_async_cancel(void) {
    return 1;
}
static inline workup_cancel_request *workup_cancel_create(PGconn *connection) {
    return PQcancelCreate(connection);
}
static inline int workup_cancel_start(workup_cancel_request *request) {
    return PQcancelStart(request);
}
static inline PostgresPollingStatusType workup_cancel_poll(workup_cancel_request *request) {
    return PQcancelPoll(request);
}
static inline int workup_cancel_socket(const workup_cancel_request *request) {
    return PQcancelSocket(request);
}
static inline void workup_cancel_finish(workup_cancel_request *request) {
    PQcancelFinish(request);
}
#else
typedef struct workup_cancel_request workup_cancel_request;

static inline int workup_has_async_cancel(void) {
    return 0;
}
static inline workup_cancel_request *workup_cancel_create(PGconn *connection) {
    (void)connection;
    return 0;
}
static inline int workup_cancel_start(workup_cancel_request *request) {
    (void)request;
    return 0;
}
static inline PostgresPollingStatusType workup_cancel_poll(workup_cancel_request *request) {
    (void)request;
    return PGRES_POLLING_FAILED;
}
static inline int workup_cancel_socket(const workup_cancel_request *request) {
    (void)request;
    return -1;
}
static inline void workup_cancel_finish(workup_cancel_request *request) {
    (void)request;
}
#endif

#ifdef __linux__
#include <sys/eventfd.h>

// A descriptor that another thread can make readable; Swift's C library module leaves the call out.
static inline int workup_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}
#endif
