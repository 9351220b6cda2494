import { PosternError } from '../../domain/errors.ts';

/** LDAP result codes (RFC 4511 §4.1.9) that somebody here decides on. */
export const resultCodes = {
  success: 0,
  operationsError: 1,
  protocolError: 2,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  referral: 10,
  adminLimitExceeded: 11,
  unavailableCriticalExtension: 12,
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  constraintViolation: 19,
  attributeOrValueExists: 20,
  invalidAttributeSyntax: 21,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  other: 80,
} as const;

/** What a server answered: a result code and what it says in words, which is technical and never a secret. */
export interface LdapAnswer {
  readonly code: number;
  readonly diagnostic: string;
}

/** The server answered, and not with success. */
export class LdapRefusal extends Error {
  readonly code: number;
  readonly diagnostic: string;

  constructor({ code, diagnostic }: LdapAnswer) {
    super(`LDAP result ${code}: ${diagnostic}`);
    this.name = 'LdapRefusal';
    this.code = code;
    this.diagnostic = diagnostic;
  }
}

/** `crowded`: every connection is in use, which says nothing of the server. */
export type LinkFault = 'unreachable' | 'not-trusted' | 'refused' | 'crowded';

/** No answer: the connection could not be made, broke, or stayed silent for too long. */
export class LinkError extends Error {
  readonly fault: LinkFault;
  /** Whether the request may have reached the server. */
  readonly sent: boolean;

  constructor(fault: LinkFault, sent: boolean, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LinkError';
    this.fault = fault;
    this.sent = sent;
  }
}

/** It was sent, and nothing came back in time: the server may have acted on it. */
export class SilenceError extends LinkError {
  constructor(withinMs: number) {
    super('unreachable', true, `no answer within ${withinMs} ms`);
  }
}

const untrusted =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|CRL_|ERROR_IN_)/;

/** Of an error of a socket, before anything was asked over it. */
export function linkErrorOf(error: unknown): LinkError {
  if (error instanceof LinkError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new LinkError(untrusted.test(code) ? 'not-trusted' : 'unreachable', false, message, error);
}

/** An answer that says only that the server cannot answer now; nothing was done. */
export function isNoAnswer({ code, diagnostic }: LdapAnswer): boolean {
  return (
    code === resultCodes.busy ||
    code === resultCodes.unavailable ||
    code === resultCodes.timeLimitExceeded ||
    // Active Directory: the bind of this connection is gone.
    (code === resultCodes.operationsError && diagnostic.includes('000004DC'))
  );
}

/** The one error that those who use a directory see when there is no answer. */
export function unavailable(cause: unknown): PosternError {
  return cause instanceof PosternError ? cause : new PosternError('unavailable', { cause });
}
