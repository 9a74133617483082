import { eventually } from '@diboas/sandbox-kit/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSpecification, SESSION_STATUSES, type Specification } from './testing/specification.ts';
import { createCoinbaseWorld, SESSIONS } from './testing/world.ts';

let specification: Specification;
beforeAll(async () => {
  specification = await readSpecification();
});

const EVM = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const LONG = 'x'.repeat(2_049);

/** What a caller may send, and what the specification says of it. */
const VECTORS: readonly (readonly [what: string, changes: object, status: number])[] = [
  ['all of it', {}, 201],
  ['the three fields that are required, and no more', only('purchaseCurrency', 'destinationNetwork'), 201],
  ['a payment in place of a purchase', { purchaseAmount: undefined, paymentAmount: '50.00' }, 201],
  ['an address of an EVM network on one', { destinationNetwork: 'base', destinationAddress: EVM }, 201],
  ['a URI of an app', { redirectUrl: 'diboas://back' }, 201],
  ['the mark of the test mode', { partnerUserRef: 'sandbox-user-1234' }, 201],
  ['both amounts', { paymentAmount: '50.00' }, 400],
  ['an address of another network', { destinationAddress: EVM }, 400],
  ['no address', { destinationAddress: undefined }, 400],
  ['an address that is too long', { destinationAddress: 'x'.repeat(129) }, 400],
  ['no URI to come back to', { redirectUrl: 'back' }, 400],
  ['a URI that is too short', { redirectUrl: 'a://' }, 400],
  ['a URI that is too long', { redirectUrl: `https://a.example/${LONG}` }, 400],
  ['spaces in a URI', { redirectUrl: 'https://a.example/b c' }, 400],
  ['the United States without a state', { subdivision: undefined }, 400],
  ['a country that is not served', { country: 'DE' }, 400],
  ['a way to pay that there is not', { paymentMethod: 'CASH' }, 400],
  ['an IP address that is none', { clientIp: '1.2.3' }, 400],
];

function only(...names: readonly string[]): object {
  const others = [
    'purchaseAmount',
    'paymentCurrency',
    'paymentMethod',
    'country',
    'subdivision',
    'redirectUrl',
  ];
  const left = [...others, 'partnerUserRef'].filter((name) => !names.includes(name));
  return Object.fromEntries(left.map((name) => [name, undefined]));
}

describe('by itself, the double of Coinbase sends only what the specification of sessions has', () => {
  it.each(VECTORS)('for %s', async (_what, changes, status) => {
    await using world = await createCoinbaseWorld();
    const answer = await world.create(changes);
    expect(answer.status).toBe(status);
    const schema = status === 201 ? specification.session : specification.error;
    expect(schema.safeParse(answer.body).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['no token', { body: '{}', authorization: '' }, 401],
    ['no JSON', { body: 'x' }, 400],
    ['a body without an end', { body: `{"a":"${'x'.repeat(2_000_000)}"}` }, 400],
    ['another body under a used key', { body: '{}', key: 'used' }, 400],
  ])('for %s', async (_what, options, status) => {
    await using world = await createCoinbaseWorld();
    await world.create({}, 'used');
    const answer = await world.call('POST', SESSIONS, options);
    expect(answer.status).toBe(status);
    expect(SESSION_STATUSES).toContain(answer.status);
    expect(specification.error.safeParse(answer.body).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['rate_limit', 429],
    ['server_error_before', 500],
    ['saved_server_error', 500],
    ['server_error_after', 500],
  ] as const)('and of its faults %s is in there too', async (kind, status) => {
    await using world = await createCoinbaseWorld();
    world.sandbox.control.setFaults([{ kind }]);
    const answer = await world.create();
    expect(answer.status).toBe(status);
    expect(specification.error.safeParse(answer.body).error?.issues ?? []).toEqual([]);
  });

  it('its ways to pay are among those of the specification', async () => {
    await using world = await createCoinbaseWorld();
    for (const paymentMethod of ['CARD', 'ACH', 'APPLE_PAY']) {
      expect(specification.paymentMethods).toContain(paymentMethod);
      expect((await world.create({ paymentMethod })).status).toBe(201);
    }
  });

  it.each([
    ['a card that pays', '100', 'CARD', 4],
    ['a bank that pays', '100', 'ACH', 5],
    ['a payment that is declined', '100.13', 'CARD', 2],
    ['a delivery that fails', '100.15', 'CARD', 3],
  ])('in the webhooks of %s', async (_what, purchaseAmount, paymentMethod, least) => {
    await using world = await createCoinbaseWorld();
    await world.create({ purchaseAmount, paymentMethod });
    world.time.advance(60_000);
    await eventually(() => world.received.length >= least - 1);
    for (const { body } of world.received) {
      expect(specification.webhook.safeParse(JSON.parse(body)).error?.issues ?? []).toEqual([]);
    }
  });
});
