import { bucketOf } from '@diboas/kernel';
import type { Reply } from '../decision/input.ts';
import type { Provider } from '../provider/provider.ts';
import { replayIdOf, type WaitingEvent } from '../store/quarantine.ts';
import { StoreUnavailableError } from '../store/unavailable.ts';
import { type InboxParts, isStorable } from './take-in.ts';
import { wholeReading } from './whole-reading.ts';

export interface ReplayParts extends InboxParts {
  readonly providers: ReadonlyMap<string, Pick<Provider, 'orderNamed' | 'rereadWebhook'>>;
}

/**
 * What came of replaying one event. `unreadable`: the adapter still cannot read it. `not_ours`: nothing of ours. `hint`: an
 * address of ours is looked at; it waits on, for nothing was applied. `erased`: its text was deleted after its time, or is
 * encrypted with a key that PAYLOAD_KEYS does not have. `unavailable`: its provider does not say now how the order stands
 * that it names; it waits on. `failed`: a fault of ours, which the log has; it waits on.
 */
export type ReplayOutcome =
  | 'applied'
  | 'ignored'
  | 'repeated'
  | 'parked'
  | 'unreadable'
  | 'unavailable'
  | 'not_ours'
  | 'hint'
  | 'erased'
  | 'failed';

const PAGE = 1_000;

/**
 * Reads every waiting event once more and brings in what can be read now. Safe at any time and any number of times:
 * a replay is an event of its own in the inbox, so it too is applied once. That an operator asked for it is audited
 * before anything is done.
 */
export async function replayWaiting(parts: ReplayParts): Promise<Map<ReplayOutcome, number>> {
  const outcomes = new Map<ReplayOutcome, number>();
  await noteReplay(parts);
  let waiting = await parts.quarantine.waitingEvents(PAGE);
  while (waiting.length > 0) {
    for (const event of waiting) {
      const outcome = await replayOne(parts, event);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // Events that wait on keep nobody behind them waiting.
    waiting = await parts.quarantine.waitingEvents(PAGE, waiting.at(-1));
  }
  return outcomes;
}

async function replayOne(
  { providers, engine, onAddress }: ReplayParts,
  event: WaitingEvent,
): Promise<ReplayOutcome> {
  const { eventId, receivedAt, payload } = event;
  if (payload === null) return 'erased';
  const body = new TextEncoder().encode(payload);
  const provider = providers.get(event.provider);
  const read = provider?.rereadWebhook({ eventId, body, receivedAt });
  if (!provider || !read?.ok) return 'unreadable';
  const reading = await wholeReading(provider, read.value);
  if (!reading.ok) return reading.refusal;
  if (!isStorable(reading.value)) return 'unreadable';
  const { order, type, occurredAt, address } = reading.value;
  if (order === null) return address !== undefined && (await onAddress?.(address)) ? 'hint' : 'not_ours';
  const replayed = { ...event, payload, type, occurredAt, eventId: replayIdOf(eventId) };
  try {
    return outcomeOf(await engine.send({ type: 'webhook', ...order, event: replayed }));
  } catch (error) {
    // The engine has told of it, and shown its transaction to a person.
    if (error instanceof StoreUnavailableError) throw error;
    return 'failed';
  }
}

function outcomeOf({ kind }: Reply): ReplayOutcome {
  return kind === 'applied' || kind === 'ignored' || kind === 'repeated' ? kind : 'parked';
}

async function noteReplay({ audit, clock, createId }: ReplayParts): Promise<void> {
  const actor = 'operator';
  const [id, at] = [createId(actor), clock.now()];
  await audit.append(bucketOf(actor), [
    { id, at, actor, act: 'webhooks_replayed', subject: 'inbox', detail: {} },
  ]);
}
