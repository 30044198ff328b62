"""The random-intercept model y = X b + u_cluster + e by REML in 50-digit arithmetic.

Notation: su and se are the variances of u and e; V = se I + su J within a cluster. Everything follows from X'X, X'y,
y'y and each cluster's sums of X and y (W = [X y] below). Satterthwaite degrees of freedom as lmerTest defines them:
2 v^2 / (g' A g), v = (X'V^-1 X)^-1 at the coefficient, g its gradient in (su, se), A = 2 (Hessian of the deviance)^-1.
"""

from dataclasses import dataclass

import mpmath
import numpy

mpmath.mp.dps = 50
STEP = mpmath.mpf(10) ** -14
CONVERGED = mpmath.mpf(10) ** -18


@dataclass(frozen=True)
class Solution:
    """Generalised least squares at given variances."""

    log_determinant: mpmath.mpf
    covariance: mpmath.matrix
    coefficients: mpmath.matrix
    residual_form: mpmath.mpf


class RandomIntercept:
    """Sums of the data, and the REML deviance as a function of the two variances."""

    def __init__(self, y: numpy.ndarray, X: numpy.ndarray, cluster: numpy.ndarray):
        self.row_count, self.column_count = X.shape
        names, codes = numpy.unique(cluster, return_inverse=True)
        self.cluster_count = len(names)
        sizes = numpy.bincount(codes)
        W = numpy.column_stack([X, y])
        order = W.shape[1]
        self.total = mpmath.zeros(order)
        sums = [mpmath.zeros(order, 1) for _ in names]
        for row, code in zip(W, codes):
            w = mpmath.matrix([mpmath.mpf(float(value)) for value in row])
            self.total += w * w.T
            sums[code] += w
        # Clusters of one size share the weight of their sums.
        self.sum_products: dict[int, mpmath.matrix] = {}
        self.size_counts: dict[int, int] = {}
        for size, each in zip(map(int, sizes), sums):
            self.sum_products[size] = self.sum_products.get(size, mpmath.zeros(order)) + each * each.T
            self.size_counts[size] = self.size_counts.get(size, 0) + 1

    def solve(self, su: mpmath.mpf, se: mpmath.mpf) -> Solution:
        """W'V^-1 W by the Woodbury identity, then the coefficients."""
        weighted, log_determinant = self.total.copy(), mpmath.mpf(0)
        for size, products in self.sum_products.items():
            weighted -= su / (se + size * su) * products
            log_determinant += self.size_counts[size] * ((size - 1) * mpmath.log(se) + mpmath.log(se + size * su))
        weighted /= se
        p = self.column_count
        covariance = weighted[:p, :p] ** -1
        coefficients = covariance * weighted[:p, p]
        residual_form = weighted[p, p] - (weighted[:p, p].T * coefficients)[0]
        return Solution(log_determinant, covariance, coefficients, residual_form)

    def deviance(self, su: mpmath.mpf, se: mpmath.mpf) -> mpmath.mpf:
        """Minus twice the restricted log-likelihood."""
        solution = self.solve(su, se)
        constant = (self.row_count - self.column_count) * mpmath.log(2 * mpmath.pi)
        determinant = mpmath.log(mpmath.det(solution.covariance))
        return solution.log_determinant + solution.residual_form - determinant + constant

    def derivatives(self, variances: list[mpmath.mpf]) -> tuple[mpmath.matrix, mpmath.matrix]:
        """Gradient and Hessian of the deviance by central differences; 50 digits leave more than 20 of them."""
        h = [STEP * value for value in variances]

        def at(i: int, j: int) -> mpmath.mpf:
            return self.deviance(variances[0] + i * h[0], variances[1] + j * h[1])

        centre, up, down = at(0, 0), [at(1, 0), at(0, 1)], [at(-1, 0), at(0, -1)]
        gradient = mpmath.matrix([(up[k] - down[k]) / (2 * h[k]) for k in (0, 1)])
        mixed = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h[0] * h[1])
        curvature = [(up[k] - 2 * centre + down[k]) / h[k] ** 2 for k in (0, 1)]
        return gradient, mpmath.matrix([[curvature[0], mixed], [mixed, curvature[1]]])

    def fit(self, su: float, se: float) -> dict:
        """Newton's method from a start near the optimum; the record of everything at the end."""
        variances = [mpmath.mpf(su), mpmath.mpf(se)]
        for iteration in range(1, 31):
            gradient, hessian = self.derivatives(variances)
            step = hessian ** -1 * gradient
            variances = [variances[k] - step[k] for k in (0, 1)]
            if max(abs(step[k] / variances[k]) for k in (0, 1)) < CONVERGED:
                return self.record(variances, 2 * hessian ** -1, iteration)
        raise ArithmeticError("Newton's method did not converge")

    def satterthwaite(self, variances: list[mpmath.mpf], variance_covariance: mpmath.matrix) -> list[float]:
        """Degrees of freedom of each coefficient."""
        su, se = variances
        changes = []
        for up, down, h in (((su + STEP * su, se), (su - STEP * su, se), STEP * su),
                            ((su, se + STEP * se), (su, se - STEP * se), STEP * se)):
            changes.append((self.solve(*up).covariance - self.solve(*down).covariance) / (2 * h))
        covariance, degrees = self.solve(su, se).covariance, []
        for k in range(self.column_count):
            gradient = mpmath.matrix([changes[0][k, k], changes[1][k, k]])
            spread = (gradient.T * variance_covariance * gradient)[0]
            degrees.append(float(2 * covariance[k, k] ** 2 / spread))
        return degrees

    def record(self, variances: list[mpmath.mpf], variance_covariance: mpmath.matrix, iterations: int) -> dict:
        """The expected values, rounded to doubles at the very end."""
        su, se = variances
        solution, deviance = self.solve(su, se), self.deviance(su, se)
        return {
            "reml": True, "n": self.row_count, "clusters": self.cluster_count, "var_cluster": float(su),
            "var_resid": float(se), "icc": float(su / (su + se)), "theta": float(mpmath.sqrt(su / se)),
            "beta": [float(value) for value in solution.coefficients],
            "se": [float(mpmath.sqrt(solution.covariance[k, k])) for k in range(self.column_count)],
            "logLik": float(-deviance / 2), "minus2ll": float(deviance),
            "satt_df": self.satterthwaite(variances, variance_covariance),
            "cov_varpar": [[float(variance_covariance[i, j]) for j in (0, 1)] for i in (0, 1)],
            "newton_iterations": iterations,
        }
