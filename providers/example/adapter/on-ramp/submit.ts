import type { Instant } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import type { ExampleConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { observeSession, ourReference, SESSIONS_PATH } from './session.ts';

/** Opens a session with what was prepared. The same key with the same content always gives the same session. */
export async function submitSession(
  connection: ExampleConnection,
  submission: Submission,
  now: () => Instant,
): Promise<SubmitAnswer> {
  const { key, memo } = submission;
  // Anything made here would be another request, of which nobody knows.
  if (!memo) return { kind: 'unknown', detail: 'nothing was prepared, and nothing was sent' };
  let body: object;
  try {
    body = await connection.post(SESSIONS_PATH, { key, body: memo.bytes });
  } catch (error) {
    return sortFault(error, now());
  }
  const observation = observeSession(body, ourReference(submission));
  // Something was made and we cannot say what: it may have happened.
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal };
  return { kind: 'accepted', observation: observation.value };
}
