// What people put into a strategy, a position each time, and take out of it again: always the oldest, so that what was put in under a
// kill is taken out under another one.
import { money, unitsPerOne } from '@diboas/kernel';
import { LENT } from '@diboas/providers/testing';
import { type Person, untilTrue } from '@diboas/testkit/person';
import { type PricedSend, priceOnceThere } from './priced.ts';

export interface Savings {
  /** So many positions, to begin with. Resolves when each is confirmed. */
  putIn(person: Person, count: number): Promise<void>;
  start(person: Person): Promise<PricedSend>;
  stop(person: Person): Promise<PricedSend>;
}

const PUT_IN = { operation: 'START_STRATEGY', strategy: LENT.ETH, amount: '0.001' } as const;
const PLACE = { network: 'ethereum', address: '', money: money('ETH', unitsPerOne('ETH') / 1_000n) } as const;

/** @param passTime brings blocks, so that what was put in comes to lie there */
export function createSavings(passTime: () => Promise<void>): Savings {
  const positions = new Map<string, string[]>();
  const of = ({ email }: Person): string[] => {
    const own = positions.get(email) ?? [];
    positions.set(email, own);
    return own;
  };

  async function start(person: Person): Promise<PricedSend> {
    const quote = await priceOnceThere(person, PUT_IN);
    of(person).push(quote.id);
    return { quote, send: { id: quote.id, kind: 'start', ...PLACE } };
  }

  /** The oldest that lies there. One that was given back never did. */
  async function takeOldest(person: Person): Promise<string> {
    for (;;) {
      const oldest = of(person).shift();
      if (oldest === undefined) throw new Error(`${person.email} has nothing to take out`);
      if ((await endOf(person, oldest)) === 'completed') return oldest;
    }
  }

  async function endOf(person: Person, id: string): Promise<string> {
    let state = '';
    await untilTrue(
      async () => {
        const found = await person.transaction(id);
        state = found.state;
        if (!found.ended) await passTime();
        return found.ended;
      },
      () => `${id} is ${state}`,
      { timeoutMs: 60_000, pauseMs: 250 },
    );
    return state;
  }

  return {
    async putIn(person, count) {
      for (let put = 0; put < count; put += 1) await person.confirm((await start(person)).quote);
    },
    start,
    async stop(person) {
      const quote = await priceOnceThere(person, {
        operation: 'STOP_STRATEGY',
        position: await takeOldest(person),
      });
      return { quote, send: { id: quote.id, kind: 'stop', ...PLACE } };
    },
  };
}
