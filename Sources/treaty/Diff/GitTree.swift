import Foundation

/// Files of a commit, read from the objects of a local repository: nothing is fetched, and the working copy does not matter. Works in shallow clones and
/// worktrees, as far as their objects go.
struct GitTree {
  /// Why there is none.
  struct Failure: Error {
    let message: String
    let mend: String
  }

  /// What a specification such as `git:v2.3.0//specs` or `.git#branch=main` names.
  struct Reference {
    /// Folder of the repository, or in it.
    var repository = "."
    /// Commit, branch or tag.
    var revision: String
    /// Folder in it, from the top; empty for the top, `nil` where none was named.
    var folder: String?

    /// - Returns: `nil` for what is no reference to git.
    init?(_ text: String) {
      if text.hasPrefix("git:") {
        let parts = text.dropFirst(4).split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
        revision = String(parts[0])
        folder = parts.count > 1 ? String(parts[1]) : nil
      } else if let mark = text.range(of: ".git#") {
        repository = String(text[..<mark.lowerBound])
        if repository.isEmpty { repository = "." }
        var revision: String?
        for part in text[mark.upperBound...].split(separator: ",") {
          let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
          guard pair.count == 2 else { return nil }
          switch pair[0] {
          case "branch", "tag", "ref", "commit": revision = pair[1]
          case "subdir": folder = pair[1]
          default: return nil
          }
        }
        guard let revision else { return nil }
        self.revision = revision
      } else {
        return nil
      }
      guard !revision.isEmpty else { return nil }
    }

    /// The same, of the repository that a folder lies in, and without a folder of its own of that one: `git:main` beside `specs` is what `specs` was on
    /// `main`.
    func beside(_ other: String) -> Reference {
      var isFolder: ObjCBool = false
      // A folder in no repository says nothing: the one at hand is meant.
      guard repository == ".", FileManager.default.fileExists(atPath: other, isDirectory: &isFolder),
        isFolder.boolValue
      else { return self }
      let prefix = GitTree.run("/usr/bin/git", ["-C", other, "rev-parse", "--show-prefix"])
      guard prefix.code == 0 else { return self }
      var reference = self
      reference.repository = other
      guard folder == nil else { return reference }
      let text = String(decoding: prefix.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      reference.folder = text.hasSuffix("/") ? String(text.dropLast()) : text
      return reference
    }
  }

  /// Writes the package of a reference into a folder, at the path that it has in its repository, and beside it those that it uses by a path.
  /// - Returns: the package's folder.
  static func write(_ reference: Reference, to folder: URL) throws(Failure) -> URL {
    var reference = reference
    // `archive` takes what lies below the folder that it is run in.
    if let top = try git(reference, ["rev-parse", "--show-toplevel"]) {
      reference.repository = String(decoding: top, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
    let revision = try git(
      reference, ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(reference.revision)^{commit}"])
    guard let commit = revision.flatMap({ String(data: $0, encoding: .utf8) })?.trimmingCharacters(in: .newlines),
      !commit.isEmpty
    else {
      throw missing(reference)
    }
    let wanted = PathInRepository.normal(reference.folder ?? "") ?? reference.folder ?? ""
    guard try write(commit, wanted, reference, to: folder) else {
      throw Failure(
        message: "`\(reference.revision)` has no folder `\(wanted)`",
        mend: "look at the spelling: it is a path from the top of the repository")
    }
    // Packages that it uses, and those that they use. One that is not there is an error of the package's, which says it better.
    var (done, open): (Set<String>, [String]) = ([wanted], wanted.isEmpty ? [] : [wanted])
    while let next = open.popLast() {
      for used in packages(of: folder.appending(path: next), at: next) where done.insert(used).inserted {
        if try write(commit, used, reference, to: folder) { open.append(used) }
      }
    }
    return wanted.isEmpty ? folder : folder.appending(path: wanted)
  }

  /// Writes the files of a folder of a commit.
  /// - Returns: whether the commit has the folder.
  private static func write(_ commit: String, _ path: String, _ reference: Reference, to folder: URL) throws(Failure)
    -> Bool
  {
    let tree = path.isEmpty ? commit : "\(commit):\(path)"
    let archive = folder.appending(path: ".archive.tar")
    guard try git(reference, ["archive", "--format=tar", "--output=\(archive.path)", tree]) != nil else { return false }
    defer { try? FileManager.default.removeItem(at: archive) }  // It goes with its folder.
    let target = path.isEmpty ? folder : folder.appending(path: path)
    // What fails here is seen by what cannot be written.
    try? FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    guard run("/usr/bin/tar", ["-x", "-C", target.path, "-f", archive.path]).code == 0 else {
      throw Failure(
        message: "the files of `\(reference.revision)` cannot be written to `\(target.path)`",
        mend: "see that there is room")
    }
    return true
  }

  /// Folders of the packages that a manifest uses by a path.
  private static func packages(of folder: URL, at path: String) -> [String] {
    guard let bytes = FileManager.default.contents(atPath: folder.appending(path: "treaty.yaml").path) else {
      return []
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.matches(of: /package:\s*["']?(\.\.?\/[^\s,}"']+)/)
      .compactMap { PathInRepository.normal("\(path)/\($0.1)") }
  }

  /// Says what is not there, and the line that gets it.
  private static func missing(_ reference: Reference) -> Failure {
    let message = "there is no `\(reference.revision)` in the repository"
    // `main~2` is to be had with `main`.
    let name = String(reference.revision.prefix { !"~^@".contains($0) })
    guard name != "HEAD", !name.isEmpty else {
      return Failure(
        message: message, mend: "commit something first, or fetch more of the history: `git fetch --deepen 50`")
    }
    let isHash = name.count >= 7 && name.allSatisfy(\.isHexDigit)
    let (source, target) =
      name.hasPrefix("origin/") ? (String(name.dropFirst(7)), "refs/remotes/\(name)") : (name, name)
    let line = "git fetch origin \(source)\(isHash ? "" : ":\(target)")"
    return Failure(message: message, mend: "nothing is fetched unasked: `\(line)` gets it, if it is somewhere else")
  }

  private static func git(_ reference: Reference, _ arguments: [String]) throws(Failure) -> Data? {
    let outcome = run("/usr/bin/git", ["-C", reference.repository] + arguments)
    guard outcome.code != 127 else { throw Failure(message: "git cannot be run", mend: "install it") }
    guard outcome.code != 128 || !outcome.errors.contains("not a git repository") else {
      throw Failure(message: "`\(reference.repository)` is in no repository of git", mend: "run it in the repository")
    }
    return outcome.code == 0 ? outcome.output : nil
  }

  /// Runs a program. What it prints and complains of goes to files: nobody has to read while it writes.
  fileprivate static func run(_ program: String, _ arguments: [String]) -> (code: Int32, output: Data, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    // What git sets for its hooks is of the repository that the hook runs in, and would be taken for that of the folder at hand.
    process.environment = ProcessInfo.processInfo.environment.filter {
      !["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"].contains($0.key)
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "treaty-run-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }  // A temporary folder that stays harms nobody.
    let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in [output, errors] { try Data().write(to: file) }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      return (
        process.terminationStatus, try Data(contentsOf: output),
        String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      )
    } catch { return (127, Data(), "\(error)") }
  }
}

/// Paths from the top of a repository.
private enum PathInRepository {
  /// Without steps that lead nowhere; `nil` for one that leads out of the repository.
  static func normal(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(part)
        continue
      }
      guard parts.popLast() != nil else { return nil }
    }
    return parts.joined(separator: "/")
  }
}
