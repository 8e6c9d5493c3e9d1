import CEL
import TreatyCompiler
package import TreatyDiagnostics
import TreatyPlan
package import TreatySpec
import TreatySyntax

extension AuthDeclaration {
  /// What in it opens something, and what that is called. A user's name, a certificate and the client's name do not.
  package var credentials: [(part: String, text: ScalarText)] {
    let parts: [(String, ScalarText?)] = [
      ("token", token), ("key", apiKey), ("password", basic?.password), ("client's secret", oauth2?.secret),
      ("refresh token", oauth2?.refresh), ("signing key", oauth2?.key), ("private key", mutualTLS?.key),
      ("shared secret", hmac?.secret), ("previous secret", hmac?.previous),
    ]
    return parts.compactMap { part in part.1.map { (part.0, $0) } }
  }
}

extension RuledPackage {
  /// The secrets that a text of an account reads, by name, each where the expression stands that reads it; `nil` where it reads all of them, or
  /// one whose name is worked out.
  package func secrets(in text: ScalarText) -> [Located<String>]? {
    guard let passage = Passage(text) else { return [] }
    var secrets: [Located<String>] = []
    for use in passage.expressions {
      for path in expressions.compilation(of: use)?.references ?? [] where path.first == "secrets" {
        guard path.count > 1 else { return nil }
        secrets.append(Located(path[1], at: use.span))
      }
    }
    return secrets
  }

  /// The secrets that accounts prove something with, by name: the accounts in order, and where each reads it.
  package func credentialSecrets() -> [String: [(account: Named<AccountDeclaration>, place: Span)]] {
    var uses: [String: [(account: Named<AccountDeclaration>, place: Span)]] = [:]
    for account in declared.accounts.sorted {
      for (_, text) in account.value.auth.credentials {
        for secret in secrets(in: text) ?? [] { uses[secret.value, default: []].append((account, secret.span)) }
      }
    }
    return uses
  }
}
