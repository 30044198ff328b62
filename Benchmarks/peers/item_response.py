"""Partial credit or graded response items by girth, which gives no standard errors.

    item_response.py FILE.csv pcm|grm REPETITIONS

girth's partial credit model has a slope per item as well. Prints one JSON object; the time is the best of the
calibrations, with the marks in memory.
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
    fit = {"pcm": girth.pcm_mml, "grm": girth.grm_mml}[sys.argv[2]]
    seconds = []
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter()
        answer = fit(marks)
        seconds.append(time.perf_counter() - start)
    steps = {name: [float(step) for step in row] for name, row in zip(table.columns, answer["Difficulty"])}
    if sys.argv[2] == "grm":
        steps = {name: [float(slope), *steps[name]] for name, slope in zip(table.columns, answer["Discrimination"])}
    print(json.dumps({"program": f"girth {version('girth')}", "seconds": min(seconds), "steps": steps}))
