/**
 * cdktf takes a stack trace of full depth for every reference to a resource, and nobody reads it. Jest looks each of its
 * lines up in a source map, which was a third of the time of every test that builds a stack. These traces, which hang
 * on no error, are left empty; errors are mapped as ever, and so is the line that a finding names as its `source`.
 */
const mapped = Error.prepareStackTrace;
if (mapped !== undefined) {
  Error.prepareStackTrace = (error: unknown, sites) => (error instanceof Error ? mapped(error, sites) : "");
}

export {};
