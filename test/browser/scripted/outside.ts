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
import { byBank, completed, type ScriptedWorld, wireInstant } from './world.ts';

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
    alike: alikeIn(world, address),
    from: { kind: 'balance', type: 'BANKING' },
    to: { kind: 'address', network, address, name: name ?? nameOf(world, address) },
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
    estimate: { fromSeconds: 60, toSeconds: 1_800, source: 'provider', days: null },
    createdAt: wireInstant(now),
    asksIdentity: world.asksIdentity,
    expiresAt: wireInstant(now + world.quoteLifeMs),
  };
}

/** Another address with the same ends, where the world has one that is known. */
function alikeIn({ sendWarnings }: ScriptedWorld, address: string): string | null {
  if (!sendWarnings.includes('look_alike')) return null;
  return `${address.slice(0, 8)}${[...address.slice(8, -6)].reverse().join('')}${address.slice(-6)}`;
}

function nameOf({ recipients }: ScriptedWorld, address: string): string | null {
  return recipients.find((one) => one.kind === 'address' && one.address === address)?.name ?? null;
}

/** Any text is a good address, but one that ends in an `x`: that has a slip in it. */
export function checkedAddress(world: ScriptedWorld, body: unknown): AddressCheckView {
  const { network, asset, text } = addressCheckRequest.parse(body);
  if (text.endsWith('x')) return { is: 'wrong', why: { reason: 'checksum_differs' } };
  const [address = ''] = text.replace(/^[a-z]+:/, '').split('?');
  const least = { asset, amount: '0.000001' };
  return {
    ...{ is: 'good', network, address, isChecked: true, ask: null, least, leastIfNew: least },
    ...{ contract: 'no', warnings: world.sendWarnings, knownAs: nameOf(world, address) },
    alike: alikeIn(world, address),
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

/** An account that waits for its owner on the provider's page: one more, or the one of that name. */
export function addBankAccount(world: ScriptedWorld, body: unknown): AddedBankAccount {
  const { name } = addBankAccountRequest.parse(body);
  const known = world.bankAccounts.find((one) => one.name === name);
  const account = known ?? {
    ...{ id: randomUUID(), name, bankName: null, last4: null, createdAt: wireInstant() },
    ...{ state: 'pending' as const, canBeAddedElsewhere: false },
  };
  if (!known) world.bankAccounts.push(account);
  return { account, url: 'http://127.0.0.1:9/accounts/new' };
}

/** What a way to the bank costs, in the last digits of digital dollars, and when it is there. */
const WAYS = {
  ach: { fee: 500_000n, estimate: byBank('2026-12-02', '2026-12-03') },
  ach_same_day: { fee: 1_500_000n, estimate: byBank('2026-12-01', '2026-12-01') },
  wire: { fee: 15_000_000n, estimate: byBank('2026-12-01', '2026-12-01') },
} as const;

/** What it costs to withdraw, which is taken from what arrives. */
export function quoteToBank(
  world: ScriptedWorld,
  { amount, account, method }: Extract<QuoteRequest, { operation: 'WITHDRAW_FUNDS' }>,
): QuoteOf<'WITHDRAW_FUNDS'> | null {
  const parsed = parseMoney('USDC', amount);
  const known = world.bankAccounts.find(({ id }) => id === account);
  if (!parsed.ok || !known) return null;
  const { fee, estimate } = WAYS[method];
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
    estimate,
    createdAt: wireInstant(now),
    asksIdentity: world.asksIdentity,
    expiresAt: wireInstant(now + world.quoteLifeMs),
  };
}

/** Both sides of a payout that a bank sent back after it had been paid out: all but its fees is in the balance again. */
export function cameBack(transaction: TransactionView): {
  readonly original: TransactionView;
  readonly back: TransactionView;
} {
  const at = wireInstant();
  const paidOut: TransactionView = { ...transaction, ...completed(sentOutside(transaction)) };
  const { amount, fees } = transaction.pay;
  const kept = fees[0]?.amount ?? null;
  const [id, reference] = [randomUUID(), 'DB-93HR-WT5E'];
  const zero = { asset: amount.asset, amount: '0.000000' };
  const original: TransactionView = {
    ...paidOut,
    ...{ state: 'reversed', where: 'in_your_balance', reversedBy: id, confirmations: null, explorer: null },
    steps: [...paidOut.steps, { key: 'came_back', state: 'done', at }],
    receipt: paidOut.receipt && {
      ...{ ...paidOut.receipt, difference: zero, returned: zero, networkReference: null },
      cameBack: { amount, kept, transaction: id, reference },
    },
  };
  const back: TransactionView = {
    ...paidOut,
    ...{ id, reference, operation: 'RETURN', reverses: transaction.id, where: 'in_your_balance' },
    ...{ from: transaction.to, to: transaction.from, attempts: [], explorer: null },
    ...{ pay: { amount: zero, fees: [], total: zero }, receive: { ...amount, network: 'solana' } },
    steps: (['reported', 'matched', 'came_back'] as const).map((key) => ({ key, state: 'done', at })),
    receipt: {
      ...{ quoted: zero, charged: zero, difference: zero, returned: zero, paid: zero },
      ...{ delivered: amount, networkReference: null, takenBack: null },
      cameBack: { amount, kept: null, transaction: transaction.id, reference: transaction.reference },
    },
    ...{ createdAt: at, updatedAt: at },
  };
  return { original, back };
}
