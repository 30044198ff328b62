#ifndef CDISTRIBUTIONS_H
#define CDISTRIBUTIONS_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

// Probabilities and quantiles of continuous distributions, in double precision.
// `upper` chooses the tail: P(X > x) instead of P(X <= x), and the quantile that has it.
// Arguments outside the domain, and iterations that do not converge, give NaN; nothing is thrown.

double distribution_normal_probability(double x, bool upper);

double distribution_student_t_probability(double x, double degrees_of_freedom, bool upper);
double distribution_student_t_quantile(double probability, double degrees_of_freedom, bool upper);

double distribution_fisher_f_probability(double x, double numerator_df, double denominator_df, bool upper);
double distribution_fisher_f_quantile(double probability, double numerator_df, double denominator_df, bool upper);

double distribution_chi_squared_probability(double x, double degrees_of_freedom, bool upper);
double distribution_chi_squared_quantile(double probability, double degrees_of_freedom, bool upper);

double distribution_beta_probability(double x, double alpha, double beta, bool upper);
double distribution_beta_quantile(double probability, double alpha, double beta, bool upper);

double distribution_gamma_probability(double x, double shape, double scale, bool upper);
double distribution_gamma_quantile(double probability, double shape, double scale, bool upper);

// log |B(a, b)|, the logarithm of the complete beta function.
double distribution_log_beta(double a, double b);

#ifdef __cplusplus
}
#endif

#endif
