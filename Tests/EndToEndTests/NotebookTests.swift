import Foundation
import Testing

/// Pages whose commands are run and whose output is held to what they say.
struct NotebookTests {
  /// A page in a folder of its own.
  private func page(_ lines: String...) throws -> Folder {
    let folder = try Folder()
    try folder.write(lines.joined(separator: "\n") + "\n", to: "page.md")
    return folder
  }

  private func check(_ folder: Folder, _ options: String...) throws -> Program.Outcome {
    try Program.run(["notebook", "check", "page.md"] + options, in: folder)
  }

  @Test(arguments: [["tarazy ⟨…⟩"], ["…"], ["…", "tarazy ⟨…⟩", "…"]])
  func `a page that says what is printed holds`(expected: [String]) throws {
    let folder = try page((["Text.", "```console", "$ tarazy --version"] + expected + ["```"]).joined(separator: "\n"))
    let outcome = try check(folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "1 page: 0 commands printed something else\n")
  }

  @Test func `a page that says something else is shown with its line, and mended on request`() throws {
    let folder = try page("Text.", "```console", "$ tarazy --version", "tarazy of last year", "```", "More text.")
    let outcome = try check(folder)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("page.md:4: tarazy --version\n- tarazy of last year\n+ tarazy "))

    #expect(try check(folder, "--update").status == 0)
    #expect(try check(folder).status == 0)
    #expect(try folder.text("page.md").hasPrefix("Text.\n```console\n$ tarazy --version\ntarazy "))
    #expect(try folder.text("page.md").hasSuffix("\n```\nMore text.\n"))
  }

  @Test func `what is printed beyond the page, or not at all, is a difference`() throws {
    let silent = try page("```console", "$ tarazy --version", "```")
    #expect(try check(silent).output.hasPrefix("page.md:3: tarazy --version\n+ tarazy "))

    let more = try page("```console", "$ tarazy --version", "tarazy ⟨…⟩", "and more", "```")
    #expect(try check(more).output.hasPrefix("page.md:4: tarazy --version\n- and more\n1 page: 1 command "))
  }

  @Test func `a command that fails names its line`() throws {
    let folder = try page("```console", "$ tarazy import nowhere --into pilot.db", "…", "```")
    let outcome = try check(folder)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("page.md:2: the command ended with status 64"))
  }

  @Test(arguments: [
    ("rm -r datasets", "'rm' is not tarazy"),
    ("tarazy --version > file", "'>' outside quotes"),
    ("tarazy --version; ls", "';' outside quotes"),
    ("tarazy fit ols --formula 'y ~ x", "a quote is not closed"),
    ("tarazy serve pilot.db", "may not run 'tarazy serve'"),
    ("tarazy notebook check page.md", "may not run 'tarazy notebook'"),
  ])
  func `nothing but tarazy runs`(command: String, words: String) throws {
    let folder = try page("Text.", "```console", "$ " + command, "```")
    try Program.refuse(["notebook", "check", "page.md"], in: folder, status: 65, ["page.md:3: ", words])
  }

  @Test(arguments: [
    (["Text.", "```console", "$ tarazy --version"], "page.md:2: the block that begins here has no closing"),
    (["```yaml", "a: 1", "```", "```console", "no command", "```"], "page.md:5: a console block begins with a line"),
  ])
  func `a page that is not well formed is refused`(lines: [String], words: String) throws {
    let folder = try page(lines.joined(separator: "\n"))
    try Program.refuse(["notebook", "check", "page.md"], in: folder, status: 65, [words])
  }

  @Test func `commands run in order in a folder of their own with copies of the data`() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(at: folder.url.appending(path: "pages"), withIntermediateDirectories: false)
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "datasets"), withIntermediateDirectories: false)
    try folder.write("y,x\n1,1\n2,2\n4,3\n", to: "datasets/rows.csv")
    try folder.write(
      """
      ```console
      $ tarazy fit ols --data datasets/rows.csv --formula 'y ~ x' --vcov classical
      …
      x ⟨…⟩1.5⟨…⟩
      …
      ```
      """, to: "pages/page.md")
    let outcome = try Program.run("notebook", "check", "pages/page.md", in: folder)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(try folder.names() == ["datasets", "pages"])
  }
}
