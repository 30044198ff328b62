import Glibc

/// A file's bytes mapped into memory for as long as the value lives.
struct MappedFile: ~Copyable {
  private let base: UnsafeMutableRawPointer?
  private let byteCount: Int

  /// Maps a file for reading from its beginning to its end.
  ///
  /// - Throws: `TabularError.cannotRead` with the system's reason.
  init(path: String) throws(TabularError) {
    (base, byteCount) = try Self.map(path)
  }

  deinit {
    if let base { munmap(base, byteCount) }
  }

  /// Calls `body` with the bytes, which must not be kept.
  borrowing func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws(TabularError) -> R) throws(TabularError) -> R
  {
    let bytes = UnsafeRawBufferPointer(start: base, count: byteCount)
    return try body(bytes.assumingMemoryBound(to: UInt8.self))
  }

  private static func map(_ path: String) throws(TabularError) -> (UnsafeMutableRawPointer?, Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotRead(path: path, reason: "not a regular file")
    }
    let byteCount = Int(status.st_size)
    guard byteCount > 0 else { return (nil, 0) }
    guard let base = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
      throw failure(path)
    }
    madvise(base, byteCount, MADV_WILLNEED)
    return (base, byteCount)
  }

  private static func failure(_ path: String) -> TabularError {
    .cannotRead(path: path, reason: String(cString: strerror(errno)))
  }
}
