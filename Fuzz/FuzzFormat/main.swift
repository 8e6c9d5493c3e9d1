import CLibFuzzer
import FormatProperties
import Glibc

// libFuzzer calls this with bytes that it makes up, and saves those with which the program ends.
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
  LLVMFuzzerRunDriver(&count, &arguments) { data, size in
    let violations = FormatProperties.violations(by: Array(UnsafeBufferPointer(start: data, count: size)))
    guard violations.isEmpty else {
      for violation in violations { print("violated:", violation) }
      fflush(nil)
      abort()
    }
    return 0
  })
