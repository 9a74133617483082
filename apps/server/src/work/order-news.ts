// Providers that tell news of orders by themselves, on a connection that we open. Each is a hint: the order is looked up now, and
// what the provider answers goes the way of every look-up. One that is lost costs the time until the next look-up is due.
import type { Engine, Lookup, Provider } from '@diboas/orchestration';
import type { Logger } from 'pino';
import { createTurns } from '../live/turns.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface OrderNewsOptions {
  readonly providers: Iterable<Provider>;
  readonly engine: Pick<Engine, 'send'>;
  readonly metrics: Pick<Metrics, 'errors'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Looks at a time, of each provider, and how many hints may wait: what is beyond is looked up when it is due. */
const LOOKS_AT_ONCE = 4;
const WAITING_MAX = 1_000;

export function listenForOrderNews({ providers, ...options }: OrderNewsOptions): { stop(): Promise<void> } {
  const listening = [...providers].flatMap((provider) => {
    const look = createLooks(provider, options);
    return provider.listenForNews?.((order) => void look(order)) ?? [];
  });
  return {
    async stop() {
      for (const one of listening) one.stop();
    },
  };
}

function createLooks(
  provider: Provider,
  { engine, metrics, logger }: Omit<OrderNewsOptions, 'providers'>,
): (order: Lookup) => Promise<void> {
  const turns = createTurns({ atOnce: LOOKS_AT_ONCE, waitingMax: WAITING_MAX });
  /** By attempt: the newest hint that came while one is being looked up; null while none did. */
  const underWay = new Map<string, Lookup | null>();

  async function lookOnce(order: Lookup): Promise<void> {
    const { transactionId, attemptId } = order;
    try {
      const answer = await provider.lookup(order);
      // That nothing is found, or nobody answers, is counted by the look-ups that are due.
      if (answer.kind === 'found') await engine.send({ type: 'looked_up', transactionId, attemptId, answer });
    } catch (err) {
      metrics.errors.inc({ where: 'news' });
      logger.warn(
        { err, provider: provider.id },
        'an order with news was not looked up; it is when it is due',
      );
    }
  }

  return async function look(order) {
    if (underWay.has(order.attemptId)) {
      underWay.set(order.attemptId, order);
      return;
    }
    if (!turns.hasRoom()) return;
    underWay.set(order.attemptId, null);
    await turns.take(() => lookOnce(order));
    const newer = underWay.get(order.attemptId);
    underWay.delete(order.attemptId);
    // What came meanwhile may be newer than what was answered.
    if (newer) await look(newer);
  };
}
