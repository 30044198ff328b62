/// Bytes of saved moments: a magic word, the kind, a version, little-endian fields, and a checksum of all before it.
///
/// Strings are UTF-8 with their length; doubles are their bit patterns, so that what is read equals what was saved.
struct MomentsWriter {
  private var bytes: [UInt8]

  /// Everything written so far, with its checksum.
  var sealed: [UInt8] { MomentsChecksum.sealing(bytes) }

  init(kind: String) {
    bytes = Array("TRZM".utf8)
    write(kind)
    write(Self.version)
  }

  /// Layout version of every kind; a reader refuses others.
  static let version = 1

  mutating func write(_ value: Int) { appendBits(UInt64(bitPattern: Int64(value))) }

  mutating func write(_ value: UInt64) { appendBits(value) }

  mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ values: [Double]) {
    write(values.count)
    for value in values { appendBits(value.bitPattern) }
  }

  mutating func write<Element>(_ elements: [Element], _ writeElement: (inout MomentsWriter, Element) -> Void) {
    write(elements.count)
    for element in elements { writeElement(&self, element) }
  }

  private mutating func appendBits(_ bits: UInt64) { bytes.append(littleEndian: bits) }
}

/// Reads what `MomentsWriter` wrote; every length is checked against the bytes that are left.
struct MomentsReader {
  private let bytes: ArraySlice<UInt8>
  private let kind: String
  private var position = 0

  /// Checks the seal and reads the head.
  init(_ sealed: [UInt8], kind: String) throws(MomentsError) {
    self.kind = kind
    guard sealed.starts(with: "TRZM".utf8) else { throw .unreadable(expected: kind, atByte: 0) }
    guard let body = MomentsChecksum.opening(sealed) else {
      throw .unreadable(expected: kind, atByte: sealed.count)
    }
    bytes = body
    position = 4
    guard try readString() == kind, try readInt() == MomentsWriter.version else { throw failure }
  }

  var failure: MomentsError { .unreadable(expected: kind, atByte: position) }

  /// Whether every byte was read.
  var isAtEnd: Bool { position == bytes.count }

  mutating func readBits() throws(MomentsError) -> UInt64 {
    guard bytes.count - position >= 8 else { throw failure }
    var bits: UInt64 = 0
    for offset in 0..<8 { bits |= UInt64(bytes[position + offset]) << UInt64(8 * offset) }
    position += 8
    return bits
  }

  mutating func readInt() throws(MomentsError) -> Int { Int(Int64(bitPattern: try readBits())) }

  /// The largest count of rows or units that is read, so that sums of counts cannot overflow.
  private static let countLimit = 1 << 40

  /// A number of rows or units that something was made of.
  mutating func readPopulation(atLeast minimum: Int = 1) throws(MomentsError) -> Int {
    let count = try readInt()
    guard (minimum...Self.countLimit).contains(count) else { throw failure }
    return count
  }

  mutating func readBool() throws(MomentsError) -> Bool {
    guard position < bytes.count, bytes[position] <= 1 else { throw failure }
    position += 1
    return bytes[position - 1] == 1
  }

  /// A count of elements that take at least `minimumSize` bytes each.
  mutating func readCount(minimumSize: Int) throws(MomentsError) -> Int {
    let count = try readInt()
    guard count >= 0, count <= (bytes.count - position) / max(1, minimumSize) else { throw failure }
    return count
  }

  mutating func readString() throws(MomentsError) -> String {
    let count = try readCount(minimumSize: 1)
    let slice = bytes[position..<position + count]
    guard let text = String(validating: slice, as: UTF8.self) else { throw failure }
    position += count
    return text
  }

  /// Numbers, all finite.
  mutating func readDoubles() throws(MomentsError) -> [Double] {
    let count = try readCount(minimumSize: 8)
    var values: [Double] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      let value = Double(bitPattern: try readBits())
      guard value.isFinite else { throw failure }
      values.append(value)
    }
    return values
  }

  mutating func readArray<Element>(
    minimumSize: Int, _ readElement: (inout MomentsReader) throws(MomentsError) -> Element
  ) throws(MomentsError) -> [Element] {
    let count = try readCount(minimumSize: minimumSize)
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try readElement(&self)) }
    return elements
  }
}
