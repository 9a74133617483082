/** A broken promise inside diBoaS: a bug, not a refusal and not a fault of the outside world. */
export class BugError extends Error {
  readonly code = 'bug';
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'BugError';
    this.details = details;
  }
}

/**
 * States what must be true. Throws `BugError` when it is not, which parks the transaction for a person.
 * Never use it for input from outside: that is parsed and refused.
 */
export function assert(
  condition: unknown,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): asserts condition {
  if (!condition) throw new BugError(message, details);
}

/** Ends a switch over a closed union: a new member does not compile until it is handled. */
export function unreachable(value: never): never {
  throw new BugError('a closed union has a member nobody handles', { value: String(value) });
}
