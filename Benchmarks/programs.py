"""The programs that are compared, each run as its users run it."""

import json
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from measure import ProcessRun, run

HERE = Path(__file__).parent
FIXED = "y1 ~ arm*factor(wave) + female + age_months"
NESTED = FIXED + " + (1 | preschool/group/child)"
RANDOM_WAVES = FIXED + " + (1 + wave | preschool/group) + (1 | child)"


@dataclass(frozen=True)
class Coefficient:
    """One line of a coefficient table; a program that gives no degrees of freedom leaves them out."""

    estimate: float
    standard_error: float
    degrees_of_freedom: float | None


@dataclass(frozen=True)
class Fit:
    """One program's answer and the seconds it took, by what they are the seconds of."""

    program: str
    seconds: dict[str, float]
    peak_megabytes: float
    coefficients: dict[str, Coefficient]
    variances: dict[str, float] = field(default_factory=dict)
    criterion: float | None = None


@dataclass(frozen=True)
class Test:
    """One program's resampling test of one term and the seconds it took."""

    program: str
    seconds: dict[str, float]
    replications: int
    statistic: float
    p_value: float


@dataclass(frozen=True)
class Calibration:
    """The parameters of each item, slopes first, and the seconds it took, by what they are the seconds of."""

    program: str
    seconds: dict[str, float]
    peak_megabytes: float
    steps: dict[str, list[float]]


def tarazy_bootstrap(tarazy: str, data: Path, replications: int) -> Test:
    """The wild cluster bootstrap of the arm, with its interval."""
    return _tarazy_test(tarazy, data, replications, [
        "fit", "wild-bootstrap", "--formula", FIXED, "--cluster", "preschool", "--term", "arm",
        "--weights-distribution", "rademacher"])


def tarazy_permutation(tarazy: str, data: Path, replications: int) -> Test:
    """The randomization test of the arm, with its interval."""
    return _tarazy_test(tarazy, data, replications, [
        "fit", "permutation", "--formula", "y1 ~ arm", "--cluster", "preschool", "--term", "arm"])


def python_test(script: str, data: Path, peer: str, replications: int) -> Test:
    """One of the Python programs, through its script in peers/."""
    finished = run([sys.executable, str(HERE / "peers" / script), str(data), peer, str(replications)])
    answer = json.loads(finished.output)
    return Test(answer["program"], {"test": answer["seconds"]}, replications, answer["statistic"], answer["p_value"])


def quickest(repetitions: int, test) -> Test:
    """The same test several times, with the shortest of each of its times."""
    tests = [test() for _ in range(repetitions)]
    seconds = {what: min(each.seconds[what] for each in tests) for what in tests[0].seconds}
    return replace(tests[0], seconds=seconds)


@dataclass(frozen=True)
class Imputation:
    """Mean and standard deviation of each variable over a program's completed data sets, and the seconds it took."""

    program: str
    seconds: float
    variables: dict[str, tuple[float, float]]


def tarazy_ols(tarazy: str, data: Path) -> Fit:
    """Least squares with CR2 errors by preschool."""
    arguments = ["fit", "ols", "--formula", FIXED, "--cluster", "preschool", "--vcov", "cr2"]
    return _tarazy_fit(tarazy, data, arguments)


def tarazy_absorbed(tarazy: str, data: Path) -> Fit:
    """Two absorbed factors with errors clustered by child."""
    arguments = ["fit", "ols", "--formula", "score ~ treated + hours + sleep", "--absorb", "child,week",
                 "--cluster", "child", "--vcov", "cr1s"]
    return _tarazy_fit(tarazy, data, arguments)


def pyfixest_absorbed(data: Path, repetitions: int) -> Fit:
    """The same model by pyfixest, the table in memory."""
    finished = run([sys.executable, str(HERE / "peers" / "absorbed.py"), str(data), str(repetitions)])
    answer = json.loads(finished.output.splitlines()[-1])
    return Fit(answer["program"], {"fit": answer["seconds"], "process": finished.seconds}, finished.peak_megabytes,
               _coefficients(answer["coefficients"]))


def tarazy_lmm(tarazy: str, data: Path, degrees_of_freedom: str, formula: str = NESTED) -> Fit:
    """The three-level mixed model by REML; degrees of freedom satterthwaite, kenward-roger or none."""
    arguments = ["fit", "lmm", "--formula", formula, "--method", "reml", "--df", degrees_of_freedom]
    return _tarazy_fit(tarazy, data, arguments)


def r_peer(script: str, data: Path, peer: str) -> Fit:
    """One of the R packages, through its script in peers/; a script for one package takes no notice of its name."""
    finished = run(["Rscript", str(HERE / "peers" / script), str(data), peer])
    answer = json.loads(finished.output)
    return Fit(
        answer["program"], {"fit": answer["seconds"], "process": finished.seconds}, finished.peak_megabytes,
        _coefficients(answer["coefficients"]), _unbracketed(answer.get("variances", {})), answer.get("criterion"))


def tarazy_imputation(tarazy: str, data: Path, imputations: int, iterations: int) -> Imputation:
    """Multiple imputation of y1 … y5 with random intercepts of the preschools."""
    finished = run([
        tarazy, "impute", "--data", str(data), "--continuous", "y1,y2,y3,y4,y5", "--cluster", "preschool",
        "--imputations", str(imputations), "--iterations", str(iterations), "--format", "json", "--timings"])
    timings = _timings(finished)
    return Imputation("tarazy", timings["collect_s"] + timings["estimate_s"], _summaries(json.loads(finished.output)))


def r_imputation(data: Path, method: str, imputations: int, iterations: int) -> Imputation:
    """The same number of data sets and rounds by mice."""
    script = HERE / "peers" / "impute.R"
    finished = run(["Rscript", str(script), str(data), method, str(imputations), str(iterations)])
    answer = json.loads(finished.output)
    return Imputation(answer["program"], answer["seconds"], _summaries(answer))


def tarazy_calibration(tarazy: str, data: Path, items: int, model: str = "pcm") -> Calibration:
    """A model of the items i1, i2 … with its standard errors, all children in one group."""
    names = ",".join(f"i{item + 1}" for item in range(items))
    finished = run([tarazy, "fit", "irt", "--data", str(data), "--items", names, "--model", model,
                    "--format", "json", "--timings"])
    answer, timings = json.loads(finished.output), _timings(finished)
    seconds = {
        "rows in memory": timings["collect_s"] + timings["estimate_s"],
        "saved moments": timings["estimate_s"],
        "process": finished.seconds,
    }
    steps = {item["item"]: [each["estimate"] for each in item["parameters"]] for item in answer["items"]}
    return Calibration("tarazy", seconds, finished.peak_megabytes, steps)


def girth_calibration(data: Path, model: str = "pcm", repetitions: int = 1) -> Calibration:
    """The same items by girth, with a slope each, which it gives for graded response."""
    finished = run([sys.executable, str(HERE / "peers" / "item_response.py"), str(data), model, str(repetitions)])
    answer = json.loads(finished.output.splitlines()[-1])
    return Calibration(answer["program"], {"fit": answer["seconds"], "process": finished.seconds},
                       finished.peak_megabytes, answer["steps"])


def tarazy_reading(tarazy: str, data: Path, cores: int) -> float:
    """Seconds in which tarazy reads the file into typed columns."""
    command = [tarazy, "fit", "ols", "--data", str(data), "--formula", "y1 ~ arm", "--format", "json", "--timings"]
    return _timings(run(command, cores))["read_s"]


def polars_reading(data: Path, cores: int, repetitions: int) -> tuple[str, float]:
    """The name of the peer and the best seconds in which it reads the file."""
    command = [sys.executable, str(HERE / "peers" / "read_csv.py"), str(data), str(repetitions)]
    answer = json.loads(run(command, cores).output)
    if answer["threads"] != cores:
        raise ValueError(f"polars used {answer['threads']} threads, not {cores}")
    return answer["program"], answer["seconds"]


def best(repetitions: int, fit):
    """The same fit or calibration several times, with the shortest of each of its times and the least memory."""
    fits = [fit() for _ in range(repetitions)]
    seconds = {what: min(each.seconds[what] for each in fits) for what in fits[0].seconds}
    return replace(fits[0], seconds=seconds, peak_megabytes=min(each.peak_megabytes for each in fits))


def _tarazy_fit(tarazy: str, data: Path, arguments: list[str]) -> Fit:
    finished = run([tarazy, *arguments, "--data", str(data), "--format", "json", "--timings"])
    answer, timings = json.loads(finished.output), _timings(finished)
    seconds = {
        "rows in memory": timings["collect_s"] + timings["estimate_s"],
        "saved moments": timings["estimate_s"],
        "process": finished.seconds,
    }
    variances = {each["group"]: each["variance"] for each in answer.get("random_effects", []) if "variance" in each}
    criterion = answer["fit"].get("reml_criterion")
    return Fit(
        "tarazy", seconds, finished.peak_megabytes, _coefficients(answer["coefficients"]), _unbracketed(variances),
        criterion)


def _tarazy_test(tarazy: str, data: Path, replications: int, arguments: list[str]) -> Test:
    finished = run([tarazy, *arguments, "--data", str(data), "--replications", str(replications), "--seed", "7",
                    "--format", "json", "--timings"])
    answer, timings = json.loads(finished.output), _timings(finished)
    seconds = {"rows in memory": timings["collect_s"] + timings["estimate_s"], "saved moments": timings["estimate_s"]}
    return Test("tarazy", seconds, answer["replications"], answer["statistic"], answer["p_value"])


def _summaries(answer: dict) -> dict[str, tuple[float, float]]:
    return {each["name"]: (each["mean"], each["standard_deviation"]) for each in answer["variables"]}


def _timings(finished: ProcessRun) -> dict[str, float]:
    lines = [line for line in finished.messages.splitlines() if line.startswith("{")]
    return json.loads(lines[-1])


def _coefficients(rows: list[dict]) -> dict[str, Coefficient]:
    return {row["term"]: Coefficient(row["estimate"], row["std_error"], row.get("df")) for row in rows}


def _unbracketed(variances: dict[str, float]) -> dict[str, float]:
    """lme4 writes child:(group:preschool); the brackets carry nothing."""
    return {name.translate(str.maketrans("", "", "()")): value for name, value in variances.items()}
