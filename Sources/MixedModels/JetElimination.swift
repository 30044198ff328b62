internal import Foundation

extension NestedElimination {
  /// A grouping factor's variance parameters, for derivatives.
  struct FactorParameters {
    /// Columns of *U* of the factor, the set *S*.
    var columns: [Int]
    /// *Λ*, column-major.
    var factor: [Double]
    /// Symmetric matrices *E*: parameter by parameter, how *G = Λ Λᵀ* changes with it.
    var directions: [[Double]]
    /// Parameters of the factors further in.
    var innerCount: Int

    /// Parameters of this factor and those further in.
    var count: Int { innerCount + directions.count }
  }

  /// The elimination of one unit's random effects with exact first and second derivatives in the variance parameters.
  ///
  /// *A* is the symmetric matrix of cross-products of *U* and *W*. Eliminating *S* turns it into
  /// *A⁺ = A − A_·S M A_S·*. With *L = I − e_S M A_S·* and *X_i = LᵀA_i e_S* the derivatives in parameters *i*, *j* of the
  /// factors further in are
  ///
  ///     A⁺_i = LᵀA_i L,   A⁺_ij = LᵀA_ij L − X_i M X_jᵀ − X_j M X_iᵀ
  ///
  /// and in the factor's own parameters, with *N = A⁺_·S* and directions *E*, *F* of *G*,
  ///
  ///     A⁺_E = −N E Nᵀ,   A⁺_EF = N E A⁺_SS F Nᵀ + its transpose,   A⁺_iE = −A⁺_i,·S E Nᵀ − its transpose.
  ///
  /// *log |I + G A_SS|* goes along. These are the rules for differentiating *(A⁻¹ + e_S G e_Sᵀ)⁻¹*.
  final class JetElimination {
    let order: Int
    /// The components of *A* (see `ParameterJet`), each column-major; the elimination is in place.
    let matrices: UnsafeMutablePointer<Double>
    /// The components of *log |I + G A_SS|* of the last elimination.
    var logDeterminant: [Double]
    /// The elimination of the value.
    let reducer: Workspace
    private let scratch: UnsafeMutablePointer<Double>
    private let area: Int

    /// Prepares for matrices of one order with up to `parameterCount` parameters and `size` columns in a factor.
    init(order: Int, parameterCount: Int, size: Int) {
      self.order = order
      area = order * order
      let componentCount = ParameterJet.count(parameterCount)
      matrices = .allocate(capacity: componentCount * area)
      matrices.initialize(repeating: 0, count: componentCount * area)
      logDeterminant = [Double](repeating: 0, count: componentCount)
      reducer = Workspace(randomCount: order, width: 0, squares: [])
      let panels = (parameterCount + 4) * (order + size) * size
      scratch = .allocate(capacity: panels)
      scratch.initialize(repeating: 0, count: panels)
    }

    deinit {
      matrices.deallocate()
      scratch.deallocate()
    }

    /// One component of the matrix.
    func matrix(_ component: Int) -> UnsafeMutablePointer<Double> { matrices + component * area }

    /// Eliminates the factor's columns; components of its own parameters are filled in.
    func eliminate(_ parameters: FactorParameters) {
      let step = Step(parameters, order: order, scratch: scratch)
      logDeterminant[0] = log(
        reducer.reduce(gram: matrices, columns: parameters.columns, factor: parameters.factor))
      differentiateLogDeterminant(step)
      for i in 0..<step.innerCount { keepSlope(i, step) }
      transformValue(step)
      for i in 0..<step.innerCount {
        transform(ParameterJet.first(i), step)
        for j in 0...i { transformSecond(i, j, step) }
      }
      for own in parameters.directions.indices { differentiate(own, step) }
    }

    /// One elimination's sizes and places in the scratch.
    struct Step {
      let parameters: FactorParameters
      let size: Int
      let innerCount: Int
      /// *X_i*, order × |S| each.
      let slopes: UnsafeMutablePointer<Double>
      /// *M A_i,SS*, |S| × |S| each.
      let weighted: UnsafeMutablePointer<Double>
      /// *N*, and two more of its shape.
      let columns: UnsafeMutablePointer<Double>
      let left: UnsafeMutablePointer<Double>
      let right: UnsafeMutablePointer<Double>
      /// |S| × |S|.
      let block: UnsafeMutablePointer<Double>

      init(_ parameters: FactorParameters, order: Int, scratch: UnsafeMutablePointer<Double>) {
        self.parameters = parameters
        size = parameters.columns.count
        innerCount = parameters.innerCount
        let panel = order * size
        slopes = scratch
        columns = slopes + innerCount * panel
        left = columns + panel
        right = left + panel
        weighted = right + panel
        block = weighted + innerCount * size * size
      }
    }
  }
}
