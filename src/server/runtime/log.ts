import { pino, type DestinationStream, type Logger } from 'pino';
import type { Log } from '../../ports/log.ts';

export const logLevels = ['error', 'warn', 'info', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Names under which a secret could slip into a line; its value never does (invariant I9). */
const secretNames = [
  'password',
  'currentPassword',
  'newPassword',
  'code',
  'answer',
  'token',
  'formToken',
  'secret',
  'pepper',
  'authorization',
  'cookie',
  'set-cookie',
];

/**
 * JSON lines: `time` (ISO 8601, UTC), `level`, `message`, and fields such as `requestId` and
 * `reference`. JSON escaping keeps whatever a visitor typed on one line (ASVS 16.4.1).
 */
export function createLog(options: {
  readonly level: LogLevel;
  /** Where lines go; stdout unless given. */
  readonly destination?: DestinationStream;
}): Log {
  const logger = pino(
    {
      level: options.level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        error: (error: unknown) => describeError(error),
        err: (error: unknown) => describeError(error),
      },
      redact: { paths: secretNames.flatMap((name) => paths(name)), censor: '[secret]' },
    },
    // Written before the call returns: the last line before a crash is the one that matters.
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return wrap(logger);
}

function paths(name: string): string[] {
  const key = name.includes('-') ? `["${name}"]` : name;
  return [key, name.includes('-') ? `*${key}` : `*.${key}`];
}

function wrap(logger: Logger): Log {
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields) => wrap(logger.child(fields)),
  };
}

interface DescribedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: DescribedError | string;
}

const causesFollowed = 4;

/** An error as the log shows it: never its other properties, which may hold what was sent. */
export function describeError(error: unknown, depth = 0): DescribedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  return {
    name: error.name,
    message: error.message,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined &&
      depth < causesFollowed && { cause: describeError(error.cause, depth + 1) }),
  };
}
