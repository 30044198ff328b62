import Foundation
import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  @Test func elementsLieColumnByColumn() {
    let matrix = Matrix(rowCount: 2, columnCount: 3, elements: [1, 2, 3, 4, 5, 6])
    #expect(matrix[1, 0] == 2)
    #expect(matrix[0, 2] == 5)
    #expect(matrix.column(1) == [3, 4])
    #expect(matrix.transposed() == Matrix(rowCount: 3, columnCount: 2, elements: [1, 3, 5, 2, 4, 6]))
    #expect(matrix.selectingColumns([2, 0]).elements == [5, 6, 1, 2])
  }

  @Test func productsByHand() {
    let a = Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, 3, 4])
    let b = Matrix(rowCount: 2, columnCount: 2, elements: [5, 6, 7, 8])
    #expect(a.multiplied(by: b).elements == [23, 34, 31, 46])
    #expect(a.transposeMultiplied(by: b).elements == [17, 39, 23, 53])
    #expect(a.multipliedByTranspose(of: b).elements == [26, 38, 30, 44])
    #expect(a.multiplied(by: [1, -1]) == [-2, -2])
    #expect(a.transposeMultiplied(by: [1, -1]) == [-1, -1])
    #expect((a + b - 2 * a).elements == [4, 4, 4, 4])
  }

  /// The library path and the plain loop agree with the definition on both sides of the size where they change.
  @Test(arguments: [1, 2, 7, 10, 11, 24, 40]) func productsAgreeWithTheDefinition(size: Int) {
    var source = RandomMatrices(seed: UInt64(size))
    let a = source.matrix(size, size + 3)
    let b = source.matrix(size + 3, size + 1)
    let expected = definition(a, b)
    #expect(largestDifference(a.multiplied(by: b).elements, expected.elements) < roundingTolerance)
    let turned = a.transposed().transposeMultiplied(by: b)
    #expect(largestDifference(turned.elements, expected.elements) < roundingTolerance)
    let byTranspose = a.multipliedByTranspose(of: b.transposed())
    #expect(largestDifference(byTranspose.elements, expected.elements) < roundingTolerance)
  }

  @Test func emptyShapesAreAllowed() {
    let empty = Matrix(rowCount: 3, columnCount: 0)
    #expect(empty.transposeMultiplied(by: empty).elements.isEmpty)
    #expect(empty.multiplied(by: Matrix(rowCount: 0, columnCount: 2)).elements == [Double](repeating: 0, count: 6))
  }

  @Test func codingKeepsEveryDigitAndRefusesAWrongShape() throws {
    var source = RandomMatrices(seed: 3)
    let matrix = source.matrix(3, 4)
    let saved = try JSONEncoder().encode(matrix)
    #expect(try JSONDecoder().decode(Matrix.self, from: saved) == matrix)
    let broken = Data(#"{"rowCount":2,"columnCount":2,"elements":[1,2,3]}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Matrix.self, from: broken) }
  }

  private func definition(_ a: Matrix, _ b: Matrix) -> Matrix {
    var result = Matrix(rowCount: a.rowCount, columnCount: b.columnCount)
    for row in 0..<a.rowCount {
      for column in 0..<b.columnCount {
        for inner in 0..<a.columnCount { result[row, column] += a[row, inner] * b[inner, column] }
      }
    }
    return result
  }
}
