/**
 * The argument with which a Collector hands records to its queue before it notes that it has read them. Without it some 100 ms of
 * records are lost when it is killed.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/35456
 */
export const HANDS_OVER_FIRST = "--feature-gates=stanza.synchronousLogEmitter";
