import Glibc
import LinearAlgebra
import Testing

@Suite struct FactorizationTests {
  @Test func choleskyByHand() throws {
    let factor = try Cholesky(SymmetricMatrix(order: 2, elements: [4, 2, 2, 5]))
    #expect(factor.lower.elements == [2, 1, 0, 2])
    #expect(factor.solve([8, 12]) == [1, 2])
    #expect(factor.solveLower([2, 5]) == [1, 2])
    #expect(abs(factor.logDeterminant - log(16)) < roundingTolerance)
  }

  @Test(arguments: [0, 1, 2, 8, 16, 17, 40]) func choleskyReproducesSolvesAndInverts(order: Int) throws {
    var source = RandomMatrices(seed: UInt64(order) + 1)
    let matrix = source.positiveDefinite(order)
    let factor = try Cholesky(matrix)
    let product = factor.lower.multipliedByTranspose(of: factor.lower)
    #expect(largestDifference(product.elements, matrix.elements) < roundingTolerance)
    let rightSide = source.matrix(order, 3)
    let solution = factor.solve(rightSide)
    // Condition numbers reach about 40 (λmax ≈ 4 against 0.1).
    #expect(largestDifference(matrix.multiplied(by: solution).elements, rightSide.elements) < 100 * roundingTolerance)
    let unit = matrix.multiplied(by: factor.inverse().asMatrix)
    #expect(largestDifference(unit.elements, Matrix.identity(order).elements) < 100 * roundingTolerance)
    let turned = factor.lower.transposeMultiplied(by: factor.solveLowerTransposed(rightSide))
    #expect(largestDifference(turned.elements, rightSide.elements) < 100 * roundingTolerance)
  }

  @Test(arguments: [4, 30]) func choleskyNamesTheMinorThatFails(order: Int) {
    var matrix = SymmetricMatrix.identity(order)
    matrix[2, 2] = 0
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 3)) { try Cholesky(matrix) }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func everyFactorizationRefusesWhatIsNotFinite(value: Double) {
    var matrix = SymmetricMatrix.identity(3)
    matrix[2, 1] = value
    #expect(throws: LinearAlgebraError.notFinite) { try Cholesky(matrix) }
    #expect(throws: LinearAlgebraError.notFinite) { try SymmetricEigen(matrix) }
    #expect(throws: LinearAlgebraError.notFinite) { try PivotedQR(matrix.asMatrix) }
  }

  @Test func eigenByHand() throws {
    let eigen = try SymmetricEigen(SymmetricMatrix(order: 2, elements: [2, 1, 1, 2]))
    #expect(largestDifference(eigen.values, [1, 3]) < roundingTolerance)
  }

  @Test(arguments: [0, 1, 3, 8, 16, 17, 40]) func eigenReproducesTheMatrix(order: Int) throws {
    var source = RandomMatrices(seed: UInt64(order) + 100)
    let matrix = SymmetricMatrix(symmetrizing: source.matrix(order, order))
    let eigen = try SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted())
    #expect(largestDifference(eigen.applying { $0 }.elements, matrix.elements) < roundingTolerance)
    let unit = SymmetricMatrix.gram(eigen.vectors)
    #expect(largestDifference(unit.elements, SymmetricMatrix.identity(order).elements) < roundingTolerance)
  }

  @Test(arguments: [1e-290, 1e-100, 1, 1e100, 1e290]) func eigenKeepsItsAccuracyAtAnyScale(scale: Double) throws {
    let matrix = scale * SymmetricMatrix(order: 3, elements: [2, 1, 0, 1, 2, 1, 0, 1, 2])
    let expected = [2 - 2.0.squareRoot(), 2, 2 + 2.0.squareRoot()]
    #expect(largestDifference(try SymmetricEigen(matrix).values.map { $0 / scale }, expected) < roundingTolerance)
  }

  @Test func repeatedAndZeroEigenvalues() throws {
    let ones = SymmetricMatrix(order: 6, elements: [Double](repeating: 1, count: 36))
    let eigen = try SymmetricEigen(ones)
    #expect(largestDifference(eigen.values, [0, 0, 0, 0, 0, 6]) < roundingTolerance)
    #expect(largestDifference(eigen.applying { $0 }.elements, ones.elements) < roundingTolerance)
    #expect(try SymmetricEigen(SymmetricMatrix(order: 5)).values == [0, 0, 0, 0, 0])
  }

  @Test func resultsDoNotDependOnTheThreads() async throws {
    let matrices = (0..<64).map { index in
      var source = RandomMatrices(seed: UInt64(index))
      return source.positiveDefinite(20)
    }
    let expected = try matrices.map { try SymmetricEigen($0) }
    let computed = try await withThrowingTaskGroup(of: (Int, SymmetricEigen).self) { group in
      for (index, matrix) in matrices.enumerated() { group.addTask { (index, try SymmetricEigen(matrix)) } }
      return try await group.reduce(into: [Int: SymmetricEigen]()) { $0[$1.0] = $1.1 }
    }
    #expect(matrices.indices.allSatisfy { computed[$0] == expected[$0] })
  }

  @Test func squareRootTimesItselfIsTheMatrix() throws {
    var source = RandomMatrices(seed: 21)
    let matrix = source.positiveDefinite(8)
    let root = try SymmetricEigen(matrix).applying { $0.squareRoot() }.asMatrix
    #expect(largestDifference(root.multiplied(by: root).elements, matrix.elements) < roundingTolerance)
  }

  @Test func leastSquaresOrthogonalResiduals() throws {
    var source = RandomMatrices(seed: 33)
    let x = source.matrix(60, 5)
    let response = source.vector(60)
    let factorization = try PivotedQR(x)
    let coefficients = try factorization.leastSquares(response)
    let residuals = zip(response, x.multiplied(by: coefficients)).map { $0 - $1 }
    #expect(factorization.rank == 5)
    #expect(largestDifference(x.transposeMultiplied(by: residuals), [0, 0, 0, 0, 0]) < roundingTolerance)
  }

  @Test func rankDoesNotDependOnUnits() throws {
    var source = RandomMatrices(seed: 34)
    var x = source.matrix(30, 3)
    for row in 0..<30 { x[row, 1] *= 1e-14 }
    #expect(try PivotedQR(x).rank == 3)
    for row in 0..<30 { x[row, 2] = 3 * x[row, 0] - 1e14 * x[row, 1] }
    let factorization = try PivotedQR(x)
    #expect(factorization.rank == 2)
    #expect(throws: LinearAlgebraError.singular(rank: 2, order: 3)) {
      try factorization.leastSquares([Double](repeating: 1, count: 30))
    }
  }
}
