import type { Instant } from '@diboas/kernel';
import type { Lookup, LookupAnswer } from '@diboas/orchestration';
import { z } from 'zod';
import type { ExampleConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { areExpired } from './prepare.ts';
import { observeSession, ourReference, SESSIONS_PATH } from './session.ts';

const listSchema = z.object({ sessions: z.array(z.unknown()) });

/** Asks about an attempt: by the session's id when we have it, else by the text of ours that Example keeps. */
export async function lookUpSession(
  connection: ExampleConnection,
  lookup: Lookup,
  now: () => Instant,
): Promise<LookupAnswer> {
  const reference = ourReference(lookup);
  try {
    if (lookup.reference !== null) {
      const body = await connection.get(`${SESSIONS_PATH}/${encodeURIComponent(lookup.reference)}`);
      return answerOf(body, reference);
    }
    const list = listSchema.safeParse(await connection.get(SESSIONS_PATH, { our_reference: reference }));
    if (!list.success) return { kind: 'unknown', detail: 'the list of sessions could not be read' };
    const [first, ...more] = list.data.sessions;
    if (first === undefined)
      return areExpired(lookup.memos ?? [], now())
        ? { kind: 'not_found', isExpired: true }
        : { kind: 'not_found' };
    if (more.length > 0) return { kind: 'unknown', detail: `more than one session of ${reference}` };
    return answerOf(first, reference);
  } catch (error) {
    // Also when Example denies an id that it gave us itself: that contradicts what we know, and proves nothing.
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}

function answerOf(body: unknown, reference: string): LookupAnswer {
  const observation = observeSession(body, reference);
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal, isAnswered: true };
  return { kind: 'found', observation: observation.value };
}
