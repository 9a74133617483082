import { randomUUID } from 'node:crypto';
import { assert, formatMoney, money, parseMoney } from '@diboas/kernel';
import {
  type AddedBankAccount,
  type AddressCheckView,
  addBankAccountRequest,
  addressCheckRequest,
  type DepositAddressView,
  type QuoteOf,
  type QuoteRequest,
  type TransactionView,
} from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

const AT = '2026-11-20T09:30:00.000Z';

/** A person's own addresses, one a network. */
export function someDepositAddresses(): DepositAddressView[] {
  return [
    {
      ...{ network: 'bitcoin', address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', createdAt: AT },
      ...{ assets: ['BTC'], least: [{ asset: 'BTC', amount: '0.00000294' }], confirmations: 'blocks' },
    },
    {
      ...{ network: 'ethereum', address: '0x52908400098527886E0F7030069857D2E4169EE7', createdAt: AT },
      assets: ['ETH', 'USDC'],
      least: [
        { asset: 'ETH', amount: '0.000000000000000001' },
        { asset: 'USDC', amount: '0.000001' },
      ],
      confirmations: 'safe_block',
    },
    {
      ...{ network: 'solana', address: '7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU', createdAt: AT },
      assets: ['SOL', 'USDC'],
      least: [
        { asset: 'SOL', amount: '0.000000001' },
        { asset: 'USDC', amount: '0.000001' },
      ],
      confirmations: 'confirmed',
    },
  ];
}

/** What a network takes at most, in the last digit of each asset's first six. */
const NETWORK_FEE: Readonly<Record<string, string>> = { BTC: '0.00002100', USDC: '0.250000', ETH: '0.0004' };

/** What it costs to send to an address, with the warnings of the world; what is sent leaves its balance with a fee on top. */
export function quoteToAddress(
  world: ScriptedWorld,
  { asset, network, amount, address, name }: Extract<QuoteRequest, { operation: 'SEND_TO_ADDRESS' }>,
): QuoteOf<'SEND_TO_ADDRESS'> {
  const [sent, fee] = [parseMoney(asset, amount), parseMoney(asset, NETWORK_FEE[asset] ?? '0.001')];
  assert(sent.ok && fee.ok, 'the app asks for exact amounts', { asset, amount });
  const written = (units: bigint) => ({ asset, amount: formatMoney(money(asset, units)) });
  const now = Date.now() + world.aheadMs;
  return {
    id: randomUUID(),
    operation: 'SEND_TO_ADDRESS',
    warnings: world.sendWarnings,
    alike: world.sendWarnings.includes('look_alike') ? lookAlikeOf(address) : null,
    from: { kind: 'balance', type: 'BANKING' },
    to: { kind: 'address', network, address, name: name ?? null },
    provider: { id: 'northwallet', name: 'Northwallet' },
    pay: {
      amount: written(sent.value.units),
      fees: [
        {
          tier: 'network',
          amount: written(fee.value.units),
          takenBy: network === 'bitcoin' ? 'Bitcoin' : 'Solana',
          purpose: 'transfer',
          basis: { kind: 'quoted', by: 'Northwallet' },
        },
      ],
      total: written(sent.value.units + fee.value.units),
    },
    receive: { ...written(sent.value.units), network },
    estimate: { fromSeconds: 60, toSeconds: 1_800, source: 'provider' },
    createdAt: wireInstant(now),
    expiresAt: wireInstant(now + world.quoteLifeMs),
  };
}

/** Another address with the same ends. */
function lookAlikeOf(address: string): string {
  return `${address.slice(0, 8)}${[...address.slice(8, -6)].reverse().join('')}${address.slice(-6)}`;
}

/** Any text is a good address, but one that ends in an `x`: that has a slip in it. */
export function checkedAddress(body: unknown): AddressCheckView {
  const { network, asset, text } = addressCheckRequest.parse(body);
  if (text.endsWith('x')) return { is: 'wrong', why: { reason: 'checksum_differs' } };
  const [address = ''] = text.replace(/^[a-z]+:/, '').split('?');
  const least = { asset, amount: '0.000001' };
  return {
    ...{ is: 'good', network, address, isChecked: true, ask: null, least, leastIfNew: least },
    ...{ contract: 'no', warnings: [], knownAs: null, alike: null },
  };
}

/** What left for outside and is on its way: at its network, or at a bank. */
export function sentOutside(transaction: TransactionView): TransactionView {
  const at = transaction.createdAt;
  const isBank = transaction.to.kind === 'bank_account';
  return {
    ...transaction,
    state: 'processing',
    where: isBank ? 'on_its_way_to_your_bank' : 'on_the_network',
    action: null,
    confirmations: isBank ? null : { have: 2, want: 6 },
    explorer: isBank
      ? null
      : { network: 'solana', transaction: '5KtPn1LG', url: 'https://explorer.solana.com/tx/5KtPn1LG' },
    steps: [
      { key: 'instructed', state: 'done', at },
      { key: 'set_aside', state: 'done', at },
      { key: 'sent', state: 'done', at },
      { key: 'arrived', state: 'now', at: null },
    ],
  };
}

/** One more account, which waits for its owner on the provider's page. */
export function addBankAccount(world: ScriptedWorld, body: unknown): AddedBankAccount {
  const { name } = addBankAccountRequest.parse(body);
  const account = {
    ...{ id: randomUUID(), name, bankName: null, last4: null, createdAt: wireInstant() },
    state: 'pending' as const,
  };
  world.bankAccounts.push(account);
  return { account, url: 'http://127.0.0.1:9/accounts/new' };
}

/** What a way to the bank costs, in the last digits of digital dollars, and how many seconds it takes. */
const WAYS = {
  ach: { fee: 500_000n, seconds: 259_200 },
  ach_same_day: { fee: 1_500_000n, seconds: 28_800 },
  wire: { fee: 15_000_000n, seconds: 14_400 },
} as const;

/** What it costs to withdraw, which is taken from what arrives. */
export function quoteToBank(
  world: ScriptedWorld,
  { amount, account, method }: Extract<QuoteRequest, { operation: 'WITHDRAW_FUNDS' }>,
): QuoteOf<'WITHDRAW_FUNDS'> | null {
  const parsed = parseMoney('USDC', amount);
  const known = world.bankAccounts.find(({ id }) => id === account);
  if (!parsed.ok || !known) return null;
  const { fee, seconds } = WAYS[method];
  const usdc = (units: bigint) => ({ asset: 'USDC' as const, amount: formatMoney(money('USDC', units)) });
  const now = Date.now() + world.aheadMs;
  return {
    ...{ id: randomUUID(), operation: 'WITHDRAW_FUNDS', method },
    from: { kind: 'balance', type: 'BANKING' },
    to: { kind: 'bank_account', shown: `${known.bankName} ••${known.last4}`, name: known.name },
    provider: { id: 'northpay', name: 'Northpay' },
    pay: {
      amount: usdc(parsed.value.units),
      fees: [
        {
          ...{ tier: 'provider', amount: usdc(fee), takenBy: 'Northpay', purpose: 'conversion' },
          basis: { kind: 'quoted', by: 'Northpay' },
        },
      ],
      total: usdc(parsed.value.units + fee),
    },
    receive: {
      ...{ asset: 'USD', network: 'fiat' },
      amount: formatMoney(money('USD', parsed.value.units / 10_000n)),
    },
    estimate: { fromSeconds: seconds, toSeconds: seconds, source: 'provider' },
    createdAt: wireInstant(now),
    expiresAt: wireInstant(now + world.quoteLifeMs),
  };
}
