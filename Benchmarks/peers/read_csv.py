"""read_csv.py FILE.csv REPETITIONS: the best time polars takes to read the file, as one JSON object."""

import json
import sys
import time

import polars

path, repetitions = sys.argv[1], int(sys.argv[2])
times = []
for _ in range(repetitions):
    start = time.perf_counter()
    frame = polars.read_csv(path)
    times.append(time.perf_counter() - start)
print(json.dumps({
    "program": f"polars {polars.__version__}", "threads": polars.thread_pool_size(), "seconds": min(times),
    "rows": frame.height}))
