/** What a TLS connection is made with, beside the system's own authorities. All in PEM. */
export interface TlsOptions {
  /**
   * Further authorities that are trusted, in PEM.
   * @default the system's alone
   * @see Node, `tls.getCACertificates`
   */
  readonly ca?: string
  /**
   * Our certificate, for vendors (or a proxy) that ask for one, in PEM.
   * @default none
   * @see RFC 8446, section 4.4.2
   */
  readonly cert?: string
  /**
   * Its key, in PEM.
   * @default none
   * @see RFC 8446, section 4.4.2
   */
  readonly key?: string
}
