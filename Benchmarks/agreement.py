"""Whether two programs gave the same answer, within stated tolerances."""

import math
from dataclasses import dataclass

from programs import Calibration, Fit, Imputation, Test


@dataclass(frozen=True)
class Tolerances:
    """How far two answers may differ; estimates in units of the standard error, the rest relative."""

    estimate: float
    standard_error: float
    degrees_of_freedom: float
    variance: float = 0.0


# Both sides compute a closed form; the differences are rounding in 240,000 rows.
CLOSED_FORM = Tolerances(estimate=1e-7, standard_error=1e-8, degrees_of_freedom=1e-6)

# pyfixest sweeps until a step changes less than 1e-6, ours until nothing is left.
SWEPT = Tolerances(estimate=1e-3, standard_error=1e-5, degrees_of_freedom=1e-6)

# lme4 stops short of the optimum on these data: its preschool variance differs in the third or fourth digit, and what
# depends on it (intercept, arm) follows. The criterion shows which side stopped early.
LME4_STOPS_EARLY = Tolerances(estimate=1e-2, standard_error=2e-3, degrees_of_freedom=1e-2, variance=5e-3)

# lme4 with a tight tolerance, on data where it reaches the optimum.
SAME_OPTIMUM = Tolerances(estimate=1e-4, standard_error=1e-4, degrees_of_freedom=1e-3)

# Our criterion may not be above lme4's by more than rounding of a sum of so many terms.
CRITERION = 1e-9


# Two shares of random draws: further apart than four of their standard errors happens once in 16,000 comparisons.
MONTE_CARLO_ERRORS = 4

# Factors for small samples differ between programs by (n − 1)/(n − p); everything else about a statistic is closed form.
STATISTIC = 1e-3

# Values are missing at random places, so that every sensible imputation has the same mean and spread; 4,800 drawn
# values in 20 data sets leave about 0.002 standard deviations of chance.
IMPUTED_MOMENTS = 0.01


# girth estimates a slope per item, whose sampling error with 100,000 children is about 0.01, and puts the zero of the
# scale a little elsewhere: steps are compared about their mean, as far as they lie from it.
STEP_DIFFICULTIES = 0.05

# girth ends its iterations early and has 41 nodes: slopes and thresholds are a tenth of their standard errors off, which
# are 0.02 to 0.08 with 10,000 children.
SLOPES_AND_THRESHOLDS = 0.01


class Disagreement(Exception):
    """The programs gave different answers: their times must not be compared."""


def check(ours: Fit, theirs: Fit, tolerances: Tolerances) -> str:
    """One sentence about how close the answers are; raises Disagreement when that is not close enough."""
    if ours.coefficients.keys() != theirs.coefficients.keys():
        raise Disagreement(f"terms {sorted(ours.coefficients)} against {sorted(theirs.coefficients)}")
    if theirs.variances and ours.variances.keys() != theirs.variances.keys():
        raise Disagreement(f"groups {sorted(ours.variances)} against {sorted(theirs.variances)}")
    differences = _differences(ours, theirs)
    for what, difference in differences.items():
        allowed = getattr(tolerances, what)
        if not difference <= allowed:
            raise Disagreement(f"{what} of {theirs.program} differs by {difference:.1e}, allowed {allowed:.0e}")
    worst = ", ".join(f"{what.replace('_', ' ')} {difference:.0e}" for what, difference in differences.items())
    return f"{theirs.program}: largest differences {worst}{_criterion(ours, theirs)}"


def check_test(ours: Test, theirs: Test) -> str:
    """One sentence about how close two resampling tests are; raises Disagreement when that is not close enough."""
    difference = abs(abs(ours.statistic) - abs(theirs.statistic)) / abs(theirs.statistic)
    if not difference <= STATISTIC:
        raise Disagreement(f"the statistic of {theirs.program} differs by {difference:.1e}, allowed {STATISTIC:.0e}")
    share = 0.5 * (ours.p_value + theirs.p_value)
    error = math.sqrt(share * (1 - share) * (1 / ours.replications + 1 / theirs.replications))
    apart = abs(ours.p_value - theirs.p_value)
    if not apart <= MONTE_CARLO_ERRORS * error:
        raise Disagreement(f"p of {theirs.program} is {theirs.p_value:.5f}, ours {ours.p_value:.5f}: "
                           f"{apart / error:.1f} Monte-Carlo errors apart")
    return (f"{theirs.program}: p {theirs.p_value:.5f}, ours {ours.p_value:.5f} "
            f"(Monte-Carlo error {error:.5f}); statistics differ by {difference:.0e}")


def check_imputation(ours: Imputation, theirs: Imputation) -> str:
    """One sentence about how close means and deviations of the completed data are, in standard deviations."""
    worst = 0.0
    for name, (mean, deviation) in theirs.variables.items():
        our_mean, our_deviation = ours.variables[name]
        worst = max(worst, abs(our_mean - mean) / deviation, abs(our_deviation - deviation) / deviation)
    if not worst <= IMPUTED_MOMENTS:
        raise Disagreement(f"imputed moments of {theirs.program} differ by {worst:.1e} standard deviations")
    return f"{theirs.program}: largest difference of a mean or a deviation {worst:.0e} standard deviations"


def _differences(ours: Fit, theirs: Fit) -> dict[str, float]:
    pairs = [(ours.coefficients[term], theirs.coefficients[term]) for term in theirs.coefficients]
    differences = {
        "estimate": max(abs(a.estimate - b.estimate) / b.standard_error for a, b in pairs),
        "standard_error": max(_relative(a.standard_error, b.standard_error) for a, b in pairs),
    }
    if all(a.degrees_of_freedom and b.degrees_of_freedom for a, b in pairs):
        differences["degrees_of_freedom"] = max(_relative(a.degrees_of_freedom, b.degrees_of_freedom) for a, b in pairs)
    if theirs.variances:
        differences["variance"] = max(
            _relative(ours.variances[name], theirs.variances[name]) for name in theirs.variances)
    return differences


def _criterion(ours: Fit, theirs: Fit) -> str:
    if ours.criterion is None or theirs.criterion is None:
        return ""
    above = ours.criterion - theirs.criterion
    if above > CRITERION * abs(theirs.criterion):
        raise Disagreement(f"the criterion is {above:.1e} above that of {theirs.program}: not the optimum")
    return f"; its REML criterion is {-above:.1e} above ours"


def _relative(ours: float, theirs: float) -> float:
    return abs(ours - theirs) / abs(theirs)


def check_calibration(ours: Calibration, theirs: Calibration) -> str:
    """One sentence about how close the step difficulties are, about their means."""
    if ours.steps.keys() != theirs.steps.keys():
        raise Disagreement(f"items {sorted(ours.steps)} against {sorted(theirs.steps)}")
    difference = max(abs(own - other) for own, other in zip(_centred(ours), _centred(theirs), strict=True))
    if not difference <= STEP_DIFFICULTIES:
        raise Disagreement(f"{theirs.program}: step difficulties differ by {difference:.3g}, over {STEP_DIFFICULTIES:g}")
    return f"{theirs.program} agrees: step difficulties within {difference:.2g}"


def check_slopes(ours: Calibration, theirs: Calibration) -> str:
    """One sentence about how close slopes and thresholds are."""
    if ours.steps.keys() != theirs.steps.keys():
        raise Disagreement(f"items {sorted(ours.steps)} against {sorted(theirs.steps)}")
    difference = max(abs(own - other) for item in ours.steps
                     for own, other in zip(ours.steps[item], theirs.steps[item], strict=True))
    if not difference <= SLOPES_AND_THRESHOLDS:
        raise Disagreement(f"{theirs.program}: a parameter differs by {difference:.3g}, over {SLOPES_AND_THRESHOLDS:g}")
    return f"{theirs.program} agrees: slopes and thresholds within {difference:.2g}"


def _centred(calibration: Calibration) -> list[float]:
    steps = [step for item in sorted(calibration.steps) for step in calibration.steps[item]]
    return [step - sum(steps) / len(steps) for step in steps]
