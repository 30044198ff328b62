import Foundation
import TestSupport
import Testing

extension Program {
  /// Runs the program and records an issue unless it ends with status 0.
  ///
  /// - Returns: What it printed.
  @discardableResult
  static func succeed(
    _ arguments: String..., in folder: Folder, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try succeed(arguments: arguments, in: folder, sourceLocation: sourceLocation)
  }

  /// Runs the program and records an issue unless it ends with status 0.
  ///
  /// - Returns: What it printed.
  @discardableResult
  static func succeed(
    arguments: [String], in folder: Folder, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try run(arguments, in: folder)
    #expect(
      outcome.status == 0 && !outcome.isSignalled, "\(arguments.joined(separator: " ")): \(outcome.errors)",
      sourceLocation: sourceLocation)
    return outcome.output
  }

  /// Runs the program and records an issue unless it refuses, says why on stderr and answers nothing.
  ///
  /// - Parameters:
  ///   - arguments: Words of the command line.
  ///   - folder: Where it runs.
  ///   - status: 64 for the command's fault, 65 for that of the data.
  ///   - words: What the message must hold, such as the place of the fault.
  ///   - sourceLocation: Where an issue is shown.
  /// - Throws: When the program cannot be started.
  static func refuse(
    _ arguments: [String], in folder: Folder, status: Int32, _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try run(arguments, in: folder)
    let said = "\(arguments.joined(separator: " ")): \(outcome.errors.prefix(1000))"
    #expect(!outcome.isSignalled, "\(said)", sourceLocation: sourceLocation)
    #expect(outcome.status == status, "\(said)", sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, "\(said)", sourceLocation: sourceLocation)
    for word in words {
      #expect(outcome.errors.contains(word), "no '\(word)' in \(said)", sourceLocation: sourceLocation)
    }
  }

  /// Runs the program and parses the JSON it prints.
  static func json(
    _ arguments: String..., in folder: Folder, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONValue {
    try json(arguments, in: folder, sourceLocation: sourceLocation)
  }

  /// The JSON that a run that must succeed prints.
  static func json(
    _ arguments: [String], in folder: Folder, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONValue {
    let outcome = try run(arguments, in: folder)
    #expect(
      outcome.status == 0 && !outcome.isSignalled, "\(arguments.joined(separator: " ")): \(outcome.errors)",
      sourceLocation: sourceLocation)
    return try JSONValue(text: outcome.output)
  }
}

extension JSONValue {
  /// Parses a JSON document.
  init(text: String) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

  /// The keys of an object, sorted; none for anything else.
  var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.keys.sorted()
  }

  /// The elements of an array; none for anything else.
  var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// The text of a member, `nil` when there is none.
  func text(_ key: String) -> String? {
    guard case .object(let members) = self, case .text(let text)? = members[key] else { return nil }
    return text
  }

  /// The same object without some of its members.
  func without(_ keys: Set<String>) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }
}
