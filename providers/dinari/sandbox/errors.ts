/** Errors as Dinari writes them: a status, a message, and an id to ask about them by. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export function errorAnswer(status: number, message: string): WireAnswer {
  const body = JSON.stringify({ status, message, error_id: 'error-of-the-sandbox' });
  return { status, headers: { 'Content-Type': 'application/json' }, body };
}
