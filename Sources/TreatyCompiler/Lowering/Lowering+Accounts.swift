import CEL
import TreatyDiagnostics
import TreatyPlan
package import TreatySpec
import TreatySyntax

extension Lowering {
  /// Checks what all accounts say of themselves, whoever uses them.
  mutating func checkAccounts() {
    for account in namespace.accounts.sorted {
      for text in account.value.auth.texts { _ = template(text, at: .credential, pointer: Lowering.nowhere) }
    }
  }

  /// What may be asked in the name of an account; `nil` where it says nothing of that.
  mutating func accountLimits(_ account: Located<String>?, pointer: String) -> AccountLimits? {
    guard let account, let declared = namespace.canonical(account, .accounts).flatMap({ namespace.accounts[$0] }),
      let limits = declared.value.limits
    else { return nil }
    if let span = limits.rate?.span ?? limits.concurrency?.span { note(span, at: pointer) }
    return AccountLimits(
      name: declared.name.value, ratePerSecond: limits.rate?.value, concurrency: limits.concurrency?.value)
  }

  /// How an account proves itself where `connector` says in which form.
  mutating func authentication(
    _ account: Located<String>?, at connector: Named<ConnectorDeclaration>, pointer: String
  ) -> PlannedAuthentication {
    guard let account else { return .none }
    note(account.span, at: pointer)
    guard let declared = namespace.canonical(account, .accounts).flatMap({ namespace.accounts[$0] }) else {
      return .none
    }
    let auth = declared.value.auth
    let accepted = connector.value.auth
    if let kind = auth.kind, kind != .none, !accepted.kinds.contains(kind) {
      findings.add(.refusedAuth(kind, account, connector, accepted.kinds))
      return .none
    }
    if let token = auth.token, let form = accepted.token {
      guard let template = template(token, at: .credential, pointer: "\(pointer)/token") else { return .none }
      return .token(header: form.header, prefix: form.prefix, token: template)
    }
    if let basic = auth.basic {
      guard let user = template(basic.user, at: .credential, pointer: "\(pointer)/user"),
        let password = template(basic.password, at: .credential, pointer: "\(pointer)/password")
      else { return .none }
      return .basic(user: user, password: password)
    }
    return .none
  }
}

extension AuthDeclaration {
  /// Which kind of proof it is; `nil` only in a declaration that could not be read.
  package var kind: AuthWord? {
    if token != nil { return .token }
    if apiKey != nil { return .apiKey }
    if basic != nil { return .basic }
    if oauth2 != nil { return .oauth2 }
    if mutualTLS != nil { return .mutualTLS }
    if hmac != nil { return .hmac }
    return none == nil ? nil : AuthWord.none
  }

  /// Its texts, all of which may hold secrets.
  package var texts: [ScalarText] {
    var texts = [token, apiKey, basic?.user, basic?.password]
    texts += [mutualTLS?.certificate, mutualTLS?.key, hmac?.secret, hmac?.previous]
    if let oauth2 {
      texts += [oauth2.tokenURL, oauth2.client, oauth2.secret, oauth2.refresh, oauth2.key, oauth2.audience]
    }
    return texts.compactMap(\.self)
  }
}

extension ConnectorAuthDeclaration {
  /// Kinds of proof that it takes.
  package var kinds: [AuthWord] {
    [
      token == nil ? nil : AuthWord.token, basic == nil ? nil : AuthWord.basic, apiKey == nil ? nil : AuthWord.apiKey,
      oauth2 == nil ? nil : AuthWord.oauth2, mutualTLS == nil ? nil : AuthWord.mutualTLS,
      hmac == nil ? nil : AuthWord.hmac,
    ].compactMap(\.self)
  }
}

extension Diagnostic {
  fileprivate static func refusedAuth(
    _ kind: AuthWord, _ account: Located<String>, _ connector: Named<ConnectorDeclaration>, _ accepted: [AuthWord]
  ) -> Diagnostic {
    let list = accepted.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    return Diagnostic(
      code: .invalidValue, severity: .error,
      message: "`\(connector.name.value)` does not take the `\(kind.rawValue)` of account `\(account.value)`",
      primary: Label(span: account.span),
      related: [Label(span: connector.name.span, text: "takes \(list.isEmpty ? "none" : list)")],
      reason: "the connector does not say how such a proof is shown",
      fixes: [
        Fix(title: list.isEmpty ? "leave the account out" : "name an account whose `auth` has \(list)"),
        Fix(title: "or declare it under `auth` of the connector, if such systems take it"),
      ])
  }
}
