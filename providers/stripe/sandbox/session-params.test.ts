import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, WALLET } from './testing/world.ts';

const EVM = '0x52908400098527886E0F7030069857D2E4169EE7';

describe('parameters of a new session', () => {
  it.each([
    [{ colour: 'red' }, 'parameter_unknown', 'colour'],
    [{ destination_amount: '5' }, 'crypto_onramp_invalid_source_destination_pair', 'source_amount'],
    [{ source_amount: '10.001' }, 'crypto_onramp_invalid_source_exchange_amount', 'source_amount'],
    [{ source_amount: '-10' }, 'crypto_onramp_invalid_source_exchange_amount', 'source_amount'],
    [{ source_amount: '1e3' }, 'crypto_onramp_invalid_source_exchange_amount', 'source_amount'],
    [{ source_amount: '0' }, 'crypto_onramp_invalid_source_exchange_amount', 'source_amount'],
    [{ source_amount: '0.99' }, 'crypto_onramp_invalid_amount', 'source_amount'],
    [{ source_amount: '100000.01' }, 'crypto_onramp_limit_exceeded', 'source_amount'],
    [{ source_currency: '' }, 'crypto_onramp_missing_source_currency', 'source_currency'],
    [{ source_currency: 'eur' }, 'crypto_onramp_invalid_source_currency', 'source_currency'],
    [{ destination_currency: 'doge' }, undefined, 'destination_currency'],
    [{ destination_currencies: 'usdc' }, undefined, 'destination_currencies'],
    [{ destination_currencies: ['eth'] }, undefined, 'destination_currency'],
    [
      { destination_network: 'bitcoin' },
      'crypto_onramp_invalid_destination_currency_and_network_pair',
      'destination_network',
    ],
    [
      { destination_network: '', destination_networks: ['bitcoin'] },
      'crypto_onramp_invalid_supported_destination_currencies_and_networks',
      'destination_currencies',
    ],
    [
      { wallet_addresses: { solana: EVM } },
      'crypto_onramp_wallet_address_invalid',
      'wallet_addresses[solana]',
    ],
    [{ wallet_addresses: { sui: EVM } }, 'parameter_unknown', 'wallet_addresses[sui]'],
    [{ wallet_addresses: '' }, 'crypto_onramp_no_wallet_address_to_lock', 'lock_wallet_address'],
    [
      { destination_networks: ['solana'], wallet_addresses: { solana: WALLET, ethereum: EVM } },
      'crypto_onramp_wallet_addresses_not_all_networks_supported',
      'wallet_addresses[ethereum]',
    ],
    [{ destination_network: '' }, 'crypto_onramp_invalid_parameter', 'wallet_addresses'],
    [{ lock_wallet_address: 'yes' }, undefined, 'lock_wallet_address'],
    [{ customer_ip_address: '1.2.3' }, undefined, 'customer_ip_address'],
    [{ customer_ip_address: '203.0.113.9' }, 'crypto_onramp_unsupportable_customer', 'customer_ip_address'],
    [
      { customer_ip_address: '2001:db8:bad::1' },
      'crypto_onramp_unsupportable_customer',
      'customer_ip_address',
    ],
    [{ metadata: { key: 'v'.repeat(501) } }, undefined, 'metadata[key]'],
    [{ metadata: { key: { deep: 'x' } } }, undefined, 'metadata[key]'],
  ])('%j are refused, and nothing changes', async (params, code, param) => {
    await using world = await createWorld();
    const failure = await failureOf(world.createSession(params));
    expect(failure).toMatchObject({ statusCode: 400, rawType: 'invalid_request_error', param });
    expect(failure.code).toBe(code);
    expect(failure.requestId).toMatch(/^req_/);
    expect(world.sessions()).toEqual([]);
    expect(world.sandbox.control.executions()).toEqual([]);
  });

  it('may offer lists, of which the first that is sold is chosen', async () => {
    await using world = await createWorld();
    const session = await world.createSession({
      destination_currency: undefined,
      destination_network: undefined,
      destination_currencies: ['usdc', 'eth'],
      destination_networks: ['bitcoin', 'solana'],
      customer_ip_address: '2001:4860:4860::8888',
      customer_information: { email: 'person@example.com' },
    });
    expect(session).toMatchObject({
      kyc_details_provided: true,
      transaction_details: {
        destination_currency: 'usdc',
        destination_network: 'solana',
        destination_currencies: ['usdc', 'eth'],
        wallet_address: WALLET,
      },
    });
  });

  it('take addresses of other chains', async () => {
    await using world = await createWorld();
    const on = (network: string, currency: string, wallet_addresses: object) =>
      world.createSession({ destination_network: network, destination_currency: currency, wallet_addresses });
    await on('ethereum', 'eth', { ethereum: EVM });
    await on('base', 'usdc', { base_network: EVM });
    await on('bitcoin', 'btc', { bitcoin: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' });
    expect(world.sessions()).toHaveLength(3);
    for (const session of world.sessions()) world.sandbox.control.advance(session.id, 'complete');
    const sent = world.sandbox.control.executions().filter((one) => one.kind === 'delivery');
    expect(sent.map((one) => [one.network, one.amount, one.transaction_id?.length])).toEqual([
      ['bitcoin', '0.00100000', 64],
      ['base', '100.000000', 66],
      ['ethereum', '0.025000000000000000', 66],
    ]);
  });
});
