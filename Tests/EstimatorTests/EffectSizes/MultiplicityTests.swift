import EffectSizes
import TestSupport
import Testing

/// Adjusted p-values against R's `p.adjust`, and their laws.
struct MultiplicityTests {
  private static let keys: [(Multiplicity, String)] = [
    (.bonferroni, "bonferroni"), (.holm, "holm"), (.hochberg, "hochberg"), (.hommel, "hommel"),
    (.benjaminiHochberg, "BH"), (.benjaminiYekutieli, "BY"),
  ]

  @Test(arguments: keys)
  func familyOfFifteenAgrees(method: Multiplicity, key: String) throws {
    let json = try Fixture.json("pvals")
    let expected = try json.numbers(key)
    let adjusted = method.adjusted(try json.numbers("p")).compactMap { $0 }
    expectClose(adjusted, expected, relative: Tolerance.closedForm)
    expectNoticesErrors(in: expected, relative: Tolerance.closedForm)
  }

  @Test(arguments: keys.filter { $0.1 != "bonferroni" })
  func tiesAndMissingValuesAgree(method: Multiplicity, key: String) throws {
    let json = try Fixture.json("pvals")
    let adjusted = method.adjusted(try json.numbers("ties_na.p"))
    expectClose(adjusted.map { $0 ?? .nan }, try json.numbers("ties_na.\(key)"), relative: Tolerance.closedForm)
    #expect(adjusted[4] == nil)
  }

  @Test(arguments: Multiplicity.allCases)
  func orderAndMissingValuesDoNotMatter(method: Multiplicity) {
    let p: [Double?] = [0.03, 0.2, 0.004, 0.03, 0.9]
    let adjusted = method.adjusted(p)
    #expect(method.adjusted(p.reversed()) == adjusted.reversed())
    #expect(method.adjusted(p + [nil, .nan]) == adjusted + [nil, nil])
    #expect(zip(p, adjusted).allSatisfy { ($0 ?? 0) <= ($1 ?? -1) && ($1 ?? 2) <= 1 })
    #expect(method.adjusted([0.04]) == [0.04])
    #expect(method.adjusted([]).isEmpty)
  }

  @Test func methodsStandInTheirKnownOrderOfPower() throws {
    let p = try Fixture.json("pvals").numbers("p").map(Optional.some)
    func values(_ method: Multiplicity) -> [Double] { method.adjusted(p).compactMap { $0 } }
    for (weaker, stronger) in [
      (Multiplicity.bonferroni, Multiplicity.holm), (.holm, .hochberg), (.hochberg, .hommel),
      (.benjaminiYekutieli, .benjaminiHochberg), (.benjaminiHochberg, .none),
    ] {
      #expect(zip(values(weaker), values(stronger)).allSatisfy { $0 >= $1 })
    }
  }
}
