# Runs one command and tells what it took: a process of its own, since a child counts the memory of whoever started it as its own.
"""python3 launch.py TOLD COMMAND…: writes exit code, seconds and peak memory in bytes to the file TOLD."""

import os
import sys
import time


def main():
    told, command = sys.argv[1], sys.argv[2:]
    begun = time.monotonic()
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    took = time.monotonic() - begun
    # macOS counts bytes, Linux KiB.
    unit = 1 if os.uname().sysname == "Darwin" else 1 << 10
    with open(told, "w", encoding="ascii") as file:
        file.write(f"{os.waitstatus_to_exitcode(status)} {took} {usage.ru_maxrss * unit}")


main()
