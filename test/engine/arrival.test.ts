import { SEND_MONEY } from '@diboas/banking';
import { createId, createSeededRandom, money } from '@diboas/kernel';
import { DEFAULT_PACE, decideBatch, NO_HABITS, NO_WRITES, type Terms } from '@diboas/orchestration';
import { someTerms } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';

const NOW = Date.UTC(2026, 10, 29);
const random = createSeededRandom(7);
const newId = () => createId({ now: NOW, random, bucket: 0 });

/** $5 to somebody, whom the sender has written down by a name of their own. */
function sentTerms(customerId: string): Terms {
  const five = money('USDC', 5_000_000n);
  const recipient = { customerId, transactionId: newId() };
  return {
    ...someTerms({ id: newId(), customerId, now: NOW, provider: 'book' }),
    ...{ operation: SEND_MONEY.name, recipient },
    price: { amount: five, fees: [], total: five },
    receive: { money: five, network: 'solana' },
    order: {
      pay: five,
      payNetwork: 'solana',
      deliver: five,
      chargeMax: five,
      network: 'solana',
      destination: customerId,
    },
    letter: { name: 'My landlord', from: 'ana@example.com', to: 'bo@example.com', note: 'Rent' },
  };
}

describe('what arrives from another customer', () => {
  it('tells who sent it and why, and not what the sender calls the recipient', () => {
    const sent = sentTerms(newId());
    const loaded = {
      ...NO_WRITES,
      transactions: new Map(),
      journeys: new Map(),
      holds: [],
      uses: [],
      floats: [],
      barred: new Map(),
      profiles: new Map(),
    };
    const transactionId = sent.recipient?.transactionId ?? '';
    const batch = decideBatch(
      { ...loaded, knownEvents: new Set() },
      [{ type: 'arrive', transactionId, sent }],
      {
        ...{ bucket: 0, now: NOW, random, createId: newId, pace: DEFAULT_PACE },
        operations: new Map([[SEND_MONEY.name, SEND_MONEY]]),
        ...{ habitsOf: () => NO_HABITS, admits: () => true, canAsk: false, hasDesk: () => true },
        actAloneMax: money('USD', 0n),
      },
    );
    const [arrived] = batch.writes.quotes;
    expect(arrived?.letter).toEqual({ ...sent.letter, name: null });
  });
});
