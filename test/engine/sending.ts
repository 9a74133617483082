import { SEND_MONEY } from '@diboas/banking';
import { bucketOf, createId, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import { type InitiateInput, OWN_BOOK, type Terms, type Transaction } from '@diboas/orchestration';
import { createScene, type Scene } from './scene.ts';

/** People who send each other money, on the real engine. */
export interface SendingScene extends Scene {
  readonly ana: string;
  readonly bo: string;
  /** Terms by which Ana sends Bo five dollars; to an address instead, where that is said. */
  sent(to?: { readonly address: string }): Promise<Terms>;
  confirmed(terms: Terms): InitiateInput;
  /** What somebody can spend now, in minor units. */
  available(customerId: string): Promise<bigint>;
  /** A new id in somebody's bucket. */
  idOf(customerId: string): string;
  found(id: string): Promise<Transaction>;
  barred(customerId: string, to: 'frozen' | 'open'): Promise<void>;
}

export const FIVE = money('USDC', 5_000_000n);

/** Ana has a hundred dollars, Bo nothing. */
export async function createSendingScene(seed = 1): Promise<SendingScene> {
  const scene = createScene({ seed, operations: [SEND_MONEY] });
  const { store, engine, random } = scene;
  const [ana, bo] = [await scene.customer(), await scene.customer()];
  const idOf = (customerId: string) => createId({ now: scene.now, random, bucket: bucketOf(customerId) });
  const added = await scene.start(ana);
  await engine.send(await scene.webhook(added, 'done'));
  const acts = {
    ...{ ana, bo, idOf },
    async sent(to?: { readonly address: string }): Promise<Terms> {
      const base = await scene.quote(ana, { operation: SEND_MONEY });
      const destination = to?.address ?? bo;
      const terms: Terms = {
        ...base,
        id: idOf(ana),
        provider: OWN_BOOK,
        alternatives: [],
        routing: null,
        price: { amount: FIVE, fees: [], total: FIVE },
        receive: { money: FIVE, network: 'solana' },
        order: {
          pay: FIVE,
          payNetwork: 'solana',
          deliver: FIVE,
          chargeMax: FIVE,
          network: 'solana',
          destination,
        },
        letter: { name: null, from: 'ana@example.com', to: to?.address ?? 'bo@example.com', note: null },
        ...(to ? {} : { recipient: { customerId: bo, transactionId: idOf(bo) } }),
      };
      await store.saveQuote(terms);
      return terms;
    },
    confirmed: (terms: Terms): InitiateInput => ({
      ...{ type: 'initiate', terms, key: `key-${terms.id}`, fingerprint: terms.id },
      totalSeen: terms.price.total,
    }),
    async available(customerId: string): Promise<bigint> {
      const { accounts } = await store.balances(customerId);
      return accounts.reduce((sum, { balance }) => sum + availableUnits(balance), 0n);
    },
    async found(id: string): Promise<Transaction> {
      const transaction = await store.transaction(id);
      if (!transaction) throw new Error(`there is no transaction ${id}`);
      return transaction;
    },
    async barred(customerId: string, to: 'frozen' | 'open'): Promise<void> {
      const audit = {
        id: idOf(customerId),
        at: scene.now,
        actor: 'ana',
        act: 'x',
        subject: customerId,
        detail: {},
      };
      const from = [to === 'open' ? 'frozen' : 'open'] as const;
      await store.changeStanding({ customerId, from, to, audit });
    },
  };
  return Object.assign(scene, acts);
}
