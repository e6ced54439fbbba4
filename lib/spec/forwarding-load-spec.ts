/**
 * What comes on one machine, how long the aggregator may be away, and the line to it. The budget must hold the outage, and the line must
 * be faster than what comes: otherwise the description is refused, with the numbers that would do.
 */
export interface ForwardingLoadInput {
  /** Audit events a second, the mean of the worst day: 0 to 10000, parts of one too. 1,500 bytes each are reckoned with. */
  readonly auditEventsPerSecond: number;
  /** Lines that pods write a second, the mean of the worst day: 0 to 100000, parts of one too. 200 bytes each are reckoned with. */
  readonly containerLinesPerSecond: number;
  /** The longest outage in which nothing is lost, in hours: 1 to 8760. */
  readonly outageHours: number;
  /** The line from one machine to the aggregator, in kilobits a second: 1 to 100000000. */
  readonly uplinkKilobitsPerSecond: number;
}
