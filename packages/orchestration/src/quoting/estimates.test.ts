import { ADD_FUNDS } from '@diboas/banking';
import { accept, MINUTE_MS, money, refuse } from '@diboas/kernel';
import { createOpenGate, type Provider, type ProviderQuoteRequest } from '@diboas/orchestration';
import { SOME_ADDRESS, SOME_QUOTE } from '@diboas/testkit/fixtures';
import { beforeEach, describe, expect, it } from 'vitest';
import { createEstimates, type EstimatesOptions } from './estimates.ts';

const BY_CARD: ProviderQuoteRequest = {
  ...{ pay: money('USD', 100_00n), payNetwork: 'fiat', method: 'card', destination: SOME_ADDRESS },
  receive: { asset: 'USDC', network: 'solana' },
};

/** What providers say of their speed, in seconds at most; null of one that names no price now. */
let says: Record<string, number | null>;
let asked: string[];
let now: number;
beforeEach(() => {
  [says, asked, now] = [{}, [], 0];
});

function createProvider(id: string, roles: Provider['roles'] = ['ON_RAMP']) {
  const provider: Pick<Provider, 'id' | 'roles' | 'quote'> = {
    ...{ id, roles },
    async quote() {
      asked.push(id);
      const toSeconds = says[id] ?? null;
      if (toSeconds === null) return refuse('unavailable');
      return accept({ ...SOME_QUOTE, estimate: { fromSeconds: 1, toSeconds, source: 'provider' } });
    },
  };
  return provider as Provider;
}

function open(over: Partial<EstimatesOptions> = {}) {
  const estimates = createEstimates({
    providers: new Map(['a', 'b'].map((id) => [id, createProvider(id)])),
    gate: createOpenGate(),
    clock: { now: () => now },
    startTimer: () => () => {},
    ...over,
  });
  return async (request = BY_CARD) => (await estimates.of(ADD_FUNDS, request))?.toSeconds ?? null;
}

describe('how long an operation takes', () => {
  it('is the word of the first provider, and of the next where that one says nothing', async () => {
    says = { a: 60, b: 90 };
    expect(await open()()).toBe(60);
    says = { a: null, b: 90 };
    asked = [];
    expect(await open()()).toBe(90);
    expect(asked).toEqual(['a', 'b']);
  });

  it('is repeated for ten minutes, and then asked for again', async () => {
    const estimate = open();
    says = { a: 60 };
    await estimate();
    says = { a: 70 };
    now = 10 * MINUTE_MS - 1;
    expect([await estimate(), asked]).toEqual([60, ['a']]);
    now = 10 * MINUTE_MS;
    expect([await estimate(), asked]).toEqual([70, ['a', 'a']]);
  });

  it('is the last word while no provider says one, and nothing where none ever did', async () => {
    const estimate = open();
    expect(await estimate()).toBeNull();
    says = { a: 60 };
    await estimate();
    says = {};
    now = 11 * MINUTE_MS;
    expect(await estimate()).toBe(60);
  });

  it('is asked for once by all who come meanwhile, for each method on its own', async () => {
    const estimate = open();
    says = { a: 60 };
    expect(await Promise.all([estimate(), estimate(), estimate({ ...BY_CARD, method: 'bank' })])).toEqual([
      60, 60, 60,
    ]);
    expect(asked).toEqual(['a', 'a']);
  });

  it('is asked neither of a provider that is known to be away, nor of one of another role', async () => {
    says = { a: 60, b: 90, c: 1 };
    const gate = { ...createOpenGate(), admits: (id: string) => id !== 'a' };
    const providers = new Map(
      [createProvider('c', ['BRIDGE']), createProvider('a'), createProvider('b')].map((one) => [one.id, one]),
    );
    expect(await open({ gate, providers })()).toBe(90);
    expect(asked).toEqual(['b']);
  });
});
