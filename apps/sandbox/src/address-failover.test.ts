import { createSeededRandom } from '@diboas/kernel';
import { PROVIDERS } from '@diboas/providers';
import { type AddressScreening, NO_CHAINS, screenAddress } from '@diboas/providers-kit';
import { createRealTimers } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testConfig } from './config.ts';
import { createSandbox } from './sandbox.ts';
import { DOUBLES, MADE } from './testing/every-double.ts';

const sandbox = createSandbox({
  doubles: DOUBLES,
  config: testConfig(Object.fromEntries(DOUBLES.map(({ id }) => [id, { secrets: MADE }]))),
  clock: { now: () => Date.now() },
  timers: createRealTimers(),
  random: createSeededRandom(3),
  logger: pino({ level: 'silent' }),
});

/** Every provider that screens addresses, in the order in which the house asks them. */
let providers: AddressScreening[] = [];

beforeAll(async () => {
  await sandbox.listen();
  const silent = { reportCredentials: () => {}, worth: () => null, ...NO_CHAINS };
  const opened = PROVIDERS.map(async (one) => {
    const configured = one.configure({ ...MADE, ...one.settingsAt(sandbox.urlOf(one.id)) });
    if (!configured.ok || configured.value === null) throw new Error(`${one.id} is not set up`);
    const desks = await configured.value.open({
      ...{ world: 'sandbox', timeoutMs: 20_000, now: Date.now, ...silent },
    });
    return desks.addressScreening ?? [];
  });
  providers = (await Promise.all(opened)).flat();
});
beforeEach(() => sandbox.control.setFaults([]));
afterAll(() => sandbox.close());

const ADDRESS = { network: 'ethereum', address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' } as const;
const screen = (address: Parameters<typeof screenAddress>[0] = ADDRESS) =>
  screenAddress(address, { lists: { screen: () => [] }, providers });

it('M24: where one provider is away the next one says the same of an address, and nobody is clear where all are', async () => {
  expect(providers.length).toBeGreaterThan(1);
  const [first = { id: '' }, second = { id: '' }] = providers;
  const body = new URLSearchParams({ address: ADDRESS.address, mark: 'sanctioned' });
  const marked = await fetch(`${sandbox.urlOf(first.id)}/sandbox/addresses`, {
    ...{ method: 'POST', body, redirect: 'manual' },
  });
  expect(marked.status).toBe(303);
  const by = (id: string) => ({ ok: true, value: { risk: 'sanctioned', by: { kind: 'provider', id } } });
  expect(await screen()).toMatchObject(by(first.id));
  sandbox.control.setFaults([{ kind: 'outage', match: { provider: first.id } }]);
  expect(await screen()).toMatchObject(by(second.id));
  sandbox.control.setFaults(providers.map(({ id }) => ({ kind: 'outage', match: { provider: id } })));
  expect(await screen()).toEqual({ ok: false, refusal: 'unavailable' });
});

it('M24: an address of a network that the first does not know is told by another', async () => {
  const address = '0x02a212de6a9dfa3a69e22387acfbafbb1a9e591bd9d636e7895dcfc8de05f331';
  expect(await screen({ network: 'sui', address })).toMatchObject({
    ok: true,
    value: { risk: 'clear', by: { kind: 'provider', id: providers[1]?.id } },
  });
});
