/**
 * A network range that may reach something, and the reason why it may.
 */
export interface SourceInput {
  /**
   * One canonical CIDR block, IPv4 or IPv6 (`10.8.0.0/16`, `fd00:8::/32`): no host bits set. Private ranges of any
   * size, or routable blocks no larger than /24 (IPv4) or /56 (IPv6) on a data-center and at the edge; on the cloud profile
   * private ranges only.
   *
   * @see https://www.rfc-editor.org/rfc/rfc4632
   */
  readonly cidr: string;

  /**
   * Why this range is let in. It is written beside every rule it causes, so that whoever reads the firewall
   * knows. 3 to 100 characters of the alphabet that AWS accepts in rule descriptions: letters, digits,
   * space and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`.
   */
  readonly why: string;
}
