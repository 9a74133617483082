import type { Instant } from '@diboas/kernel';
import type { CancelAnswer, Lookup } from '@diboas/orchestration';
import { ProviderRefusalError } from '@diboas/providers-kit';
import type { ExampleConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { lookUpSession } from './lookup.ts';
import { SESSIONS_PATH } from './session.ts';

/** Closes a session that nobody has paid, however often it is asked to. What became of it, the session itself says. */
export async function cancelSession(
  connection: ExampleConnection,
  lookup: Lookup,
  now: () => Instant,
): Promise<CancelAnswer> {
  const id = lookup.reference ?? (await referenceOf(connection, lookup, now));
  if (id === null) return { kind: 'unknown', detail: 'there is no session that it is the name of' };
  try {
    const path = `${SESSIONS_PATH}/${encodeURIComponent(id)}/cancel`;
    await connection.post(path, { body: '{}', key: `cancel-${id}` });
    return { kind: 'asked' };
  } catch (error) {
    if (error instanceof ProviderRefusalError && error.code === 'not_cancellable')
      return { kind: 'too_late' };
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}

async function referenceOf(
  connection: ExampleConnection,
  lookup: Lookup,
  now: () => Instant,
): Promise<string | null> {
  const answer = await lookUpSession(connection, lookup, now);
  return answer.kind === 'found' ? answer.observation.reference : null;
}
