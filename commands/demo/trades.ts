// What the demo plays of what people invest: a purchase, a sale, and a price of one's own that is met in part.
import { assert, formatMoney, money, parseMoney } from '@diboas/kernel';
import type { QuoteView } from '@diboas/protocol';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { add } from './adding.ts';
import type { DemoScene } from './scene.ts';
import type { DemoStage } from './stage.ts';

/** What Ana spends, out of what the scene of a move brought to Invested. */
const SPENT = '12';

const INVESTED = money('USDC', 15_000_000n);

/** Far below what it costs. */
const OWN_PRICE = '50000';

const PATIENCE_MS = 30_000;

const AT_MARKET = { type: 'market', toleranceBps: 50 } as const;

export const TRADE_SCENES: readonly DemoScene[] = [
  {
    name: 'buy',
    what: `Ana buys BTC for ${SPENT} USDC of what she invests, at the price of now and at most 0.5 % worse.`,
    needsMoney: true,
    async play(stage) {
      await invest(stage);
      return await stage.comesTo((await buy(stage)).id, 'completed');
    },
  },
  {
    name: 'sell',
    what: 'Ana sells half of what she bought: our fee, and the exchange’s, are kept of what it brings.',
    needsMoney: true,
    async play(stage) {
      await invest(stage);
      const bought = await buy(stage);
      if (!(await stage.comesTo(bought.id, 'completed'))) return false;
      const { id } = await stage.begin({
        operation: 'SELL_CRYPTO',
        ...{ asset: 'BTC', amount: half(bought.receive.amount), order: AT_MARKET },
      });
      return await stage.comesTo(id, 'completed');
    },
  },
  {
    name: 'in-part',
    what: 'Ana names a price of her own. Half of it is met; she cancels the rest, which is hers again.',
    needsMoney: true,
    async play(stage) {
      await invest(stage);
      const { id } = await stage.begin({
        ...{ operation: 'BUY_CRYPTO', amount: SPENT, asset: 'BTC', network: 'solana' },
        order: { type: 'limit', price: OWN_PRICE, goodTillDays: 1 },
      });
      const order = await untilPlaced(stage.ana, id);
      await stage.system.outside.advance(order, 'process');
      const hasPart = async () => (await stage.ana.transaction(id)).trade?.filled != null;
      await untilTrue(hasPart, () => 'nothing was filled', { timeoutMs: PATIENCE_MS });
      stage.say('          half of it is filled');
      await stage.ana.call('POST', `/v1/transactions/${id}/cancel`);
      return await stage.comesTo(id, 'partly_done');
    },
  },
  {
    name: 'shares',
    what: 'Ana buys a share as a token while New York is closed. Her order waits with us; she cancels it, and has all of it again.',
    needsMoney: true,
    async play(stage) {
      await invest(stage);
      await setExchange(stage, 'closed');
      const wanted = {
        operation: 'BUY_CRYPTO',
        amount: SPENT,
        network: 'solana',
        asset: 'AAPL',
        order: AT_MARKET,
      } as const;
      // By day it is open there, until whoever trades there has been asked again.
      await untilTrue(
        async () => opensAt(await stage.ana.price(wanted)) !== null,
        () => 'it stays open',
        {
          timeoutMs: PATIENCE_MS,
        },
      );
      const { id } = await stage.begin(wanted);
      const { waits } = await stage.ana.transaction(id);
      stage.say(`          it waits until ${waits?.until}, and was sent to nobody`);
      await stage.ana.call('POST', `/v1/transactions/${id}/cancel`);
      const isBack = await stage.comesTo(id, 'cancelled');
      await setExchange(stage, 'by_clock');
      return waits?.for === 'market' && isBack;
    },
  },
];

function opensAt(quote: QuoteView): string | null {
  return 'opensAt' in quote ? quote.opensAt : null;
}

/** Closes the exchange of shares, whatever its clock says, or leaves it to that: for everybody who trades any. */
async function setExchange({ system }: DemoStage, exchange: 'closed' | 'by_clock'): Promise<void> {
  const ask = (url: string) =>
    fetch(new URL('/sandbox/market', url), { method: 'POST', body: JSON.stringify({ exchange }) });
  await Promise.all(Object.values(system.outside.urls).map(ask));
}

/** Brings enough to Invested, once for each scene that needs it; the scenes before may have spent what there was. */
async function invest(stage: DemoStage): Promise<void> {
  if ((await spendable(stage.ana)) < INVESTED.units) await add(stage, { method: 'card', amount: '100.00' });
  const { id } = await stage.begin({
    ...{ operation: 'MOVE', from: 'BANKING', to: 'INVESTING', amount: formatMoney(INVESTED) },
    ...{ asset: 'USDC', network: 'solana' },
  });
  assert(await stage.comesTo(id, 'completed'), 'a move is done at once', { id });
}

/** USDC on Solana in Banking, in minor units. */
async function spendable(ana: Person): Promise<bigint> {
  const { balances } = await ana.balances();
  const found = balances.find(
    ({ type, asset, network }) => type === 'BANKING' && asset === 'USDC' && network === 'solana',
  );
  const read = parseMoney('USDC', found?.available ?? '0');
  assert(read.ok, 'a balance is an amount', { found });
  return read.value.units;
}

function buy(stage: DemoStage): Promise<QuoteView> {
  return stage.begin({
    ...{ operation: 'BUY_CRYPTO', amount: SPENT, asset: 'BTC', network: 'solana' },
    order: AT_MARKET,
  });
}

/** The exchange's own name of the order, as soon as it has one. */
async function untilPlaced(ana: Person, id: string): Promise<string> {
  let reference: string | null = null;
  const isPlaced = async () => {
    reference = (await ana.transaction(id)).attempts.at(-1)?.reference ?? null;
    return reference !== null;
  };
  await untilTrue(isPlaced, () => 'it was not placed', { timeoutMs: PATIENCE_MS });
  assert(reference, 'it was placed', { id });
  return reference;
}

/** Half of an amount, rounded down to what it is told in. */
function half(amount: string): string {
  const digits = amount.split('.')[1]?.length ?? 0;
  const units = BigInt(amount.replace('.', '')) / 2n;
  const text = units.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
