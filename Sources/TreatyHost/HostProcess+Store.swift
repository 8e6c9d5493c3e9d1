public import TreatyDiagnostics
public import TreatyStore

extension HostProcess {
  /// A store's error as a finding.
  public static func storeDiagnostic(_ error: StoreError) -> Diagnostic {
    func finding(_ code: DiagnosticCode, _ message: String, _ reason: String? = nil, mend: String? = nil) -> Diagnostic
    {
      Diagnostic(
        code: code, severity: .error, message: message, primary: nil, reason: reason,
        fixes: mend.map { [Fix(title: $0)] } ?? [])
    }
    switch error {
    case .locked(let path, let holder):
      return finding(
        .storeLocked, "another host has the store `\(path)`\(holder.map { ", process \($0)" } ?? "")",
        "two hosts on one store would send everything twice",
        mend: "stop the other host, or give this one a store of its own")
    case .unsafe(let path, let why): return finding(.storeUnsafe, "the store `\(path)` cannot be used: \(why)")
    case .tooNew(let path, let found, let known):
      return finding(
        .storeVersion, "the store `\(path)` has version \(found); this Treaty knows up to \(known)",
        mend: "use a newer Treaty")
    case .superseded(let path):
      return finding(
        .storeLocked, "another host has taken the store `\(path)` over",
        "two hosts on one store would send everything twice",
        mend: "see why two hosts were started on it; what this one took in is on disk, and the other one carries it out"
      )
    case .keys(let path, let why):
      return finding(
        .storeKeys, "the keys of the store `\(path)` do not fit: \(why)",
        "what it holds is sealed, and nothing in it can be read without them")
    case .full(let path):
      return finding(.storeFailed, "there is no room for the store `\(path)`", mend: "free room on its disk")
    case .failed(let path, let why):
      return finding(
        .storeFailed, "the store `\(path)` failed: \(why)",
        "what was acknowledged is on disk; the host ends so as not to build on what is not",
        mend: "look at the disk, then start the host again")
    }
  }
}
