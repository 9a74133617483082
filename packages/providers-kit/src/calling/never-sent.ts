const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Whether not one byte of the request can have left: the name was not found, or no connection came about. Node
 * gives one error for each address it tried, and all of them must say so.
 */
export function neverSent(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(neverSent);
  const syscall = propertyOf(cause, 'syscall');
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return UNREACHED.has(errorCodeOf(cause) ?? '');
}

/** The operating system's or Node's own code of an error. */
export function errorCodeOf(error: unknown): string | null {
  const code = propertyOf(error, 'code');
  return typeof code === 'string' ? code : null;
}

export function errorNameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
