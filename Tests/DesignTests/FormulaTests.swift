import Design
import Testing

@Suite struct FormulaTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let error: FormulaError
    var testDescription: String { text }
  }

  static let faults: [Case] = [
    Case(text: "y", error: .missingTilde),
    Case(text: "", error: .missingTilde),
    Case(text: "y ~ ", error: .unexpectedEnd(position: 5)),
    Case(text: "y ~ x +", error: .unexpectedEnd(position: 8)),
    Case(text: "y ~ x z", error: .unexpectedSymbol("z", position: 7)),
    Case(text: "y ~ x ~ z", error: .unexpectedSymbol("~", position: 7)),
    Case(text: "y ~ (x", error: .unexpectedEnd(position: 7)),
    Case(text: "y ~ x)", error: .unexpectedSymbol(")", position: 6)),
    Case(text: "y ~ x & z", error: .unexpectedCharacter("&", position: 7)),
    Case(text: "y ~ `x", error: .unterminatedName(position: 5)),
    Case(text: "y ~ poly(x, 2)", error: .unknownFunction(name: "poly", position: 5)),
    Case(text: "y ~ log(x, 2)", error: .wrongArgumentCount(function: "log", found: 2, position: 5)),
    Case(text: "y ~ log()", error: .wrongArgumentCount(function: "log", found: 0, position: 5)),
    Case(text: "y ~ 2 + x", error: .unexpectedNumber(position: 5)),
    Case(text: "y ~ x:1", error: .unexpectedNumber(position: 7)),
    Case(text: "y ~ (a + b)^c", error: .invalidPower(position: 12)),
    Case(text: "y ~ (a + b)^99", error: .invalidPower(position: 12)),
    Case(text: "y ~ I(a:b)", error: .notArithmetic(position: 8)),
    Case(text: "y ~ I(factor(a) + 1)", error: .notArithmetic(position: 7)),
    Case(text: "y ~ factor(a + 1)", error: .notArithmetic(position: 14)),
    Case(text: ". ~ x", error: .notArithmetic(position: 1)),
    Case(text: "factor(y) ~ x", error: .notArithmetic(position: 1)),
    Case(text: "y ~ 1 | g", error: .misplacedBar(position: 7)),
    Case(text: "y ~ x * (1 | g)", error: .misplacedBar(position: 12)),
    Case(text: "y ~ x - (1 | g)", error: .misplacedBar(position: 12)),
    Case(text: "y ~ x + (t || g)", error: .uncorrelatedRandomEffects(position: 12)),
    Case(text: "y ~ x + (1 | g) + (0 + t | g)", error: .uncorrelatedRandomEffects(position: 26)),
    Case(text: "y ~ x + (1 | a/b) + (1 | b:a)", error: .uncorrelatedRandomEffects(position: 24)),
    Case(text: "y ~ (1 | a + b)", error: .invalidGrouping(position: 12)),
    Case(text: "y ~ (1 | 3)", error: .invalidGrouping(position: 10)),
    Case(text: "y ~ (. | g)", error: .dotInRandomTerm(position: 6)),
  ]

  @Test(arguments: faults) func faultsAreNamedWithTheirPosition(_ fault: Case) {
    #expect(throws: fault.error) { try Formula(fault.text) }
  }

  @Test func noTextExhaustsTheStack() {
    let parentheses = "y ~ " + String(repeating: "(", count: 150) + "x" + String(repeating: ")", count: 150)
    #expect(throws: FormulaError.nestedTooDeeply(position: 105)) { try Formula(parentheses) }
    let signs = "y ~ " + String(repeating: "-", count: 150) + "x"
    #expect(throws: FormulaError.nestedTooDeeply(position: 105)) { try Formula(signs) }
    let long = "y ~ x" + String(repeating: " + x", count: 100_000)
    #expect(throws: FormulaError.tooLong(wordCount: 200_004, limit: 2_000)) { try Formula(long) }
    let names = (0..<100).map { "a\($0)" }.joined(separator: " + ")
    #expect(throws: FormulaError.tooManyTerms(position: 594, limit: 10_000)) { try Formula("y ~ (\(names))^3") }
  }

  @Test func aFormulaKeepsItsText() throws {
    let formula = try Formula("оценка ~ пол * возраст + (1 | школа)")
    #expect(formula.text == "оценка ~ пол * возраст + (1 | школа)")
    #expect(formula.hasRandomTerms)
    #expect(try !Formula("y ~ x").hasRandomTerms)
  }
}
