import { accept, type Outcome, refuse } from '@diboas/kernel';
import type * as z from 'zod';

/**
 * A node did not answer, or not so that it can be read, or contradicts itself. Thrown within this package alone, and never
 * seen outside. `code` is the node's own where it refused what it was asked, else null.
 */
export class UnansweredError extends Error {
  readonly code: number | string | null;

  constructor(message: string, options: { cause?: unknown; code?: number | string } = {}) {
    super(message, { cause: options.cause });
    this.name = 'UnansweredError';
    this.code = options.code ?? null;
  }
}

/** Holds an answer against its shape. `what` names it for whoever reads the detail. */
export function readShape<Shape extends z.ZodType>(
  shape: Shape,
  answer: unknown,
  what: string,
): z.output<Shape> {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UnansweredError(`${what} cannot be read: ${issue?.code ?? ''} at ${issue?.path.join('.') ?? ''}`);
}

/** The value, refused where a node did not answer. Whatever else is thrown is a bug of ours and goes on. */
export async function orUnavailable<Value, Refusal = never>(
  ask: () => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | 'unavailable'>> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnansweredError) return refuse('unavailable');
    throw error;
  }
}

/** As `orUnavailable`, for what has no refusal of its own. */
export function valueOrUnavailable<Value>(ask: () => Promise<Value>): Promise<Outcome<Value, 'unavailable'>> {
  return orUnavailable(async () => accept(await ask()));
}

/** What is told in words where a node did not answer. */
export async function orUnknown<Value>(
  ask: () => Promise<Value>,
): Promise<Value | { readonly kind: 'unknown'; readonly detail: string }> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnansweredError) return { kind: 'unknown', detail: error.message };
    throw error;
  }
}
