public import LinearAlgebra

/// First and second derivatives of a function at a point.
public struct ObjectiveDerivatives: Sendable {
  /// One per coordinate.
  public let gradient: [Double]
  /// Coordinates × coordinates.
  public let hessian: SymmetricMatrix

  /// Creates derivatives.
  public init(gradient: [Double], hessian: SymmetricMatrix) {
    self.gradient = gradient
    self.hessian = hessian
  }
}
