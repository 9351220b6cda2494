/**
 * The one table of errors. The code is stable and public; the message is looked up in the reader's
 * language under `errors.<code>`; the cause goes to the log only, at the level given here.
 */
export const errorTable = {
  'bad-request': { status: 400, logLevel: 'info' },
  'identifier-invalid': { status: 400, logLevel: 'info' },
  'password-refused': { status: 400, logLevel: 'info' },
  'unlock-refused': { status: 409, logLevel: 'info' },
  'destination-needed': { status: 400, logLevel: 'info' },
  'passwords-differ': { status: 400, logLevel: 'info' },
  'policy-impossible': { status: 422, logLevel: 'info' },
  'import-invalid': { status: 422, logLevel: 'info' },
  'not-signed-in': { status: 401, logLevel: 'info' },
  'sign-in-failed': { status: 401, logLevel: 'info' },
  'new-password-needed': { status: 403, logLevel: 'info' },
  'reauthentication-required': { status: 401, logLevel: 'info' },
  forbidden: { status: 403, logLevel: 'warn' },
  'break-glass-mistyped': { status: 400, logLevel: 'info' },
  'break-glass-refused': { status: 403, logLevel: 'error' },
  'methods-held': { status: 403, logLevel: 'info' },
  'not-offered': { status: 403, logLevel: 'info' },
  'forged-request': { status: 403, logLevel: 'warn' },
  'not-found': { status: 404, logLevel: 'info' },
  'method-not-allowed': { status: 405, logLevel: 'info' },
  'out-of-order': { status: 409, logLevel: 'warn' },
  conflict: { status: 409, logLevel: 'info' },
  'last-administrator': { status: 409, logLevel: 'info' },
  'in-use': { status: 409, logLevel: 'info' },
  'still-in-use': { status: 409, logLevel: 'info' },
  'directory-check-failed': { status: 422, logLevel: 'info' },
  'holds-role': { status: 409, logLevel: 'info' },
  'name-taken': { status: 409, logLevel: 'info' },
  'session-expired': { status: 410, logLevel: 'info' },
  'too-large': { status: 413, logLevel: 'info' },
  'unsupported-media-type': { status: 415, logLevel: 'info' },
  'unknown-host': { status: 421, logLevel: 'warn' },
  'version-missing': { status: 428, logLevel: 'info' },
  'too-many-requests': { status: 429, logLevel: 'warn' },
  'set-up-required': { status: 503, logLevel: 'info' },
  busy: { status: 503, logLevel: 'warn' },
  unavailable: { status: 503, logLevel: 'error' },
  'timed-out': { status: 504, logLevel: 'error' },
  unexpected: { status: 500, logLevel: 'error' },
} as const satisfies Record<string, { status: number; logLevel: 'info' | 'warn' | 'error' }>;

export type ErrorCode = keyof typeof errorTable;

/** One fault of one field of a request; `path` is dotted, `code` is looked up under `faults.<code>`. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface PosternErrorDetails {
  /** Values for the public message; never a secret. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly faults?: readonly FieldFault[];
  /** Seconds after which a retry can succeed; sent as Retry-After. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** The only error that services throw on purpose; anything else is `unexpected` at the edge. */
export class PosternError extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly faults: readonly FieldFault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: PosternErrorDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'PosternError';
    this.code = code;
    this.params = details.params ?? {};
    this.faults = details.faults ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}
