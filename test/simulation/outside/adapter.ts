import { accept, SECOND_MS } from '@diboas/kernel';
import type {
  CancelAnswer,
  Lookup,
  LookupAnswer,
  Provider,
  Submission,
  SubmitAnswer,
} from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import type { SimNode } from '../ground/node.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import { readEvent, rereadEvent } from '../ground/signature.ts';
import type { SomeAnswer } from './order.ts';
import type { Response, SimOutside } from './outside.ts';
import { ownPriceOf } from './prices.ts';

/** After so long the adapter stops waiting for an answer. */
const TIMEOUT_MS = 30 * SECOND_MS;

export interface Wire {
  readonly scheduler: Scheduler;
  readonly network: Chance;
  readonly faults: Faults;
  /** Told of each submission at the moment of the call, before anything can go wrong with it. */
  readonly onSubmit: (provider: string, submission: Submission) => void;
  readonly secretOf: (provider: string) => string;
  /** Whether the adapters have learned the new form of events. */
  readonly hasLearned: () => boolean;
  /** Lets all nodes die for hours. */
  readonly onNight: () => void;
}

/**
 * The adapter of one node for one provider, and the network between them. It sorts what comes back as a real adapter
 * does: turned away before anything was done is `retryable`, silence and server errors are `unknown`.
 */
export function createAdapter(wire: Wire, node: SimNode, outside: SimOutside): Provider {
  return {
    id: outside.id,
    name: outside.id,
    roles: outside.isOffRamp ? ['OFF_RAMP'] : ['ON_RAMP', 'WALLET', 'EXCHANGE'],
    keyLifetimeMs: outside.keyLifetimeMs,
    remembersRefusals: outside.remembersRefusals,
    paysFromFloat: outside.paysFromFloat,
    quote: async ({ pay, method }) => accept(ownPriceOf(outside.id, pay, method)),
    submit: (submission) =>
      new Promise((resolve) => {
        if (!node.isAlive()) return;
        if (wire.faults.strike('crash_at_call')) return node.crash('before the call');
        wire.onSubmit(outside.id, submission);
        send(wire, { node, outside, submission, resolve });
      }),
    lookup: (lookup) =>
      new Promise((resolve) => {
        if (!node.isAlive()) return;
        const answer = (ms: number, value: LookupAnswer) => node.later(ms, () => resolve(value));
        const transit = wire.network.between(5, 800);
        if (outside.isDown() || wire.faults.strike('lookup_lost'))
          return answer(wire.network.pick([10, TIMEOUT_MS]), { kind: 'unknown', detail: 'no answer' });
        wire.scheduler.after(transit, () => {
          const order = outside.find(lookup);
          if (!order) return answer(transit, { kind: 'not_found' });
          // It answers, and nothing of what it says makes any sense.
          if (order.isSilent)
            return answer(transit, { kind: 'unknown', detail: 'unreadable', isAnswered: true });
          answer(transit, { kind: 'found', observation: outside.report(order) });
        });
      }),
    ...(outside.cancels ? { cancel: (lookup) => cancel(wire, { node, outside, lookup }) } : {}),
    rereadWebhook({ body }) {
      const value = rereadEvent(new TextDecoder().decode(body), wire.hasLearned());
      return value ? { ok: true, value } : { ok: false, refusal: 'unreadable' };
    },
    readWebhook: (raw) => readEvent(wire.secretOf(outside.id), raw, wire.hasLearned()),
  };
}

/** Asks to stop it; the request or its answer may be lost. */
function cancel(
  { faults, network, scheduler }: Wire,
  { node, outside, lookup }: { node: SimNode; outside: SimOutside; lookup: Lookup },
): Promise<CancelAnswer> {
  return new Promise((resolve) => {
    if (!node.isAlive()) return;
    const answer = (ms: number, value: CancelAnswer) => node.later(ms, () => resolve(value));
    const silence: CancelAnswer = { kind: 'unknown', detail: 'no answer' };
    if (faults.strike('crash_at_call')) return node.crash('before it asked to stop');
    if (outside.isDown() || faults.strike('request_lost')) return answer(TIMEOUT_MS, silence);
    scheduler.after(network.between(5, 900), () => {
      const said = outside.cancel(lookup);
      if (faults.strike('answer_lost')) answer(TIMEOUT_MS, silence);
      else answer(network.between(5, 900), said);
    });
  });
}

interface Sending {
  readonly node: SimNode;
  readonly outside: SimOutside;
  readonly submission: Submission;
  readonly resolve: (answer: SubmitAnswer) => void;
}

function send(wire: Wire, sending: Sending): void {
  const { node, outside, submission, resolve } = sending;
  const { faults, network, scheduler } = wire;
  const answer = (ms: number, value: SubmitAnswer): void => node.later(ms, () => resolve(value));
  const early = turnedAway(wire, outside);
  if (early) return answer(network.between(5, 200), early);
  const silence: SubmitAnswer = { kind: 'unknown', detail: 'no answer in time' };
  if (faults.strike('request_lost')) return answer(TIMEOUT_MS, silence);
  const late = faults.strike('request_late');
  if (late) answer(TIMEOUT_MS, silence);
  scheduler.after(late ? network.between(TIMEOUT_MS, 6 * TIMEOUT_MS) : network.between(5, 900), () => {
    if (outside.isDown()) return late ? undefined : answer(TIMEOUT_MS, silence);
    const response = outside.receive(submission);
    if (faults.strike('crash_after_execution')) node.crash('after the provider did it');
    if (faults.strike('night_after_execution')) wire.onNight();
    if (late) return;
    if (faults.strike('answer_lost')) return answer(TIMEOUT_MS, silence);
    if (faults.strike('server_error')) return answer(20, { kind: 'unknown', detail: 'status 502' });
    answer(network.between(5, 900), sorted(outside, response));
  });
}

/** What ends a call before the provider did anything. */
function turnedAway({ faults, network }: Wire, outside: SimOutside): SubmitAnswer | null {
  if (outside.isDown())
    return { kind: 'retryable', cause: 'never_sent', detail: 'connection refused', waitMs: null };
  if (faults.strike('turned_away')) {
    const waitMs = network.pick([null, 2 * SECOND_MS, 60 * SECOND_MS]);
    return { kind: 'retryable', cause: 'rate_limited', detail: 'status 429', waitMs };
  }
  if (faults.strike('door_closed'))
    return { kind: 'rejected', code: 'not_authorised', elsewhere: true, detail: 'key rotated' };
  return null;
}

function sorted(outside: SimOutside, response: Response): SubmitAnswer {
  if (response.kind === 'order') return { kind: 'accepted', observation: outside.report(response.order) };
  const { code } = response;
  return { kind: 'rejected', code, elsewhere: code !== 'declined', detail: `said no: ${code}` };
}

/** Tells of every answer before its node has it. */
export function tellAnswers(
  adapter: Provider,
  onAnswer: (answer: SomeAnswer, attemptId: string) => void,
): Provider {
  const { prepare, replacement, cancel: askToStop } = adapter;
  const told = async <Answer extends SomeAnswer>(call: Promise<Answer>, attemptId: string) => {
    const answer = await call;
    onAnswer(answer, attemptId);
    return answer;
  };
  return {
    ...adapter,
    ...(prepare ? { prepare: (submission) => told(prepare(submission), submission.attemptId) } : {}),
    ...(replacement
      ? {
          replacement: {
            ...replacement,
            prepare: (submission) => told(replacement.prepare(submission), submission.attemptId),
          },
        }
      : {}),
    ...(askToStop ? { cancel: (lookup) => told(askToStop(lookup), lookup.attemptId) } : {}),
    submit: (submission) => told(adapter.submit(submission), submission.attemptId),
    lookup: (lookup) => told(adapter.lookup(lookup), lookup.attemptId),
  };
}
