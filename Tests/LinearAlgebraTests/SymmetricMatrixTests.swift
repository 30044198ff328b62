import Foundation
import LinearAlgebra
import Testing

@Suite struct SymmetricMatrixTests {
  @Test func settingOneTriangleSetsTheOther() {
    var matrix = SymmetricMatrix(order: 3)
    matrix[2, 0] = 7
    #expect(matrix[0, 2] == 7)
    #expect(SymmetricMatrix(order: 2, elements: [1, 2, 99, 3]).elements == [1, 2, 2, 3])
  }

  @Test func traceSubmatrixAndDiagonal() {
    let matrix = SymmetricMatrix(order: 3, elements: [1, 2, 3, 2, 4, 5, 3, 5, 6])
    #expect(matrix.trace == 11)
    #expect(matrix.diagonal == [1, 4, 6])
    #expect(matrix.submatrix([2, 0]).elements == [6, 3, 3, 1])
    #expect(matrix.quadraticForm([1, -1, 1]) == 3)
  }

  @Test(arguments: [(1, 1), (20, 3), (200, 12), (5, 30)]) func gramIsTheCrossProduct(shape: (rows: Int, columns: Int)) {
    var source = RandomMatrices(seed: 11)
    let x = source.matrix(shape.rows, shape.columns)
    let expected = x.transposed().multiplied(by: x)
    let gram = SymmetricMatrix.gram(x)
    #expect(largestDifference(gram.elements, expected.elements) < roundingTolerance)
    #expect(gram.asMatrix == gram.asMatrix.transposed())
  }

  @Test func congruenceIsTheTripleProduct() {
    var source = RandomMatrices(seed: 5)
    let a = source.positiveDefinite(12)
    let b = source.matrix(12, 4)
    let expected = b.transposed().multiplied(by: a.asMatrix).multiplied(by: b)
    #expect(largestDifference(a.congruence(b).elements, expected.elements) < roundingTolerance)
  }

  @Test func columnsThatAreCombinationsOfEarlierOnesAreDropped() {
    var source = RandomMatrices(seed: 8)
    let free = source.matrix(50, 3)
    let sum = (free.multiplied(by: [1, 1, 0]))
    let zero = [Double](repeating: 0, count: 50)
    let x = Matrix(
      rowCount: 50, columnCount: 6,
      elements: free.column(0) + zero + free.column(1) + sum + free.column(2) + free.column(0))
    #expect(SymmetricMatrix.gram(x).independentColumns() == [0, 2, 4])
  }

  @Test func toleranceDecidesWhatCountsAsACombination() {
    var nearlyEqual = SymmetricMatrix(order: 2, elements: [1, 1, 1, 1 + 1e-6])
    #expect(nearlyEqual.independentColumns() == [0, 1])
    #expect(nearlyEqual.independentColumns(relativeTolerance: 1e-5) == [0])
    nearlyEqual[1, 1] = .nan
    #expect(nearlyEqual.independentColumns() == [0])
  }

  @Test func codingKeepsEveryDigitAndRefusesAWrongOrder() throws {
    var source = RandomMatrices(seed: 3)
    let matrix = source.positiveDefinite(4)
    let saved = try JSONEncoder().encode(matrix)
    #expect(try JSONDecoder().decode(SymmetricMatrix.self, from: saved) == matrix)
    let broken = Data(#"{"order":2,"elements":[1,2,3]}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(SymmetricMatrix.self, from: broken) }
  }
}
