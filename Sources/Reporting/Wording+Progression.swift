extension Wording {
  /// A value that children are compared by: an arm or a wave by its name, any other as among the subgroups.
  func compared(_ value: String, by key: String) -> String {
    switch key {
    case "arm": arm(value)
    case "wave": wave(value)
    default: self.value(value, of: key)
    }
  }
}
