import Foundation
import Moments
import TestSupport
import Testing

/// Laws of the mergeable sums behind an area's ratio.
struct AreaSumsTests {
  private struct Row {
    var area: String
    var cluster: String
    var value: Double
  }

  private static let rows: [Row] = (0..<90).map { index in
    Row(area: "KZ-\(index % 4)", cluster: "P-\(index * 7 % 13)", value: Double(index * index % 17) / 7)
  }

  private func summed(_ rows: some Sequence<Row>, wholeNumbers: Bool = true) -> AreaSums {
    var sums = AreaSums()
    for row in rows {
      sums.add(
        numerator: wholeNumbers ? row.value.rounded() : row.value, denominator: 3, area: row.area,
        cluster: row.cluster)
    }
    return sums
  }

  @Test(arguments: [1, 7, 90])
  func chunksMergeToOnePass(chunkSize: Int) {
    let chunks = stride(from: 0, to: Self.rows.count, by: chunkSize)
      .map { Self.rows[$0..<min($0 + chunkSize, Self.rows.count)] }
    #expect(chunks.map { summed($0) }.reduce(AreaSums()) { $0.merging($1) } == summed(Self.rows))
  }

  @Test func fractionsMergeToOnePassUpToRounding() {
    let onePass = summed(Self.rows, wholeNumbers: false)
    let merged = summed(Self.rows[50...], wholeNumbers: false).merging(summed(Self.rows[..<50], wholeNumbers: false))
    for area in onePass.areas {
      expectClose(
        merged.clusters(of: area).map(\.numerator), onePass.clusters(of: area).map(\.numerator),
        relative: Tolerance.reordered)
    }
  }

  @Test func mergingIsAssociativeAndCommutativeWithAnIdentity() {
    let (a, b, c) = (summed(Self.rows[..<20]), summed(Self.rows[20..<60]), summed(Self.rows[60...]))
    #expect(a.merging(b).merging(c) == a.merging(b.merging(c)))
    #expect(a.merging(b) == b.merging(a))
    #expect(a.merging(AreaSums()) == a)
    #expect(a != b)
  }

  @Test func sharesCountSuccessesPerCluster() {
    var sums = AreaSums()
    sums.add(success: true, area: "KZ-10", cluster: "b")
    sums.add(success: false, area: "KZ-10", cluster: "b")
    sums.add(success: false, area: "KZ-10", cluster: "a")
    #expect(
      sums.clusters(of: "KZ-10") == [
        .init(cluster: "a", numerator: 0, denominator: 1, observationCount: 1),
        .init(cluster: "b", numerator: 1, denominator: 2, observationCount: 2),
      ])
    #expect(sums.clusters(of: "KZ-11").isEmpty)
  }

  @Test func sumsSurviveStoreAndReload() throws {
    let sums = summed(Self.rows, wholeNumbers: false)
    #expect(try JSONDecoder().decode(AreaSums.self, from: JSONEncoder().encode(sums)) == sums)
  }

  @Test func damagedSumsAreRefused() {
    let text =
      #"[{"area":"x","clusters":[{"cluster":"a","numerator":1,"denominator":-1,"observationCount":1}]}]"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(AreaSums.self, from: Data(text.utf8)) }
  }
}
