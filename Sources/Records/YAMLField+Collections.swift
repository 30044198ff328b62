import Yams

extension YAMLField {
  /// The elements of a list, each under a path with its 1-based position.
  func elements() -> [YAMLField]? {
    guard let sequence = node.sequence else {
      report(.wrongKind(expected: .list))
      return nil
    }
    return sequence.enumerated().map { position, element in
      YAMLField(node: element, key: "\(key)[\(position + 1)]", problems: problems)
    }
  }

  /// What `read` makes of each element; `nil` when any is `nil`, or the list is empty and must not be.
  func list<Value>(allowingEmpty: Bool = false, _ read: (YAMLField) -> Value?) -> [Value]? {
    guard let elements = elements() else { return nil }
    if elements.isEmpty && !allowingEmpty {
      report(.emptyList)
      return nil
    }
    return allOrNone(elements.map(read))
  }

  /// Like `list`, and reports a value that is given twice.
  func distinct<Value: Hashable & CustomStringConvertible>(
    allowingEmpty: Bool = false, _ read: (YAMLField) -> Value?
  ) -> [Value]? {
    var seen: Set<Value> = []
    return list(allowingEmpty: allowingEmpty) { element in
      guard let value = read(element) else { return nil }
      if !seen.insert(value).inserted {
        element.report(.duplicateValue(value.description))
        return nil
      }
      return value
    }
  }

  /// The entries of a mapping whose keys are the author's own short names.
  func namedEntries<Value>(_ read: (String, YAMLField) -> Value?) -> [Value]? {
    guard let mapping = node.mapping else {
      report(.wrongKind(expected: .mapping))
      return nil
    }
    return allOrNone(
      mapping.map { keyNode, valueNode in
        let name = YAMLField(node: keyNode, key: path(keyNode.scalar?.string ?? "?"), problems: problems).identifier()
        let field = YAMLField(node: valueNode, key: path(name ?? "?"), problems: problems)
        return name.flatMap { read($0, field) }
      })
  }

  /// The entries of a mapping whose keys are texts such as the names of forms.
  func textEntries() -> [(key: String, value: YAMLField)]? {
    guard let mapping = node.mapping else {
      report(.wrongKind(expected: .mapping))
      return nil
    }
    return mapping.compactMap { keyNode, valueNode in
      let name = YAMLField(node: keyNode, key: path(keyNode.scalar?.string ?? "?"), problems: problems).text()
      return name.map { ($0, YAMLField(node: valueNode, key: path($0), problems: problems)) }
    }
  }

  /// A mapping with known keys; reports unknown, missing and not yet available ones.
  func keys(required: [String], optional: [String] = [], later: [String] = []) -> YAMLKeys? {
    guard let mapping = node.mapping else {
      report(.wrongKind(expected: .mapping))
      return nil
    }
    var fields: [String: YAMLField] = [:]
    for (keyNode, valueNode) in mapping {
      let name = keyNode.scalar?.string ?? "?"
      if required.contains(name) || optional.contains(name) {
        fields[name] = YAMLField(node: valueNode, key: path(name), problems: problems)
      } else {
        let isLater = later.contains(name)
        YAMLField(node: keyNode, key: path(name), problems: problems)
          .report(isLater ? .notAvailable : .unknownKey(allowed: required + optional))
      }
    }
    for name in required where fields[name] == nil { report(.missingKey(name)) }
    return YAMLKeys(fields: fields)
  }

  /// A text in the three languages.
  func names() -> Names? {
    guard let keys = keys(required: ["kk", "ru", "en"]) else { return nil }
    let (kk, ru, en) = (keys["kk"]?.text(), keys["ru"]?.text(), keys["en"]?.text())
    guard let kk, let ru, let en else { return nil }
    return Names(kk: kk, ru: ru, en: en)
  }

  private func path(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
}

/// The fields of a mapping by key.
struct YAMLKeys {
  fileprivate let fields: [String: YAMLField]

  subscript(key: String) -> YAMLField? { fields[key] }
}

/// The values when every one is there.
private func allOrNone<Value>(_ values: [Value?]) -> [Value]? {
  let known = values.compactMap { $0 }
  return known.count == values.count ? known : nil
}
