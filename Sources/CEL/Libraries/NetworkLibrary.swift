extension Library {
  /// Addresses of the Internet Protocol and blocks of them, as in Kubernetes and cel-go.
  public static let network = Library(
    name: "network", doc: "Addresses of the Internet Protocol and blocks of them, as in Kubernetes and cel-go.",
    functions: [
      Function(
        "ip", "The address that a text is, or that a block was written with.", example: "ip('192.0.2.1')",
        errors: noAddress, cost: .texts, [.global([.string], .ipAddress), .member(.addressBlock, .ipAddress)],
        .one { value in
          switch value {
          case .text(let text): address(text)
          case .network(.block(let block)): .network(.address(block.address))
          default: .noOverload("ip", [value])
          }
        }),
      Function(
        "cidr", "The block of addresses that a text is.", example: "cidr('192.0.2.0/24')",
        errors: noBlock, cost: .texts, [.global([.string], .addressBlock)],
        .one { value in if case .text(let text) = value { block(text) } else { .noOverload("cidr", [value]) } }),
      test("isIP", "Whether a text is an address.", "isIP('192.0.2.1')") { address($0) },
      test("isCIDR", "Whether a text is a block of addresses.", "isCIDR('192.0.2.0/24')") { block($0) },
      Function(
        "ip.isCanonical", "Whether the text of an address is the one that RFC 5952 recommends.",
        example: "ip.isCanonical('2001:db8::1')", errors: noAddress, cost: .texts, [.global([.string], .bool)],
        .one { value in
          guard case .text(let text) = value else { return .noOverload("ip.isCanonical", [value]) }
          guard case .network(let network) = address(text) else { return address(text) }
          return .bool(network.description == text.string)
        }),
      Function(
        "string", "The canonical text of an address, or of a block.", example: "string(ip('2001:DB8::1'))",
        [.global([.ipAddress], .string), .global([.addressBlock], .string)], .one(Conversion.string)),
    ] + addressParts + blockParts)

  private static let noAddress = "the text is no address"
  private static let noBlock = "the text is no block of addresses"

  private static let addressParts: [Function] = [
    part("family", "The version of the protocol, 4 or 6.", .int) { .int(Int64($0.family.rawValue)) },
    part("isUnspecified", "Whether it is `0.0.0.0` or `::`.", .bool) { .bool($0.isUnspecified) },
    part("isLoopback", "Whether it is the machine itself: in `127.0.0.0/8`, or `::1`.", .bool) { .bool($0.isLoopback) },
    part("isGlobalUnicast", "Whether it is for one receiver beyond the link; private addresses are.", .bool) {
      .bool($0.isGlobalUnicast)
    },
    part("isLinkLocalMulticast", "Whether it is for several receivers on the link.", .bool) {
      .bool($0.isLinkLocalMulticast)
    },
    part("isLinkLocalUnicast", "Whether it is in `169.254.0.0/16` or `fe80::/10`.", .bool) {
      .bool($0.isLinkLocalUnicast)
    },
  ]

  private static let blockParts: [Function] = [
    Function(
      "containsIP", "Whether an address lies in the block.",
      example: "cidr('192.0.2.0/24').containsIP('192.0.2.1')", errors: noAddress, cost: .texts,
      [.member(.addressBlock, [.ipAddress], .bool), .member(.addressBlock, [.string], .bool)],
      .two { left, right in
        guard case .network(.block(let block)) = left else { return .noOverload("containsIP", [left, right]) }
        switch read(right, address) {
        case .network(.address(let address)): return .bool(block.contains(address))
        case .failure(let failure): return .failure(failure)
        default: return .noOverload("containsIP", [left, right])
        }
      }),
    Function(
      "containsCIDR", "Whether all addresses of another block lie in the block.",
      example: "cidr('192.0.2.0/24').containsCIDR('192.0.2.128/25')", errors: noBlock, cost: .texts,
      [.member(.addressBlock, [.addressBlock], .bool), .member(.addressBlock, [.string], .bool)],
      .two { left, right in
        guard case .network(.block(let outer)) = left else { return .noOverload("containsCIDR", [left, right]) }
        switch read(right, block) {
        case .network(.block(let inner)): return .bool(outer.contains(inner))
        case .failure(let failure): return .failure(failure)
        default: return .noOverload("containsCIDR", [left, right])
        }
      }),
    Function(
      "masked", "The block with all bits zero behind its prefix.", example: "cidr('192.0.2.7/24').masked()",
      cost: .constant, [.member(.addressBlock, .addressBlock)],
      .one { value in
        guard case .network(.block(let block)) = value else { return .noOverload("masked", [value]) }
        return .network(.block(block.masked))
      }),
    Function(
      "prefixLength", "How many bits the addresses of the block share.",
      example: "cidr('192.0.2.0/24').prefixLength()", cost: .constant, [.member(.addressBlock, .int)],
      .one { value in
        guard case .network(.block(let block)) = value else { return .noOverload("prefixLength", [value]) }
        return .int(Int64(block.prefixLength))
      }),
  ]

  private static func part(
    _ name: String, _ doc: String, _ result: CELType, _ read: @escaping @Sendable (IPAddress) -> Value
  ) -> Function {
    Function(
      name, doc, example: "ip('192.0.2.1').\(name)()", cost: .constant, [.member(.ipAddress, result)],
      .one { value in
        if case .network(.address(let address)) = value { read(address) } else { .noOverload(name, [value]) }
      })
  }

  private static func test(
    _ name: String, _ doc: String, _ example: String, _ read: @escaping @Sendable (Text) -> Value
  ) -> Function {
    Function(
      name, doc, example: example, cost: .texts, [.global([.string], .bool)],
      .one { value in
        guard case .text(let text) = value else { return .noOverload(name, [value]) }
        return .bool(read(text).failure == nil)
      })
  }

  /// A text read, or a value that needs no reading.
  private static func read(_ value: Value, _ read: (Text) -> Value) -> Value {
    if case .text(let text) = value { read(text) } else { value }
  }

  private static func address(_ text: Text) -> Value {
    do throws(AddressFailure) { return .network(.address(try IPAddress(parsing: text.utf8))) } catch {
      return .failure(.conversion, "this is no IP address: \(error.message)")
    }
  }

  private static func block(_ text: Text) -> Value {
    do throws(AddressFailure) { return .network(.block(try AddressBlock(parsing: text.utf8))) } catch {
      return .failure(.conversion, "this is no block of addresses: \(error.message)")
    }
  }
}
