/// Where the records of a store came from.
public struct ImportSource: Sendable, Equatable, Codable {
  /// A file that was read and its fingerprint.
  public struct File: Sendable, Equatable, Codable {
    public var name: String
    /// Hexadecimal SHA-256 of the bytes.
    public var sha256: String
    /// Creates a file's facts.
    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// What the person who imports calls it, such as the name of the folder.
  public var label: String
  public var files: [File]
  /// Hexadecimal SHA-256 over the names and fingerprints of the files.
  public var dataSHA256: String

  /// Creates a source.
  public init(label: String, files: [File], dataSHA256: String) {
    self.label = label
    self.files = files
    self.dataSHA256 = dataSHA256
  }
}
