/// The components of a quantity's expansion to second order in parameters: its value, first and second derivatives.
///
/// Components are numbered so that those of the first *k* parameters come first: 0 is the value; parameter *i* adds its
/// first derivative and then its second derivatives with parameters 0 … *i*.
enum ParameterJet {
  /// Number of components for a number of parameters.
  static func count(_ parameterCount: Int) -> Int { 1 + parameterCount * (parameterCount + 3) / 2 }

  /// The component of the first derivative in parameter `i`.
  static func first(_ i: Int) -> Int { 1 + i * (i + 3) / 2 }

  /// The component of the second derivative in parameters `i` and `j`.
  static func second(_ i: Int, _ j: Int) -> Int { first(max(i, j)) + 1 + min(i, j) }
}
