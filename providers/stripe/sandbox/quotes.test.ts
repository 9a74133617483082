import { START } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { createWorld, failureOf } from './testing/world.ts';

const PATH = '/v1/crypto/onramp_quotes';

interface Quotes {
  readonly id: string;
  readonly destination_network_quotes: Readonly<Record<string, readonly Quote[] | null>>;
}
interface Quote {
  readonly destination_currency: string;
  readonly source_total_amount: string;
}

describe('quotes', () => {
  it('price what was asked for, per network, and leave the other networks empty', async () => {
    await using world = await createWorld();
    const quotes = await world.get<Quotes>(PATH, {
      source_amount: '200',
      source_currency: 'usd',
      destination_currencies: ['usdc'],
      destination_networks: ['ethereum', 'solana'],
    });
    expect(quotes).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      object: 'crypto.onramp.quotes',
      livemode: false,
      rate_fetched_at: START / 1_000,
      source_amount: '200.00',
      source_currency: 'usd',
      destination_network_quotes: {
        bitcoin: [],
        base_network: [],
        ethereum: [
          {
            destination_amount: '200.000000',
            destination_currency: 'usdc',
            destination_network: 'ethereum',
            fees: { network_fee_monetary: '1.20', transaction_fee_monetary: '6.00' },
            source_total_amount: '207.20',
          },
        ],
        solana: [{ fees: { network_fee_monetary: '0.01' }, source_total_amount: '206.01' }],
      },
    });
  });

  it('without parameters price everything that is sold for 100 dollars', async () => {
    await using world = await createWorld();
    const { destination_network_quotes: networks } = await world.get<Quotes>(PATH);
    const sold = Object.entries(networks).map(([network, quotes]) => [
      network,
      quotes?.map((quote) => quote.destination_currency),
    ]);
    expect(Object.fromEntries(sold)).toEqual({
      bitcoin: ['btc'],
      ethereum: ['usdc', 'eth'],
      solana: ['usdc', 'sol'],
      polygon: ['usdc', 'pol'],
      base_network: ['usdc', 'eth'],
      avalanche: ['usdc', 'avax'],
      stellar: ['usdc', 'xlm'],
    });
  });

  it('can fix what is delivered, for one currency on one network', async () => {
    await using world = await createWorld();
    const params = {
      destination_amount: '0.42',
      destination_currencies: ['eth'],
      destination_networks: ['ethereum'],
    };
    expect(await world.get<Quotes>(PATH, params)).toMatchObject({
      source_amount: '1680.00',
      destination_network_quotes: {
        bitcoin: null,
        ethereum: [{ destination_amount: '0.420000000000000000', source_total_amount: '1731.60' }],
      },
    });
  });

  it('promise exactly what a session then charges, by card and by bank', async () => {
    await using world = await createWorld();
    const quotes = await world.get<Quotes>(PATH, {
      source_amount: '33.33',
      destination_currencies: ['usdc'],
      destination_networks: ['solana'],
    });
    for (const method of ['card', 'bank']) {
      const session = await world.createSession({
        source_amount: '33.33',
        metadata: { payment_method: method },
      });
      world.sandbox.control.advance(session.id, 'complete');
      const paid = world.sandbox.control.executions().find((one) => one.reference === session.id);
      expect(paid?.amount).toBe(quotes.destination_network_quotes.solana?.[0]?.source_total_amount);
    }
  });

  it.each([
    [{ source_amount: '1', destination_amount: '1' }, 'crypto_onramp_invalid_source_destination_pair'],
    [{ source_amount: '1.001' }, 'crypto_onramp_invalid_source_exchange_amount'],
    [{ source_currency: 'jpy' }, 'crypto_onramp_invalid_source_currency'],
    [
      { destination_currencies: ['btc'], destination_networks: ['solana'] },
      'crypto_onramp_quote_invalid_destination_currencies_and_networks',
    ],
    [{ destination_amount: '1' }, 'crypto_onramp_quote_too_many_destination_currencies_and_networks'],
    [{ amount: '1' }, 'parameter_unknown'],
    [{ payment_method: 'bank' }, 'parameter_unknown'],
  ])('refuse %j with %s', async (params, code) => {
    await using world = await createWorld();
    expect(await failureOf(world.get(PATH, params))).toMatchObject({ statusCode: 400, code });
  });
});
