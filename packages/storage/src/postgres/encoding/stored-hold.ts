// An open hold in the JSON of its transaction. It is written with every step, and read by the balances too.
import { assert, type Id, isAsset, isNetwork } from '@diboas/kernel';
import { type AccountKey, type AccountKind, type Hold, isCustomerKind, SYSTEM_OWNER } from '@diboas/ledger';

/** The amount is a decimal string. Both sides are of one asset on one network. */
export type StoredHold = readonly [
  id: Id,
  debit: StoredSide,
  credit: StoredSide,
  asset: string,
  network: string,
  amount: string,
];

/** The owner is left out when the kind tells it: see `usualOwner`. */
type StoredSide = AccountKind | readonly [kind: AccountKind, owner: string];

/** Whose transaction it is. */
interface HoldOf {
  readonly transactionId: Id;
  readonly customerId: string;
}

/** An account of a customer's is theirs whose transaction it is; any other is the platform's. */
function usualOwner(kind: AccountKind, customerId: string): string {
  return isCustomerKind(kind) ? customerId : SYSTEM_OWNER;
}

export function encodeHold({ id, debit, credit, amount }: Hold, customerId: string): StoredHold {
  const { asset, network } = debit;
  return [
    id,
    encodeSide(debit, customerId),
    encodeSide(credit, customerId),
    asset,
    network,
    amount.toString(),
  ];
}

function encodeSide({ kind, owner }: AccountKey, customerId: string): StoredSide {
  return owner === usualOwner(kind, customerId) ? kind : [kind, owner];
}

export function decodeHold(stored: StoredHold, { transactionId, customerId }: HoldOf): Hold {
  const [id, debit, credit, asset, network, amount] = stored;
  return {
    id,
    transactionId,
    debit: decodeSide(debit, { asset, network, customerId }),
    credit: decodeSide(credit, { asset, network, customerId }),
    amount: BigInt(amount),
  };
}

function decodeSide(
  side: StoredSide,
  { customerId, ...unit }: { asset: string; network: string; customerId: string },
): AccountKey {
  if (typeof side === 'string') return accountKey(usualOwner(side, customerId), side, unit);
  return accountKey(side[1], side[0], unit);
}

/** The key of a stored account. */
export function accountKey(
  owner: string,
  kind: AccountKind,
  { asset, network }: { asset: string; network: string },
): AccountKey {
  assert(isAsset(asset) && isNetwork(network), 'a stored account has a unit we know', { asset, network });
  return { owner, kind, asset, network };
}
