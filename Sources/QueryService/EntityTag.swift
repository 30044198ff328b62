import Findings

/// The ETag of an answer: it changes when data, plan, engine, run or the question change, and only then.
struct EntityTag: Equatable {
  /// The quoted tag.
  let text: String

  /// The tag of an answer made from a run.
  init(_ findings: RunFindings, question: String) {
    let provenance = findings.provenance
    self.init(parts: [
      provenance.dataSHA256, provenance.planSHA256 ?? "", provenance.engine, findings.run, question,
    ])
  }

  /// The tag of the list of runs.
  init(_ entries: [RunSource.Entry]) { self.init(parts: entries.map(\.run)) }

  /// FNV-1a over the parts: a tag tells versions apart, it protects nothing.
  private init(parts: [String]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in parts.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    text = "\"" + String(hash, radix: 16) + "\""
  }

  /// Whether a client that sent `If-None-Match` has the version of a tag already; a weak tag counts.
  static func matches(_ text: String, _ ifNoneMatch: String?) -> Bool {
    guard let ifNoneMatch else { return false }
    return ifNoneMatch.split(separator: ",").contains { candidate in
      let tag = candidate.drop { $0 == " " }
      return tag == "*" || tag == text || tag == "W/" + text
    }
  }
}
