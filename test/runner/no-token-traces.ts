/**
 * cdktf takes a stack trace of full depth for every reference to a resource, and nobody reads it. Jest looks each of its
 * lines up in a source map, which was a third of the time of every test that builds a stack. So tokens have none here.
 * Errors have theirs as ever, and so has the line that a finding names as its `source`.
 */
jest.mock("cdktf/lib/tokens/private/stack-trace", () => ({ captureStackTrace: () => [] }));
