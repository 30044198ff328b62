/// Relative tolerances with their reasons, shared by the tests that compare numbers.
public enum Tolerance {
  /// Sums in another order: merged against one pass, shuffled rows, another chunk size.
  public static let reordered = 1e-12

  /// A closed form computed in another order of operations: a regression, a covariance, degrees of freedom.
  public static let closedForm = 1e-10

  /// A closed form that goes through matrix square roots or differences of near-equal sums in both programs.
  public static let matrixRoot = 1e-9

  /// An optimum that both sides polished by Newton steps.
  public static let polishedOptimum = 1e-8

  /// An optimum or a numerical second derivative where each program stops at its own tolerance.
  public static let iterated = 1e-6
}
