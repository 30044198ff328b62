import GRDB

/// The tables of the store and how older stores become newer ones.
///
/// Names, identification numbers, telephone numbers and addresses of persons have no column. A preschool's name is the
/// institution's; children, educators and assessors are codes.
enum RecordStoreSchema {
  /// "Trzy" in ASCII, the mark of this program's files.
  private static let applicationID = 0x5472_7A79

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 records and runs") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      for statement in places + people + observations + implementation + ledger {
        try database.execute(sql: statement)
      }
    }
    return migrator
  }

  /// Throws unless the database is a store that `mode` can work with.
  static func check(_ database: Database, path: String, mode: RecordStore.Mode) throws {
    let found = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    if found != applicationID {
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
      guard mode == .create, found == 0, isEmpty else { throw RecordStoreError.notAStore(path: path) }
      return
    }
    let applied = try migrator.appliedIdentifiers(database)
    let unknown = applied.subtracting(migrator.migrations)
    guard unknown.isEmpty else { throw RecordStoreError.newerSchema(migrations: unknown.sorted()) }
    if mode == .readOnly, applied.count < migrator.migrations.count { throw RecordStoreError.olderSchema }
  }

  private static let waveCheck = "CHECK (official_wave IN ('start', 'interim', 'final'))"

  private static let places = [
    """
    CREATE TABLE regions (
      id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name_kk TEXT NOT NULL, name_ru TEXT NOT NULL,
      name_en TEXT NOT NULL, kind TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE preschools (
      id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      region INTEGER NOT NULL REFERENCES regions (id), district TEXT,
      locality TEXT CHECK (locality IN ('urban', 'rural')),
      ownership TEXT CHECK (ownership IN ('state', 'private'))
    ) STRICT
    """,
    """
    CREATE TABLE groups (
      id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, preschool INTEGER NOT NULL REFERENCES preschools (id)
    ) STRICT
    """,
    """
    CREATE TABLE group_years (
      id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES groups (id), school_year TEXT NOT NULL,
      age_band INTEGER NOT NULL, language TEXT NOT NULL,
      arm TEXT NOT NULL CHECK (arm IN ('control', 'experimental')),
      directions TEXT NOT NULL, educator TEXT NOT NULL,
      UNIQUE (group_id, school_year)
    ) STRICT
    """,
  ]

  private static let people = [
    """
    CREATE TABLE children (
      id INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE, sex TEXT NOT NULL CHECK (sex IN ('f', 'm')),
      birth_month TEXT, special_needs INTEGER CHECK (special_needs IN (0, 1)),
      consent TEXT NOT NULL CHECK (consent IN ('granted', 'refused', 'withdrawn', 'not_applicable')),
      consent_date TEXT
    ) STRICT
    """,
    """
    CREATE TABLE enrolments (
      id INTEGER PRIMARY KEY, child INTEGER NOT NULL REFERENCES children (id),
      group_id INTEGER NOT NULL REFERENCES groups (id), entered TEXT NOT NULL, left_on TEXT,
      CHECK (left_on IS NULL OR left_on >= entered), UNIQUE (child, entered)
    ) STRICT
    """,
  ]

  /// Marks hold one byte per item in the order of the form: 0 missing, 1 … 3 points, 255 not applicable.
  private static let observations = [
    "CREATE TABLE instrument (id INTEGER PRIMARY KEY CHECK (id = 1), definition TEXT NOT NULL) STRICT",
    "CREATE TABLE forms (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, item_count INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE form_items (
      form INTEGER NOT NULL REFERENCES forms (id), position INTEGER NOT NULL, item TEXT NOT NULL, area TEXT NOT NULL,
      PRIMARY KEY (form, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE assessments (
      id INTEGER PRIMARY KEY, child INTEGER NOT NULL REFERENCES children (id), school_year TEXT NOT NULL,
      official_wave TEXT NOT NULL \(waveCheck), observed_on TEXT NOT NULL, assessor TEXT NOT NULL,
      form INTEGER NOT NULL REFERENCES forms (id), marks BLOB NOT NULL,
      UNIQUE (child, school_year, official_wave)
    ) STRICT
    """,
    """
    CREATE VIEW item_marks AS
    SELECT assessments.id AS assessment, children.pseudonym AS child, school_year, official_wave, observed_on,
      assessor, forms.key AS form, form_items.position, form_items.item, form_items.area,
      CASE hex(substr(marks, form_items.position, 1))
        WHEN '01' THEN 1 WHEN '02' THEN 2 WHEN '03' THEN 3 WHEN 'FF' THEN 'na' END AS mark
    FROM assessments
    JOIN children ON children.id = assessments.child
    JOIN forms ON forms.id = assessments.form
    JOIN form_items ON form_items.form = forms.id
    """,
    """
    CREATE TABLE scores (
      id INTEGER PRIMARY KEY, child INTEGER NOT NULL REFERENCES children (id), school_year TEXT NOT NULL,
      official_wave TEXT NOT NULL \(waveCheck), observed_on TEXT NOT NULL, outcome TEXT NOT NULL, value REAL NOT NULL,
      UNIQUE (child, school_year, official_wave, outcome)
    ) STRICT
    """,
  ]

  private static let implementation = [
    """
    CREATE TABLE indicators (
      id INTEGER PRIMARY KEY, preschool INTEGER NOT NULL REFERENCES preschools (id), quarter TEXT NOT NULL,
      indicator TEXT NOT NULL, value REAL NOT NULL, denominator REAL,
      UNIQUE (preschool, quarter, indicator)
    ) STRICT
    """,
    """
    CREATE TABLE sessions (
      id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES groups (id), direction TEXT NOT NULL,
      month TEXT NOT NULL, planned INTEGER NOT NULL, held INTEGER NOT NULL, attended INTEGER NOT NULL,
      UNIQUE (group_id, direction, month)
    ) STRICT
    """,
    """
    CREATE TABLE feedback (
      id INTEGER PRIMARY KEY, educator TEXT NOT NULL, quarter TEXT NOT NULL, question TEXT NOT NULL,
      score REAL NOT NULL, UNIQUE (educator, quarter, question)
    ) STRICT
    """,
  ]

  /// The import behind the records, and the runs; triggers keep a run as it was saved.
  private static let ledger = [
    """
    CREATE TABLE import_source (
      id INTEGER PRIMARY KEY CHECK (id = 1), label TEXT NOT NULL, data_sha256 TEXT NOT NULL,
      imported_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    ) STRICT
    """,
    "CREATE TABLE import_files (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL) STRICT",
    """
    CREATE TABLE runs (
      id TEXT NOT NULL PRIMARY KEY, created_at TEXT NOT NULL, pilot TEXT NOT NULL,
      synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)), plan_sha256 TEXT, data_sha256 TEXT NOT NULL,
      engine TEXT NOT NULL, findings TEXT NOT NULL, plan_text TEXT NOT NULL, risk_text TEXT
    ) STRICT
    """,
    "CREATE TRIGGER runs_kept BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'runs are kept'); END",
    "CREATE TRIGGER runs_unchanged BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'runs are immutable'); END",
  ]
}
