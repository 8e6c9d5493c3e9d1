import CEL

/// The formats of draft 2020-12 (validation §7.3). Any other is an annotation.
enum Format: UInt8, CaseIterable, Sendable {
  case dateTime, date, time, duration
  case email, idnEmail
  case hostname, idnHostname
  case ipv4, ipv6
  case uri, uriReference, iri, iriReference, uriTemplate
  case uuid
  case jsonPointer, relativeJSONPointer
  case regex

  /// The format of a name; `nil` for one that the specification does not have.
  init?(name: String) {
    guard let format = Format.allCases.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  /// Its name in a schema.
  var name: String {
    switch self {
    case .dateTime: "date-time"
    case .date: "date"
    case .time: "time"
    case .duration: "duration"
    case .email: "email"
    case .idnEmail: "idn-email"
    case .hostname: "hostname"
    case .idnHostname: "idn-hostname"
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .uri: "uri"
    case .uriReference: "uri-reference"
    case .iri: "iri"
    case .iriReference: "iri-reference"
    case .uriTemplate: "uri-template"
    case .uuid: "uuid"
    case .jsonPointer: "json-pointer"
    case .relativeJSONPointer: "relative-json-pointer"
    case .regex: "regex"
    }
  }

  /// What a text of it is, with an example.
  var inWords: String {
    switch self {
    case .dateTime: "a time like `2026-11-23T10:15:30Z` (RFC 3339)"
    case .date: "a date like `2026-11-23` (RFC 3339)"
    case .time: "a time of day like `10:15:30Z` (RFC 3339)"
    case .duration: "a length of time like `P3DT12H` (ISO 8601)"
    case .email: "an e-mail address (RFC 5321)"
    case .idnEmail: "an e-mail address (RFC 6531)"
    case .hostname: "a host name like `www.example.com` (RFC 1123)"
    case .idnHostname: "a host name like `www.example.com` (RFC 5890)"
    case .ipv4: "an IPv4 address like `192.0.2.1`"
    case .ipv6: "an IPv6 address like `2001:db8::1`"
    case .uri: "a URI like `https://example.com/a` (RFC 3986)"
    case .uriReference: "a URI or a relative reference like `/a/b` (RFC 3986)"
    case .iri: "an IRI like `https://example.com/a` (RFC 3987)"
    case .iriReference: "an IRI or a relative reference like `/a/b` (RFC 3987)"
    case .uriTemplate: "a URI template like `/users/{id}` (RFC 6570)"
    case .uuid: "a UUID like `98d80576-482e-427f-8434-7f86890ab222` (RFC 4122)"
    case .jsonPointer: "a JSON pointer like `/a/0` (RFC 6901)"
    case .relativeJSONPointer: "a relative JSON pointer like `1/a`"
    case .regex: "a regular expression (ECMA-262)"
    }
  }

  /// Whether a text has the form.
  func isForm(of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .dateTime: TimeFormats.isDateTime(bytes)
    case .date: TimeFormats.isDate(bytes)
    case .time: TimeFormats.isTime(bytes)
    case .duration: TimeFormats.isDuration(bytes)
    case .email: MailAddress.isAddress(bytes, isInternational: false)
    case .idnEmail: MailAddress.isAddress(bytes, isInternational: true)
    case .ipv4: NetworkAddress.isIPv4(bytes[...], allowsLeadingZeros: true)
    case .ipv6: NetworkAddress.isIPv6(bytes[...])
    case .uri: URIFormats.isURI(bytes, isInternational: false)
    case .uriReference: URIFormats.isReference(bytes, isInternational: false)
    case .iri: URIFormats.isURI(bytes, isInternational: true)
    case .iriReference: URIFormats.isReference(bytes, isInternational: true)
    case .uriTemplate: URITemplate.isTemplate(bytes)
    case .uuid: PointerFormats.isUUID(bytes)
    case .jsonPointer: PointerFormats.isPointer(bytes[...])
    case .relativeJSONPointer: PointerFormats.isRelativePointer(bytes)
    case .hostname: HostName.isHostName(bytes[...])
    case .idnHostname: HostName.isInternationalHostName(bytes[...])
    case .regex: ECMAPattern.isPattern(Text(utf8: bytes))
    }
  }
}

/// A part of a text's bytes.
typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>
