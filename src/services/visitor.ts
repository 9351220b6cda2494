/** Whom a request comes from, as far as the server can tell without asking. */
export interface Visitor {
  readonly tenantId: string;
  /** The socket's address, or the one a trusted proxy names. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** A shipped language. */
  readonly locale: string;
}
