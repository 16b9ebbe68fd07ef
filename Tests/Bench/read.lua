-- Reads what the paths name.
dofile(os.getenv("BENCH_SCRIPTS") .. "/common.lua")

function request()
    return wrk.format("GET", paths[math.random(#paths)], headers)
end
