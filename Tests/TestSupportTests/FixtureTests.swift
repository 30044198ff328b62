import Foundation
import TestSupport
import Testing

@Suite("Fixtures")
struct FixtureTests {
  @Test("Expected values are found by path, at full precision")
  func lookup() throws {
    let expected = try Fixture.json("star")
    #expect(try expected.number("mathk.ols_simple.beta.small") == 7.8532878909832791)
    #expect(try expected.namedNumbers("mathk.ols_simple.se_CR2")["(Intercept)"] == 3.081418650204145)
    #expect(try expected.numbers("mathk.lmer_simple_reml.ranef_first5.eblup").count == 5)
  }

  @Test("A key that holds a dot is found by a path given step by step")
  func dottedKey() throws {
    let value = JSONValue.object(["theta": .object(["school.(Intercept)": .number(0.5)])])
    #expect(try value.number(at: ["theta", "school.(Intercept)"]) == 0.5)
    #expect(throws: MissingJSONPath.self) { try value.number("theta.school.(Intercept)") }
  }

  @Test("Null is not-a-number, infinities are read from text")
  func specialNumbers() throws {
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(#"{"a": [null, "Inf", "-Inf", 2]}"#.utf8))
    let numbers = try value.numbers("a")
    #expect(numbers[0].isNaN)
    #expect(Array(numbers.dropFirst()) == [.infinity, -.infinity, 2])
  }

  @Test("A path that is not there names the step that failed")
  func missingPath() throws {
    let value = JSONValue.object(["a": .array([.number(1)])])
    #expect(throws: MissingJSONPath(path: ["a", "1"], failingStep: "1")) { try value.number("a.1") }
    #expect(throws: MissingJSONPath(path: ["a"], failingStep: "number")) { try value.number("a") }
    #expect(try value.number("a.0") == 1)
  }

  @Test("Every case says where its data come from", arguments: ["star", "pilot_star", "exam", "achieve"])
  func notes(caseName: String) throws {
    let note = try Fixture.text(caseName, "NOTE.md")
    #expect(note.contains("Versions"))
  }
}
