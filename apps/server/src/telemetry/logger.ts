import { type DestinationStream, type Logger, pino } from 'pino';
import type { Settings } from '../settings/shape.ts';

/** Names under which personal data or a secret might be logged by mistake, at the top or one level down. */
const SECRET = [
  'email',
  'to',
  'link',
  'cookie',
  'authorization',
  'headers',
  'body',
  'key',
  'idempotencyKey',
  'payload',
];

/** Lines are gathered this long before they are written, so that a busy node does not make a system call for each. */
const FLUSH_MS = 100;
const GATHERED_BYTES = 4_096;

/**
 * Logs as JSON lines to stderr: stdout belongs to the ready line. What is gathered is written at once at a fatal line and
 * when the process ends by itself; kill -9 takes the lines of the last tenth of a second with it.
 */
export function createLogger(
  level: Settings['logLevel'],
  destination: DestinationStream = pino.destination({
    ...{ dest: 2, sync: false },
    ...{ minLength: GATHERED_BYTES, periodicFlush: FLUSH_MS },
  }),
): Logger {
  return pino(
    {
      level,
      base: { service: 'server', pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      serializers: { err: describeError },
    },
    destination,
  );
}

/**
 * An error without what drivers add to it: a database's own detail repeats the values of the row. Our `details`
 * hold ids and amounts, and nothing of a person.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    stack,
    ...('code' in error ? { code: error.code } : {}),
    ...('details' in error ? { details: error.details } : {}),
    ...(cause === undefined || depth > 3 ? {} : { cause: describeError(cause, depth + 1) }),
  };
}
