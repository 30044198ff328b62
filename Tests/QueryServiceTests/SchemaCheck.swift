/// Holds a JSON value to the part of JSON Schema that the service's description uses.
struct SchemaCheck {
  let schemas: [String: JSONTree]

  /// What does not fit, as paths; empty when everything does.
  ///
  /// Objects may hold no property that is not described.
  func faults(_ value: JSONTree, _ schema: JSONTree, at path: String = "$") -> [String] {
    if let name = schema["$ref"]?.text?.split(separator: "/").last {
      guard let target = schemas[String(name)] else { return ["\(path): no schema \(name)"] }
      return faults(value, target, at: path)
    }
    if let choices = schema["oneOf"]?.list {
      let fitting = choices.filter { faults(value, $0, at: path).isEmpty }
      return fitting.count == 1 ? [] : ["\(path): fits \(fitting.count) of \(choices.count) choices"]
    }
    if let constant = schema["const"] { return constant == value ? [] : ["\(path): is not the constant"] }
    if let values = schema["enum"]?.list { return values.contains(value) ? [] : ["\(path): is not in the list"] }
    return typeFaults(value, schema, at: path)
  }

  private func typeFaults(_ value: JSONTree, _ schema: JSONTree, at path: String) -> [String] {
    switch (schema["type"]?.text, value) {
    case ("string", .text), ("number", .number), ("boolean", .bool), ("null", .null), (nil, _): return []
    case ("integer", .number(let number)): return number == number.rounded() ? [] : ["\(path): is not whole"]
    case ("array", .list(let items)):
      guard let itemSchema = schema["items"] else { return [] }
      return items.enumerated().flatMap { faults($0.element, itemSchema, at: "\(path)[\($0.offset)]") }
    case ("object", .object(let object)): return objectFaults(object, schema, at: path)
    default: return ["\(path): has another type"]
    }
  }

  private func objectFaults(_ object: [String: JSONTree], _ schema: JSONTree, at path: String) -> [String] {
    let properties = schema["properties"]?.object ?? [:]
    let missing = (schema["required"]?.list ?? []).compactMap(\.text).filter { object[$0] == nil }
    let inner = object.flatMap { key, value -> [String] in
      if let property = properties[key] { return faults(value, property, at: "\(path).\(key)") }
      if let further = schema["additionalProperties"] { return faults(value, further, at: "\(path).\(key)") }
      return properties.isEmpty ? [] : ["\(path).\(key): is not described"]
    }
    return missing.map { "\(path).\($0): is missing" } + inner
  }
}
