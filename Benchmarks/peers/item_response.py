"""Partial credit items by girth, which estimates a slope per item as well.

    item_response.py FILE.csv

Prints one JSON object; the time is that of the one calibration, with the marks in memory.
"""

import json
import sys
import time
from importlib.metadata import version

import girth
import polars

if __name__ == "__main__":
    table = polars.read_csv(sys.argv[1])
    marks = table.to_numpy().astype(int).T
    start = time.perf_counter()
    answer = girth.pcm_mml(marks)
    seconds = time.perf_counter() - start
    steps = {name: [float(step) for step in row] for name, row in zip(table.columns, answer["Difficulty"])}
    print(json.dumps({"program": f"girth {version('girth')}", "seconds": seconds, "steps": steps}))
