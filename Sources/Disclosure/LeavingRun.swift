public import Findings

/// A run that has passed disclosure control: for everybody, or for the authority of one region.
public enum LeavingRun: Sendable {
  case released(Released<RunFindings>)
  case ownScope(OwnScope<RunFindings>)

  /// What the run found, with marks where something must not be seen.
  public var value: RunFindings {
    switch self {
    case .released(let run): run.value
    case .ownScope(let run): run.value
    }
  }

  /// Code of the region for whose authority alone the run is; `nil` for everybody.
  public var scope: String? {
    if case .ownScope(let run) = self { run.region } else { nil }
  }
}
