/** Errors as Alpaca writes them: a code that begins with the status, and a message. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export function errorAnswer(status: number, message: string): WireAnswer {
  const body = JSON.stringify({ code: status * 100_000 + 10_000, message });
  return { status, headers: { 'Content-Type': 'application/json' }, body };
}
