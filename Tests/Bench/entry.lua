-- Records an antibody result in the workup that a path names.
dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")

local count = 0
function request()
    count = count + 1
    headers["Content-Type"] = "application/json"
    headers["Idempotency-Key"] = "bench-" .. os.time() .. "-" .. number .. "-" .. count .. "-" .. math.random(1, 1000000000)
    local band = count % 2 == 0 and "positive" or "negative"
    local body = '{"kind": "antibody", "body": {"antigen": "GM1", "isotype": "IgM", "band": "' .. band .. '"}}'
    return wrk.format("POST", paths[math.random(#paths)], headers, body)
end
