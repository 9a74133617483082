/** Kraken's double in a time of its own, and the adapter against it as the server opens it. */
import { assert, createId, createSeededRandom, type Id, MINUTE_MS, type Money, money } from '@diboas/kernel';
import type { Lookup, Movement, Observation, Submission, SubmitAnswer } from '@diboas/orchestration';
import type { DeskOf } from '@diboas/providers-kit';
import { startLoopbackServer } from '@diboas/providers-kit/contract';
import { createSandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime, type FaultInput } from '@diboas/sandbox-kit';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { pino } from 'pino';
import { createKrakenExchange } from '../adapter/exchange/desk.ts';
import { krakenDouble } from '../sandbox/double.ts';
import { pairNamed } from '../sandbox/market.ts';

const START = Date.UTC(2026, 10, 23, 5, 0, 0);

export const SECRETS = {
  KRAKEN_API_KEY: 'key-of-the-tests',
  KRAKEN_PRIVATE_KEY: Buffer.alloc(64, 7).toString('base64'),
};

/** What of a call is signed, or is what it is signed with. */
const PASSED_ON = new Set(['api-key', 'api-sign', 'content-type', 'user-agent']);

export type Ask = Partial<Pick<Submission, 'pay' | 'trade'>> & { readonly side?: 'buy' | 'sell' };

/** What is asked for, as a person would. */
function wishOf({ side = 'buy', ...asked }: Ask) {
  const isBuy = side === 'buy';
  const { pay = isBuy ? money('USDC', 1_000_000_000n) : money('BTC', 1_000_000n) } = asked;
  const { trade = { type: 'market', toleranceBps: 50 } } = asked;
  const receive = isBuy
    ? ({ asset: 'BTC', network: 'bitcoin' } as const)
    : ({ asset: 'USDC', network: 'solana' } as const);
  const payNetwork = isBuy ? ('solana' as const) : ('bitcoin' as const);
  return { pay, payNetwork, method: trade.type, receive, destination: '', trade };
}

async function startSandbox() {
  const time = createVirtualTime(START);
  const seen = seeDouble(krakenDouble);
  const webhookUrl = 'http://127.0.0.1:1/kraken';
  const sandbox = createSandbox({
    doubles: [seen.kind],
    config: testConfig({ kraken: { secrets: SECRETS, webhookUrl } }, { stepMs: 1_000, autoPay: false }),
    clock: time.clock,
    timers: time.timers,
    random: createSeededRandom(3),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  return { time, seen, sandbox, url: sandbox.urlOf('kraken') };
}

/** Answers of Kraken's to calls of one method are changed on their way. */
async function startProxy(url: string, method: string, rewrite: (body: string) => string) {
  const proxy = await startLoopbackServer(async ({ method: verb, path, headers, body }) => {
    const kept = Object.entries(headers).filter(([name]) => PASSED_ON.has(name));
    const init = { method: verb, headers: Object.fromEntries(kept) as Record<string, string> };
    const answer = await fetch(
      `${url}${path}`,
      verb === 'GET' ? init : { ...init, body: body.toString('utf8') },
    );
    const text = await answer.text();
    return { status: answer.status, body: path.includes(`/${method}`) ? rewrite(text) : text };
  });
  return { url: proxy.url, close: () => proxy.close() };
}

export async function openTradingWorld() {
  const { time, seen, sandbox, url: worldUrl } = await startSandbox();
  const random = createSeededRandom(11);
  const newId = (): Id => createId({ now: time.clock.now(), random, bucket: 3 });
  const pair = pairNamed('XBTUSDC');
  assert(pair, 'bitcoin is traded');
  const adapter = (setting: { url?: string; now?: () => number } = {}): DeskOf<'exchange'> =>
    createKrakenExchange({
      ...{ apiKey: SECRETS.KRAKEN_API_KEY, privateKey: SECRETS.KRAKEN_PRIVATE_KEY, usdcNetwork: 'solana' },
      ...{ baseUrl: setting.url ?? worldUrl, timeoutMs: 20_000, now: setting.now ?? time.clock.now },
      reportCredentials: () => {},
    });
  return {
    ...{ time, sandbox, pair, adapter, ask: wishOf },
    now: time.clock.now,
    pass: (ms: number) => time.advance(ms),
    market: () => seen.opened().market,
    trading: () => seen.opened().trading,
    strike: (...faults: FaultInput[]) => sandbox.control.setFaults(faults),
    /** The price of an order, and the order as an engine sends it once that was agreed to. */
    async agree(ask: Ask = {}) {
      const { receive, ...wish } = wishOf(ask);
      const quote = await adapter().quote({ ...wish, receive });
      assert(quote.ok, 'there is a price', { quote });
      const fees = quote.value.fees.reduce((sum, { amount }) => sum + amount.units, 0n);
      const attemptId = newId();
      const ids = {
        key: attemptId,
        attemptId,
        transactionId: newId(),
        returnUrl: 'https://app.diboas.test/',
      };
      const submission: Submission = {
        ...{ ...wish, ...ids, deliver: quote.value.deliver, network: receive.network },
        chargeMax: money(wish.pay.asset, wish.pay.units + fees),
      };
      return { quote: quote.value, submission, startedAt: time.clock.now() };
    },
    /** Orders that the double has of an attempt. */
    ordersOf: (attemptId: Id) =>
      seen
        .opened()
        .trading.list()
        .filter(({ clientId }) => clientId === attemptId),
    between: (method: string, rewrite: (body: string) => string) => startProxy(worldUrl, method, rewrite),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

export type TradingWorld = Awaited<ReturnType<typeof openTradingWorld>>;

export function lookupOf(
  { key, transactionId, attemptId }: Submission,
  { reference = null, startedAt }: { reference?: string | null; startedAt: number },
): Lookup {
  return { key, transactionId, attemptId, reference, startedAt };
}

export function accepted(answer: SubmitAnswer): Observation {
  assert(answer.kind === 'accepted', 'it was taken', { answer });
  return answer.observation;
}

export function moved(movements: readonly Movement[], kind: Movement['kind']): Money | null {
  const of = movements.filter((one) => one.kind === kind);
  const [first] = of;
  if (first === undefined) return null;
  return money(
    first.money.asset,
    of.reduce((sum, { money: one }) => sum + one.units, 0n),
  );
}

/** Longer than a list may be behind. */
export const LONG_MS = 2 * MINUTE_MS;
