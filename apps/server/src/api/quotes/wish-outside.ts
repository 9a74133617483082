// What is asked for of money that leaves for somewhere outside: an address on a network, or a bank account.
import { BY_NETWORK, WITHDRAW_FUNDS } from '@diboas/banking';
import { accept, type Id, type Money, type Network, type Outcome, refuse } from '@diboas/kernel';
import { leastSend, type ReadAddress, readAddress } from '@diboas/networks';
import { type LegWish, USES_MS } from '@diboas/orchestration';
import type { SendWarning } from '@diboas/protocol';
import type { ApiRefusal, Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { knownAddresses, ownAddresses, showWrongAddress, warningsOf } from '../addresses/known.ts';
import { findBankAccount } from '../bank-accounts/find.ts';
import { readMoney } from '../money/amount.ts';
import type { RequestOf, Wished } from './wished.ts';

export async function wishToAddress(
  parts: Parts,
  { customerId }: Session,
  body: RequestOf<'SEND_TO_ADDRESS'>,
): Promise<Wished> {
  const operation = parts.operations.get(body.operation);
  if (!operation) return refuse({ code: 'method_unavailable' });
  const amount = readMoney({ asset: body.asset, amount: body.amount });
  if (!amount.ok) return amount;
  const { network } = body;
  const request = {
    pay: amount.value,
    payNetwork: network,
    method: BY_NETWORK,
    receive: { asset: body.asset, network },
  };
  const refusal = operation.admit(request);
  if (refusal === 'unsupported') return refuse({ code: 'method_unavailable' });
  const read = readAddress(network, body.address, parts.chain);
  if (!read.ok) return refuse({ code: 'address_wrong', why: showWrongAddress(read.refusal) });
  const { address, danger } = read.value;
  if (danger !== null && danger !== 'no_key')
    return refuse({ code: 'address_wrong', why: { reason: 'danger', danger } });
  const own = await ownAddresses(parts, customerId);
  if (own.has(address)) return refuse({ code: 'recipient_is_you' });
  if (isBelowLeast(amount.value, read.value)) return refuse({ code: 'amount_too_small' });
  const known = await knownAddresses(parts, customerId, network);
  const { warnings, alike } = await warningsOf(parts, read.value, known);
  const unusual = await isUnusual(parts, { customerId, operation: operation.name, amount: amount.value });
  const warned: SendWarning[] = unusual ? [...warnings, 'unusual_amount'] : warnings;
  const payee = {
    ...({ kind: 'address', name: body.name?.trim() ?? known.get(address) ?? null, shown: address } as const),
    ...(warned.length > 0 ? { warned } : {}),
    ...(alike === null ? {} : { alike }),
  };
  return accept({ customerId, operation, request, destination: address, told: { payee } });
}

/** What is less than the network carries to such an address; what it takes to open one is told before. */
function isBelowLeast({ asset, units }: Money, read: ReadAddress): boolean {
  const least = leastSend(asset, read);
  return units < least.units;
}

/** Sums below this surprise nobody. */
const USUAL_UNITS = 100_000_000n;
/** More than so many times the largest that somebody sent lately is unusual for them. */
const TIMES = 3n;

/** Whether it is far more than the person usually sends, as far as it is known what it is worth. */
async function isUnusual(
  { store, clock, worthOf }: Parts,
  { customerId, operation, amount }: { customerId: string; operation: string; amount: Money },
): Promise<boolean> {
  const worth = amount.asset === 'USDC' ? amount : worthOf(amount, 'USDC');
  if (worth === null || worth.units < USUAL_UNITS) return false;
  const uses = await store.uses(customerId, clock.now() - USES_MS);
  const sent = uses.filter((use) => use.operation === operation && use.counts !== 'no');
  return sent.length > 0 && sent.every(({ units }) => worth.units > TIMES * units);
}

export async function wishToWithdraw(
  parts: Parts,
  session: Session,
  body: RequestOf<'WITHDRAW_FUNDS'>,
): Promise<Wished> {
  const amount = readMoney({ asset: body.asset, amount: body.amount });
  if (!amount.ok) return amount;
  const withdrawal = await withdrawalWish(parts, session, body);
  if (!withdrawal.ok) return withdrawal;
  return accept(withdrawal.value({ customerId: session.customerId, pay: amount.value }));
}

/** As much as there is to one of the person's bank accounts. */
export async function withdrawalWish(
  parts: Parts,
  { customerId }: Session,
  body: Pick<RequestOf<'WITHDRAW_FUNDS'>, 'method' | 'account'> & { readonly network: Network },
): Promise<
  Outcome<(paid: { readonly customerId: string; readonly pay: Money }) => LegWish, ApiRefusal<'createQuote'>>
> {
  const operation = parts.operations.get(WITHDRAW_FUNDS.name);
  if (!operation) return refuse({ code: 'method_unavailable' });
  const account = await findBankAccount(parts, customerId, body.account as Id);
  if (!account)
    return refuse({ code: 'not_found', detail: 'there is no such bank account that can be paid to' });
  const payee = { kind: 'bank_account', name: account.name, shown: account.shown } as const;
  const told = { payee, destinations: account.tokens };
  const receive = { asset: 'USD', network: 'fiat' } as const;
  return accept((paid) => ({
    ...{ customerId: paid.customerId, operation, destination: account.id, told },
    request: { pay: paid.pay, payNetwork: body.network, method: body.method, receive },
  }));
}
