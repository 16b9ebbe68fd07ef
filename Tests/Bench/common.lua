-- What the loads of wrk have in common: paths in a random order, each thread in another one; the token; one line at the end.
-- BENCH_PATHS names the file of paths.
paths = {}
headers = {}

local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init(arguments)
    math.randomseed(number * 7919 + os.time())
    for path in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = path end
    headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        "bench requests=%d microseconds=%d failed=%d p50=%d p99=%d\n", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
