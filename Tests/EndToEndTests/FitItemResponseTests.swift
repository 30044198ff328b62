import Foundation
import TestSupport
import Testing

/// `tarazy fit irt` by its contract.
@Suite struct FitItemResponseTests {
  private static let verbal = Fixture.path("irt_verbagg", "data.csv")
  private static let items =
    (try? Fixture.text("irt_verbagg", "data.csv"))
    .map { $0.prefix { !$0.isNewline }.split(separator: ",").dropFirst(3).joined(separator: ",") } ?? ""

  private func answer(_ arguments: String...) throws -> JSONValue {
    try Program.json(
      ["fit", "irt", "--data", Self.verbal, "--items", Self.items, "--format", "json"] + arguments, in: Folder())
  }

  /// Both sides are at the maximum to rounding.
  @Test(arguments: [("pcm", "step"), ("gpcm", "threshold"), ("grm", "threshold")], ["eap", "wle"])
  func verbalAggressionAgrees(model: (name: String, word: String), scores: String) throws {
    let expected = try Fixture.json("irt_verbagg").value(model.name)
    let answer = try answer("--model", model.name, "--scores", scores)
    try expectClose(answer.number("fit.log_likelihood"), expected.number("logLik"), relative: 1e-12)
    try expectClose(answer.number("fit.bic"), expected.number("BIC"), relative: 1e-11)
    try expectClose(answer.number("reliability"), expected.number("eap_reliability_var_ratio"), relative: 1e-8)
    for item in try answer.value("items").elements {
      let name = try #require(item.text("item"))
      let parameters = try item.value("parameters").elements
      let names = (model.name == "pcm" ? [] : ["slope"]) + ["\(model.word)1", "\(model.word)2"]
      #expect(parameters.compactMap { $0.text("name") } == names)
      let wanted =
        (model.name == "pcm" ? [] : [try expected.number("items.\(name).a")])
        + (try expected.numbers("items.\(name).b"))
      expectClose(try parameters.map { try $0.number("estimate") }, wanted, relative: 1e-8, scale: 1, name)
      #expect(try parameters.allSatisfy { try $0.number("std_error") > 0 })
    }
    for (key, name) in [("estimate", scores), ("std_error", scores == "eap" ? "eap_sd" : "wle_se")] {
      let own = try answer.value("scores").elements.prefix(50).map { try $0.number(key) }
      expectClose(own, try expected.numbers(name), relative: 1e-7, scale: 1, name)
    }
    #expect(try answer.value("scores").elements.count == 316)
  }

  @Test func groupsAgree() throws {
    let expected = try Fixture.json("irt_verbagg").value("pcm_groups")
    let answer = try answer("--model", "pcm", "--group", "gender")
    try expectClose(answer.number("fit.log_likelihood"), expected.number("logLik"), relative: 1e-12)
    let groups = try answer.value("ability").elements
    #expect(groups.map { $0.text("group") } == ["F", "M"])
    expectClose(try groups.map { try $0.number("mean") }, [0, try expected.number("mean_M")], relative: 1e-8, scale: 1)
    expectClose(
      try groups.map { try $0.number("variance") }, try ["var_F", "var_M"].map { try expected.number($0) },
      relative: 1e-8)
  }

  @Test func infitAndOutfitAgree() throws {
    let expected = try Fixture.json("irt_verbagg").value("pcm_fit_wle.items")
    for item in try answer("--model", "pcm").value("items").elements {
      let name = try #require(item.text("item"))
      for key in ["infit", "outfit"] {
        try expectClose(item.number(key), expected.number("\(name).\(key)"), relative: 1e-7, name)
      }
    }
    #expect(try answer("--model", "grm").value("items.0.infit") == .null)
  }

  @Test func keysAreThoseOfTheContract() throws {
    let answer = try answer("--model", "rsm")
    #expect(
      answer.keys == [
        "ability", "coefficients", "fit", "formula", "groups", "items", "method", "model", "n_dropped", "n_obs",
        "provenance", "reliability", "warnings",
      ])
    #expect(try answer.value("items.0").keys == ["infit", "item", "outfit", "parameters"])
    #expect(try answer.value("items.0.parameters.0").keys == ["estimate", "name", "std_error"])
    #expect(answer.text("model") == "rating_scale" && answer.text("method") == "mml")
  }

  @Test func textFitsATerminal() throws {
    let outcome = try Program.run(
      ["fit", "irt", "--data", Self.verbal, "--items", Self.items, "--model", "grm", "--scores", "eap"], in: Folder())
    #expect(outcome.status == 0 && outcome.output.contains("reliability of abilities"))
    #expect(outcome.output.split(separator: "\n").filter { !$0.hasPrefix("Warning") }.allSatisfy { $0.count <= 80 })
  }
}

/// `tarazy fit irt` on data that leave something open, and on requests that it must refuse.
@Suite struct OddItemDataTests {
  /// Sixty children on four items of three marks, coded from `lowest`; later children do better, with noise.
  private static func marks(lowest: Int = 1) -> [[String]] {
    (0..<60).map { child in
      [0, 1, 2, 3].map { item in
        let noise = (child * (13 + 7 * item) + child * child * (3 + item)) % 41
        let place = noise + child / 2
        return String(lowest + (place < 24 + 3 * item ? 0 : (place < 42 + 2 * item ? 1 : 2)))
      }
    }
  }

  private static func table(_ rows: [[String]], _ header: String = "a,b,c,d") -> String {
    ([header] + rows.map { $0.joined(separator: ",") }).joined(separator: "\n") + "\n"
  }

  private func answer(_ text: String, _ arguments: String..., anchors: String? = nil) throws -> JSONValue {
    let folder = try Folder()
    try folder.write(text, to: "data.csv")
    if let anchors { try folder.write(anchors, to: "anchors.csv") }
    return try Program.json(
      ["fit", "irt", "--data", "data.csv", "--items", "a,b,c,d", "--format", "json"] + arguments
        + (anchors == nil ? [] : ["--anchors", "anchors.csv"]), in: folder)
  }

  private func codes(_ answer: JSONValue) throws -> [String] {
    try answer.value("warnings").elements.compactMap { $0.text("code") }
  }

  /// The lowest mark seen is the lowest category, whatever it is.
  @Test(arguments: ["pcm", "grm"]) func codingOfMarksDoesNotMatter(model: String) throws {
    let answers = try [0, 1, 7].map { try answer(Self.table(Self.marks(lowest: $0)), "--model", model) }
    #expect(answers[0].without(["provenance"]) == answers[1].without(["provenance"]))
    #expect(answers[0].without(["provenance"]) == answers[2].without(["provenance"]))
  }

  @Test(arguments: ["pcm", "grm"]) func itemWithOneMarkIsLeftOut(model: String) throws {
    let answer = try answer(Self.table(Self.marks().map { [$0[0], "2", $0[2], $0[3]] }), "--model", model)
    #expect(try codes(answer) == ["constant_item"])
    #expect(try answer.value("items.1.parameters").elements.isEmpty && answer.number("n_obs") == 60)
  }

  @Test(arguments: ["pcm", "grm"], ["eap", "wle", "ml"])
  func childWithoutMarksHasNoScore(model: String, scores: String) throws {
    let answer = try answer(
      Self.table([["", "NA", "na", " "]] + Self.marks()), "--model", model, "--scores", scores)
    #expect(try answer.number("n_obs") == 60 && answer.number("n_dropped") == 1)
    #expect(try answer.value("scores.0.estimate") == .null && answer.value("scores.0.std_error") == .null)
    #expect(try codes(answer).contains("missing_rows") && codes(answer).contains("not_estimable"))
  }

  @Test(arguments: ["pcm", "grm"]) func extremeScoresAreInfiniteByMaximumLikelihoodOnly(model: String) throws {
    let text = Self.table([["1", "1", "1", "1"], ["3", "3", "3", ""]] + Self.marks())
    let likelihood = try answer(text, "--model", model, "--scores", "ml")
    #expect(try likelihood.value("scores.0.estimate") == .null && likelihood.value("scores.1.estimate") == .null)
    #expect(try codes(likelihood) == ["not_estimable"])
    for scores in ["eap", "wle"] {
      let answer = try answer(text, "--model", model, "--scores", scores)
      #expect(try answer.number("scores.0.estimate") < -0.5 && answer.number("scores.1.estimate") > 0.5)
      #expect(try codes(answer).isEmpty)
    }
  }

  @Test(arguments: ["pcm", "grm"]) func groupOfOneKeepsAVariance(model: String) throws {
    let rows = Self.marks().enumerated().map { $1 + [$0 == 30 ? "solo" : "all"] }
    let answer = try answer(Self.table(rows, "a,b,c,d,g"), "--model", model, "--group", "g")
    #expect(try codes(answer) == ["group_of_one"])
    #expect(try answer.value("ability.1").text("group") == "solo")
  }

  @Test(arguments: ["pcm", "grm"]) func groupAtTheMaximumIsLeftOut(model: String) throws {
    let rows = Self.marks().map { $0 + ["rest"] } + (0..<5).map { _ in ["3", "3", "3", "3", "top"] }
    let answer = try answer(Self.table(rows, "a,b,c,d,g"), "--model", model, "--group", "g", "--scores", "eap")
    #expect(try codes(answer) == ["left_out_groups", "not_estimable"])
    #expect(try answer.number("n_obs") == 60 && answer.number("n_dropped") == 5)
    #expect(try answer.value("scores.60.estimate") == .null)
  }

  @Test func anchorsAreKept() throws {
    let answer = try answer(
      Self.table(Self.marks()), "--model", "grm", anchors: "item,slope,location1,location2\nb,1.5,-0.5,1\n")
    let parameters = try answer.value("items.1.parameters").elements
    #expect(try parameters.map { try $0.number("estimate") } == [1.5, -0.5, 1])
    #expect(try parameters.allSatisfy { try $0.value("std_error") == .null })
    #expect(try answer.number("ability.0.mean") != 0 && answer.number("ability.0.variance") != 1)
  }

  @Test(arguments: [
    ("item,slope,location1\nz,1,0\n", Int32(65), "the anchor z is not among the items"),
    ("item,slope,location1\na,1,0\n", 65, "a has marks 2 above the lowest"),
    ("item,slope,location1,location2\na,1,0.5,0\n", 65, "anchors.csv:2: the thresholds of a must increase"),
    ("item,slope,location1,location2\na,1,,0\n", 65, "anchors.csv:2:3: location1"),
    ("item,slope,location1\na,steep,0\n", 65, "anchors.csv:2:2: slope is 'steep'"),
    ("item,slope,location1,location2\na,1,0,1\na,1,0,1\n", 65, "anchors.csv:3: a stands here twice"),
    ("item,slope,location1\na,1,\n", 65, "anchors.csv:2: a has no location"),
    ("item,b1\na,1\n", 65, "the header is item,b1"),
  ])
  func badAnchorsAreRefused(text: String, status: Int32, words: String) throws {
    let folder = try Folder()
    try folder.write(Self.table(Self.marks()), to: "data.csv")
    try folder.write(text, to: "anchors.csv")
    try Program.refuse(
      ["fit", "irt", "--data", "data.csv", "--items", "a,b,c,d", "--model", "grm", "--anchors", "anchors.csv"],
      in: folder, status: status, [words])
  }

  @Test(arguments: [
    (table(marks()), ["--items", "a,b,z", "--model", "pcm"], Int32(65), "has no column z; it has a, b, c, d"),
    (table(marks()), ["--items", "a,b,a", "--model", "pcm"], 64, "the column a is named twice"),
    (table(marks()), ["--items", "a,b", "--group", "a", "--model", "pcm"], 64, "the column a is named twice"),
    (table(marks()), ["--items", ",", "--model", "pcm"], 64, "--items needs at least one column"),
    (table(marks()), ["--items", "a,b", "--model", "best"], 64, "best"),
    (table(marks()), ["--items", "a,b", "--model", "rasch"], 65, "a has more than the two lowest categories"),
    (table(marks()), ["--items", "a,b", "--group", "g", "--model", "pcm"], 65, "has no column g"),
    ("a,b\n1,low\n2,1\n", ["--items", "a,b", "--model", "pcm"], 65, "data.csv:2:2: item b holds 'low'"),
    ("a,b\n1,1\n2,1.5\n", ["--items", "a,b", "--model", "grm"], 65, "data.csv:3:2: item b holds '1.5'"),
    ("a,b\n1,1\n2,900\n", ["--items", "a,b", "--model", "grm"], 65, "more than 50 categories"),
    ("a,b\n3,3\n3,3\n", ["--items", "a,b", "--model", "grm"], 65, "no item has marks in two categories"),
    ("a,b\n3,3\n3,3\n", ["--items", "a,b", "--model", "pcm"], 65, "no item has marks in two categories"),
    ("a,b\n,\n,NA\n", ["--items", "a,b", "--model", "pcm"], 65, "0 rows with marks"),
    ("a,b\n,\n,NA\n", ["--items", "a,b", "--model", "grm"], 65, "0 rows with marks"),
    ("a,b\n1,1\n2,2\n", ["--items", "a,b", "--model", "grm"], 65, "the model needs at least"),
    ("a,b\n", ["--items", "a,b", "--model", "pcm"], 65, "data.csv has a header and no rows"),
  ])
  func badRequestsAreRefused(text: String, arguments: [String], status: Int32, words: String) throws {
    let folder = try Folder()
    try folder.write(text, to: "data.csv")
    try Program.refuse(["fit", "irt", "--data", "data.csv"] + arguments, in: folder, status: status, [words])
  }
}
