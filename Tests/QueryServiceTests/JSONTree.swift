import Foundation

/// JSON as a tree that tests can walk.
indirect enum JSONTree: Equatable, Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  init(_ text: String) throws { self = try JSONDecoder().decode(JSONTree.self, from: Data(text.utf8)) }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let object = try? value.decode([String: JSONTree].self) {
      self = .object(object)
    } else if let list = try? value.decode([JSONTree].self) {
      self = .list(list)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let flag = try? value.decode(Bool.self) {
      self = .bool(flag)
    } else {
      self = .number(try value.decode(Double.self))
    }
  }

  subscript(_ key: String) -> JSONTree? { if case .object(let object) = self { object[key] } else { nil } }
  subscript(_ index: Int) -> JSONTree? {
    if case .list(let list) = self, list.indices.contains(index) { list[index] } else { nil }
  }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var list: [JSONTree] { if case .list(let list) = self { list } else { [] } }
  var object: [String: JSONTree] { if case .object(let object) = self { object } else { [:] } }
}
