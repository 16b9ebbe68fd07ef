-- Records an antibody result in workups of a random order, each thread in another one; BENCH_PATHS names the file of paths.
local paths = {}
local headers = {}

local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init(arguments)
    math.randomseed(number * 7919 + os.time())
    for path in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = path end
    headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
    headers["Content-Type"] = "application/json"
end

local count = 0
function request()
    count = count + 1
    headers["Idempotency-Key"] = "bench-" .. os.time() .. "-" .. number .. "-" .. count .. "-" .. math.random(1, 1000000000)
    local band = count % 2 == 0 and "positive" or "negative"
    local body = '{"kind": "antibody", "body": {"antigen": "GM1", "isotype": "IgM", "band": "' .. band .. '"}}'
    return wrk.format("POST", paths[math.random(#paths)], headers, body)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        "bench requests=%d microseconds=%d failed=%d p50=%d p99=%d\n", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
