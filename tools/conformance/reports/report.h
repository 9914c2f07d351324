// The forms of a conformance report: text for people, JSON for programs, JUnit XML for CI, HTML to publish,
// and a badge.
//
// All of them render the same model and trust no text in it: names of files, and the output and answers of a
// plug-in, are escaped for the format. Page: docs/conformance.md, docs/cli.md ("Conformance reports").
// Thread-safety: pure functions. Throws std::bad_alloc only. All end with a newline.
#pragma once

#include <string>
#include <string_view>

#include "tools/conformance/conformance.h"
#include "tools/terminal/style.h"

namespace mprsim {

struct ConformanceTextOptions {
  bool quiet = false;    ///< only what does not hold; "" if everything holds
  unsigned width = 100;  ///< columns, for what is wrapped
};

/// The checks by chapter; what does not hold, each with what was done, what was expected and what happened,
/// its rule and the page of it, the last events and a line that repeats just this check; what was not
/// applicable, by reason; the verdict as the last line.
std::string render_text(const Conformance& conformance, const ConformanceTextOptions& options,
                        const Style& style);

/// One object, "format": "mprsim-conform", "version": 1; read_conformance() reads it.
std::string render_json(const Conformance& conformance);

/// A suite per chapter. A failure that was expected is skipped; a stale expectation is a failure of its own.
std::string render_junit(const Conformance& conformance);

/// One static page: no script, nothing that is fetched, light and dark. It is well-formed XML as well.
std::string render_html(const Conformance& conformance);

/// A small SVG: "mprsim | conformant", "3 checks fail", "nothing applies".
std::string render_badge(const Conformance& conformance);

}  // namespace mprsim
