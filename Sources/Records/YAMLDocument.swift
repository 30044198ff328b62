import Yams

/// A YAML file being read: its root, and the problems found on the way.
///
/// Readers take what they can from the fields and report what they cannot; `value(_:)` throws all problems at once.
struct YAMLDocument {
  let problems: ProblemList
  private let root: Node?

  init(yaml: String, file: String) {
    problems = ProblemList(file: file)
    do {
      // Editors put a byte order mark before the first key.
      let hasMark = yaml.unicodeScalars.first == "\u{FEFF}"
      root = try Yams.compose(yaml: hasMark ? String(yaml.unicodeScalars.dropFirst()) : yaml)
      if root == nil { problems.append(mark: nil, key: "", .emptyFile) }
    } catch let error as YamlError {
      root = nil
      problems.append(error)
    } catch {
      root = nil
      problems.append(mark: nil, key: "", .notYAML(message: "\(error)"))
    }
  }

  /// What `read` makes of the root; throws when a problem was reported, here or in `read`.
  func value<Value>(_ read: (YAMLField) -> Value?) throws(ConfigurationError) -> Value {
    let value = root.flatMap { read(YAMLField(node: $0, key: "", problems: problems)) }
    guard problems.found.isEmpty, let value else { throw ConfigurationError(problems: problems.found) }
    return value
  }
}

/// Gathers the problems of one file.
final class ProblemList {
  let file: String
  private(set) var found: [ConfigurationProblem] = []

  init(file: String) { self.file = file }

  func append(mark: Yams.Mark?, key: String, _ reason: ConfigurationProblem.Reason) {
    found.append(
      ConfigurationProblem(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, key: key, reason: reason))
  }

  /// Adds the problems of another file that this one names.
  func append(_ error: ConfigurationError) { found += error.problems }

  func append(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      append(mark: mark, key: "", .notYAML(message: problem))
    case .duplicatedKeysInMapping(let keys, let context):
      append(mark: context.mark, key: "", .duplicateKeys(keys.sorted()))
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
      append(mark: nil, key: "", .notYAML(message: problem))
    case .no, .memory, .dataCouldNotBeDecoded:
      append(mark: nil, key: "", .notYAML(message: "\(error)"))
    }
  }
}
