// An assertion inside Boost must not end the process: it throws, and becomes NaN below.
#define BOOST_ENABLE_ASSERT_HANDLER

#include "CDistributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace boost {

void assertion_failed(char const *expression, char const *, char const *, long) { throw std::logic_error(expression); }

void assertion_failed_msg(char const *, char const *message, char const *, char const *, long) {
  throw std::logic_error(message);
}

}  // namespace boost

namespace {

namespace math = boost::math;
namespace rule = boost::math::policies;

// Double precision throughout (long double is 12 times slower and no better against 50 digits); an argument outside
// the domain or a failed iteration throws and becomes NaN below, an overflow becomes infinity.
using Policy = rule::policy<
    rule::domain_error<rule::throw_on_error>, rule::pole_error<rule::throw_on_error>,
    rule::evaluation_error<rule::throw_on_error>, rule::rounding_error<rule::throw_on_error>,
    rule::overflow_error<rule::ignore_error>, rule::underflow_error<rule::ignore_error>,
    rule::denorm_error<rule::ignore_error>, rule::promote_double<false>>;

template <class Computation>
double or_nan(Computation computation) noexcept {
  try {
    return computation();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

template <template <class, class> class Distribution, class... Parameters>
double probability(double x, bool upper, Parameters... parameters) noexcept {
  return or_nan([=] {
    const Distribution<double, Policy> distribution(parameters...);
    return upper ? math::cdf(math::complement(distribution, x)) : math::cdf(distribution, x);
  });
}

template <template <class, class> class Distribution, class... Parameters>
double quantile(double p, bool upper, Parameters... parameters) noexcept {
  return or_nan([=] {
    const Distribution<double, Policy> distribution(parameters...);
    return upper ? math::quantile(math::complement(distribution, p)) : math::quantile(distribution, p);
  });
}

// The arcsine law, to which three distributions come down when both shapes of the incomplete beta function are 1/2;
// Boost 1.74 loses the square root of a small argument there. `below` and `above` are the squares x and 1 - x, in
// any common unit.
double arcsine_probability(double below, double above, bool upper) noexcept {
  const double quarter_turns = std::atan2(std::sqrt(upper ? above : below), std::sqrt(upper ? below : above));
  return quarter_turns / std::atan2(1.0, 0.0);
}

}  // namespace

double distribution_normal_probability(double x, bool upper) {
  return probability<math::normal_distribution>(x, upper);
}

double distribution_student_t_probability(double x, double df, bool upper) {
  if (df == 1) return 0.5 * std::atan2(1.0, upper ? x : -x) / std::atan2(1.0, 0.0);
  return probability<math::students_t_distribution>(x, upper, df);
}
double distribution_student_t_quantile(double p, double df, bool upper) {
  return quantile<math::students_t_distribution>(p, upper, df);
}

double distribution_fisher_f_probability(double x, double df1, double df2, bool upper) {
  if (df1 == 1 && df2 == 1) return arcsine_probability(x, 1, upper);
  return probability<math::fisher_f_distribution>(x, upper, df1, df2);
}
double distribution_fisher_f_quantile(double p, double df1, double df2, bool upper) {
  return quantile<math::fisher_f_distribution>(p, upper, df1, df2);
}

double distribution_chi_squared_probability(double x, double df, bool upper) {
  return probability<math::chi_squared_distribution>(x, upper, df);
}
double distribution_chi_squared_quantile(double p, double df, bool upper) {
  return quantile<math::chi_squared_distribution>(p, upper, df);
}

double distribution_beta_probability(double x, double alpha, double beta, bool upper) {
  if (alpha == 0.5 && beta == 0.5) return arcsine_probability(x, 1 - x, upper);
  return probability<math::beta_distribution>(x, upper, alpha, beta);
}
double distribution_beta_quantile(double p, double alpha, double beta, bool upper) {
  return quantile<math::beta_distribution>(p, upper, alpha, beta);
}

double distribution_gamma_probability(double x, double shape, double scale, bool upper) {
  return probability<math::gamma_distribution>(x, upper, shape, scale);
}
double distribution_gamma_quantile(double p, double shape, double scale, bool upper) {
  return quantile<math::gamma_distribution>(p, upper, shape, scale);
}

double distribution_log_beta(double a, double b) {
  return or_nan([=] { return math::lgamma(a, Policy()) + math::lgamma(b, Policy()) - math::lgamma(a + b, Policy()); });
}
