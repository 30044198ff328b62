"""The work that is compared, part by part: each function gives rows of the table."""

import os
import sys
import tempfile
from pathlib import Path

import programs
from agreement import (
    CLOSED_FORM, LME4_STOPS_EARLY, SAME_OPTIMUM, SWEPT, Tolerances, check, check_calibration, check_imputation, check_slopes,
    check_test,
)
from measure import ProgramFailed, run
from simulate import simulate, without_a_fifth
from simulate_graded import simulate_graded
from simulate_responses import simulate_responses
from simulate_visits import simulate_visits
from table import Row

OUR_REPETITIONS = 5
PEER_REPETITIONS = 2
FIT_PRESCHOOLS = (100, 1000)
READ_PRESCHOOLS = 5000
VISITING_CHILDREN = 100_000
BOOTSTRAP_REPLICATIONS = 99_999
PERMUTATION_REPLICATIONS = 100_000
PBKRTEST_PRESCHOOLS = 10
IMPUTATIONS, IMPUTATION_ROUNDS = 20, 5
TESTED_CHILDREN, TEST_ITEMS = 100_000, 20
GRADED_CHILDREN = 10_000
OBSERVED_SHEETS, AREA_ITEMS, MISSING_MARKS = 3_000_000, 15, 0.05
LMM_PEERS = (("lme4", "none", ""), ("lmerTest", "satterthwaite", " + Satterthwaite"))


def panel(work: Path, preschools: int) -> Path:
    """The data file for so many preschools, made when it is not there."""
    file = work / f"panel-{preschools}.csv"
    if not file.exists():
        simulate(preschools, seed=1).write_csv(file)
    return file


def peers(script: str, names: list[str], data: Path) -> list[programs.Fit]:
    """The fits of the peers that are installed."""
    fits = []
    for name in names:
        try:
            fits.append(programs.best(PEER_REPETITIONS, lambda: programs.r_peer(script, data, name)))
        except ProgramFailed as failure:
            print(f"{name} left out: {failure}", file=sys.stderr)
    return fits


def fit_rows(name: str, ours: programs.Fit, theirs: list[programs.Fit], goal_ratio: float | None,
             tolerances: Tolerances) -> list[Row]:
    """The rows of one fit: from rows in memory against the fastest peer, and the whole process."""
    for peer in theirs:
        print(f"  {name}: {check(ours, peer, tolerances)}", file=sys.stderr)
    if not theirs:
        return []
    fastest = min(theirs, key=lambda peer: peer.seconds["fit"])
    quickest = min(theirs, key=lambda peer: peer.seconds["process"])
    return [
        Row(f"{name}, from rows in memory", ours.seconds["rows in memory"], fastest.program,
            fastest.seconds["fit"], goal_ratio=goal_ratio),
        Row(f"{name}, whole process with reading", ours.seconds["process"], quickest.program,
            quickest.seconds["process"], megabytes=ours.peak_megabytes, peer_megabytes=quickest.peak_megabytes),
    ]


def ols(tarazy: str, work: Path) -> list[Row]:
    """Least squares with cluster-robust inference, against estimatr and clubSandwich."""
    rows = []
    for preschools in FIT_PRESCHOOLS:
        data, large = panel(work, preschools), preschools == FIT_PRESCHOOLS[-1]
        name = f"CR2 + Satterthwaite, {preschools * 240:,} rows, {preschools:,} clusters"
        ours = programs.best(OUR_REPETITIONS, lambda: programs.tarazy_ols(tarazy, data))
        theirs = peers("cr2.R", ["estimatr", "clubSandwich"], data)
        rows += fit_rows(name, ours, theirs, 100 if large else None, CLOSED_FORM)
        rows.append(Row(f"{name}, from saved moments", ours.seconds["saved moments"],
                        goal_seconds=0.020 if large else None))
    return rows


def absorb(tarazy: str, work: Path) -> list[Row]:
    """Two absorbed factors with cluster-robust errors, against pyfixest."""
    data = work / f"visits-{VISITING_CHILDREN}.csv"
    if not data.exists():
        simulate_visits(VISITING_CHILDREN, seed=7).write_csv(data)
    try:
        theirs = [programs.pyfixest_absorbed(data, PEER_REPETITIONS)]
    except ProgramFailed as failure:
        print(f"pyfixest left out: {failure}", file=sys.stderr)
        theirs = []
    name = f"two-way fixed effects, {VISITING_CHILDREN:,} children × 52 weeks, clustered by child"
    ours = programs.best(OUR_REPETITIONS, lambda: programs.tarazy_absorbed(tarazy, data))
    return fit_rows(name, ours, theirs, 5, SWEPT)


def lmm(tarazy: str, work: Path) -> list[Row]:
    """The three-level mixed model, against lme4 and lmerTest."""
    rows = []
    for preschools in FIT_PRESCHOOLS:
        data, large = panel(work, preschools), preschools == FIT_PRESCHOOLS[-1]
        name = f"3-level REML, {preschools * 240:,} rows"
        for peer, degrees_of_freedom, label in LMM_PEERS:
            ours = programs.best(OUR_REPETITIONS, lambda: programs.tarazy_lmm(tarazy, data, degrees_of_freedom))
            goal = 100 if large and peer == "lme4" else None
            rows += fit_rows(name + label, ours, peers("lmm.R", [peer], data), goal, LME4_STOPS_EARLY)
            rows.append(Row(f"{name}{label}, from saved moments", ours.seconds["saved moments"],
                            goal_seconds=0.100 if large else None))
    return rows


def tests(name: str, ours: programs.Test, script: str, names: list[str], data: Path,
          goal_ratio: float | None) -> list[Row]:
    """One row per peer that is installed; the goal holds against each of the packages."""
    rows = []
    for peer in names:
        try:
            theirs = programs.python_test(script, data, peer, ours.replications)
        except ProgramFailed as failure:
            print(f"{peer} left out: {failure}", file=sys.stderr)
            continue
        print(f"  {name}: {check_test(ours, theirs)}", file=sys.stderr)
        rows.append(Row(name, ours.seconds["rows in memory"], theirs.program, theirs.seconds["test"],
                        goal_ratio=goal_ratio))
    return rows


def bootstrap(tarazy: str, work: Path) -> list[Row]:
    """The wild cluster bootstrap with its interval, against programs that give the p-value only."""
    rows = []
    for preschools, goal in zip(FIT_PRESCHOOLS, (30, 100)):
        data, large = panel(work, preschools), preschools == FIT_PRESCHOOLS[-1]
        name = f"wild cluster bootstrap, {BOOTSTRAP_REPLICATIONS:,} draws, {preschools:,} clusters"
        ours = programs.quickest(
            OUR_REPETITIONS, lambda: programs.tarazy_bootstrap(tarazy, data, BOOTSTRAP_REPLICATIONS))
        # pyfixest calls wildboottest, which takes minutes with 1,000 clusters.
        packages = ["wildboottest"] if large else ["wildboottest", "pyfixest"]
        rows += tests(name, ours, "wild_bootstrap.py", packages, data, goal)
        rows += tests(name, ours, "wild_bootstrap.py", ["numpy"], data, None)
        product = programs.python_test("wild_bootstrap.py", data, "product", BOOTSTRAP_REPLICATIONS)
        rows.append(Row(f"{name}, from saved moments", ours.seconds["saved moments"], product.program,
                        product.seconds["test"], goal_ratio=None if large else 0.5))
    return rows


def permutation(tarazy: str, work: Path) -> list[Row]:
    """The randomization test with its interval, against programs that give the p-value only."""
    data = panel(work, FIT_PRESCHOOLS[0])
    ours = programs.quickest(
        OUR_REPETITIONS, lambda: programs.tarazy_permutation(tarazy, data, PERMUTATION_REPLICATIONS))
    name = f"randomization test, {PERMUTATION_REPLICATIONS:,} draws, {FIT_PRESCHOOLS[0]} clusters"
    return tests(name, ours, "permutation.py", ["scipy", "numpy"], data, 10)


def kenward_roger(tarazy: str, work: Path) -> list[Row]:
    """Kenward-Roger, against pbkrtest on what it can hold in memory, and on 240,000 rows against the clock."""
    data, name = panel(work, PBKRTEST_PRESCHOOLS), f"Kenward–Roger, {PBKRTEST_PRESCHOOLS * 240:,} rows"
    ours = programs.best(OUR_REPETITIONS, lambda: programs.tarazy_lmm(tarazy, data, "kenward-roger"))
    rows = fit_rows(name, ours, peers("kenward_roger.R", ["pbkrtest"], data), None, SAME_OPTIMUM)
    large = FIT_PRESCHOOLS[-1]
    for formula, label in ((programs.NESTED, "3 levels"), (programs.RANDOM_WAVES, "3 levels with random waves")):
        fit = programs.best(
            OUR_REPETITIONS,
            lambda: programs.tarazy_lmm(tarazy, panel(work, large), "kenward-roger", formula))
        rows.append(Row(f"Kenward–Roger, {large * 240:,} rows, {label}, fit and inference from rows in memory",
                        fit.seconds["rows in memory"], goal_seconds=1.0))
    return rows


def impute(tarazy: str, work: Path) -> list[Row]:
    """Multiple imputation of five outcomes, a fifth of each missing, against mice, which ignores the clusters."""
    data = work / "incomplete-100.csv"
    if not data.exists():
        without_a_fifth(simulate(FIT_PRESCHOOLS[0], seed=1), seed=2).write_csv(data)
    settings = (IMPUTATIONS, IMPUTATION_ROUNDS)
    ours = min((programs.tarazy_imputation(tarazy, data, *settings) for _ in range(OUR_REPETITIONS)),
               key=lambda each: each.seconds)
    name = f"{IMPUTATIONS} imputations, {FIT_PRESCHOOLS[0] * 240:,} rows × 5 variables, {IMPUTATION_ROUNDS} rounds"
    rows = []
    for method in ("norm", "pmm"):
        try:
            theirs = programs.r_imputation(data, method, *settings)
        except ProgramFailed as failure:
            print(f"mice {method} left out: {failure}", file=sys.stderr)
            continue
        print(f"  {name}: {check_imputation(ours, theirs)}", file=sys.stderr)
        rows.append(Row(name, ours.seconds, theirs.program, theirs.seconds, goal_ratio=50))
    return rows


def responses(work: Path, children: int, items: int, missing: float) -> Path:
    """The file of marks of so many children, made when it is not there."""
    file = work / f"responses-{children}-{items}-{missing:g}.csv"
    if not file.exists():
        simulate_responses(children, items, missing, seed=3).write_csv(file)
    return file


def item_response(tarazy: str, work: Path) -> list[Row]:
    """Partial credit items, against girth, and one area of development of a million children at three waves."""
    data = responses(work, TESTED_CHILDREN, TEST_ITEMS, 0)
    ours = programs.best(OUR_REPETITIONS, lambda: programs.tarazy_calibration(tarazy, data, TEST_ITEMS))
    name = f"partial credit, {TESTED_CHILDREN:,} children × {TEST_ITEMS} three-level items"
    rows = [Row(f"{name}, from saved moments", ours.seconds["saved moments"], goal_seconds=0.030)]
    try:
        theirs = programs.girth_calibration(data)
        print(f"  {name}: {check_calibration(ours, theirs)}", file=sys.stderr)
        rows.insert(0, Row(f"{name}, from responses in memory", ours.seconds["rows in memory"], theirs.program,
                           theirs.seconds["fit"], goal_ratio=200))
    except ProgramFailed as failure:
        print(f"girth left out: {failure}", file=sys.stderr)
    large = responses(work, OBSERVED_SHEETS, AREA_ITEMS, MISSING_MARKS)
    area = programs.tarazy_calibration(tarazy, large, AREA_ITEMS)
    # Five areas of development in a minute.
    rows.append(Row(f"partial credit, {OBSERVED_SHEETS:,} sheets × {AREA_ITEMS} items, a twentieth missing, whole process",
                    area.seconds["process"], goal_seconds=12, megabytes=area.peak_megabytes, goal_megabytes=2000))
    return rows + graded_response(tarazy, work)


def graded_response(tarazy: str, work: Path) -> list[Row]:
    """The graded response model with its standard errors, against girth, which gives none."""
    data = work / f"graded-{GRADED_CHILDREN}-{TEST_ITEMS}.csv"
    if not data.exists():
        simulate_graded(GRADED_CHILDREN, TEST_ITEMS, seed=1).write_csv(data)
    ours = programs.best(OUR_REPETITIONS, lambda: programs.tarazy_calibration(tarazy, data, TEST_ITEMS, "grm"))
    name = f"graded response, {GRADED_CHILDREN:,} children × {TEST_ITEMS} three-level items, from responses in memory"
    try:
        theirs = programs.girth_calibration(data, "grm", PEER_REPETITIONS)
    except ProgramFailed as failure:
        print(f"girth left out: {failure}", file=sys.stderr)
        return [Row(name, ours.seconds["rows in memory"])]
    print(f"  {name}: {check_slopes(ours, theirs)}", file=sys.stderr)
    return [Row(name, ours.seconds["rows in memory"], theirs.program, theirs.seconds["fit"], goal_ratio=15)]


def csv(tarazy: str, work: Path) -> list[Row]:
    """Reading a large file on one core and on all, against polars."""
    data, rows = panel(work, READ_PRESCHOOLS), []
    megabytes = data.stat().st_size / 1e6
    for cores in sorted({1, len(os.sched_getaffinity(0))}):
        ours = min(programs.tarazy_reading(tarazy, data, cores) for _ in range(OUR_REPETITIONS))
        peer, theirs = programs.polars_reading(data, cores, OUR_REPETITIONS)
        rows.append(Row(f"CSV into typed columns, {megabytes:.0f} MB, {cores} core{'s' * (cores > 1)}", ours, peer,
                        theirs, goal_ratio=0.5))
    return rows


def evaluate(tarazy: str, work: Path) -> list[Row]:
    """The whole evaluation of the bundled pilot, import apart."""
    pilot = Path(__file__).parent.parent / "datasets" / "pilot-2026"
    with tempfile.TemporaryDirectory(dir=work) as folder:
        store = Path(folder) / "pilot.db"
        imported = run([tarazy, "import", str(pilot), "--into", str(store)])
        runs = [run([tarazy, "evaluate", str(store), "--plan", str(pilot / "plan.yml")]) for _ in range(3)]
    best = min(runs, key=lambda each: each.seconds)
    return [
        Row("tarazy import datasets/pilot-2026, whole process", imported.seconds, megabytes=imported.peak_megabytes),
        Row("tarazy evaluate, whole process", best.seconds, goal_seconds=2.0, megabytes=best.peak_megabytes,
            goal_megabytes=300),
    ]
