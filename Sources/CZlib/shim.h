// Compression of zlib, of which Swift's libraries have none that writes files of gzip (RFC 1952).
#include <zlib.h>

// A macro, which Swift cannot call. 31: the greatest window, and gzip's head and end around it.
static inline int treaty_gzip_begin(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
}
