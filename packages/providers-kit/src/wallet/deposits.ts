import { accept, isNetwork, type Outcome, refuse } from '@diboas/kernel';
import { type ChainNetwork, isChainNetwork, type NetworkChain, readAddress } from '@diboas/networks';
import type { DepositsAsk, LookupAnswer, SeenDeposits, WalletAddress } from '@diboas/orchestration';
import { chainOf } from '../networks/open-networks.ts';
import { executed, progressOf, sending } from './observe.ts';
import type { ChainWalletParts } from './parts.ts';

/** What a look at a deposit works with. */
type DepositParts = Pick<ChainWalletParts, 'chains' | 'worth'>;

/** What a deposit's reference is made of. */
export interface NamedDeposit {
  readonly network: ChainNetwork;
  readonly hash: string;
  readonly name: string;
}

function referenceOf({ network, hash, name }: NamedDeposit): string {
  return `${network}:${hash}:${name}`;
}

/** Null for the reference of anything else. */
export function parseDeposit(reference: string): NamedDeposit | null {
  const [network = '', hash = '', ...rest] = reference.split(':');
  const name = rest.join(':');
  if (!isNetwork(network) || !isChainNetwork(network) || hash === '' || name === '') return null;
  return { network, hash, name };
}

export async function seeDeposits(
  { chains }: Pick<ChainWalletParts, 'chains'>,
  asked: DepositsAsk,
): Promise<Outcome<SeenDeposits, 'unavailable'>> {
  const { address, since, madeAt } = asked;
  const access = chainOf(chains, asked.network);
  if (access === undefined) return refuse('unavailable');
  const { network } = access;
  const seen = await access.incoming(address, { since, madeAt });
  if (!seen.ok) return seen;
  const { transactions, until, hasMore } = seen.value;
  const deposits = transactions.flatMap(({ hash, arrivals }) =>
    arrivals.map(({ name, money, from }) => ({
      ...{ reference: referenceOf({ network, hash, name }), network, address, money, from },
    })),
  );
  const strange = transactions.flatMap(({ hash, strange: tokens }) =>
    tokens.map(({ name, token }) => ({
      ...{ reference: referenceOf({ network, hash, name }), network, address, token },
    })),
  );
  return accept({ deposits, strange, until, hasMore });
}

/**
 * Whether what was seen counts. A block that was undone takes it back, and it may come again: until then it is on its way, for
 * nobody proves that it never will.
 */
export async function lookUpDeposit(parts: DepositParts, deposit: NamedDeposit): Promise<LookupAnswer> {
  const { network, hash, name } = deposit;
  const reference = referenceOf(deposit);
  const access = chainOf(parts.chains, network);
  if (access === undefined) return { kind: 'unknown', detail: `nobody says where ${network} is asked` };
  const found = await access.find(hash, null);
  switch (found.kind) {
    case 'in_block': {
      const arrival = found.arrivals.find((one) => one.name === name);
      if (arrival === undefined)
        return { kind: 'unknown', detail: `${hash} brought nothing by that name`, isAnswered: true };
      const transfer = { network, hash, reference, to: arrival.to, amount: arrival.money };
      const only = { ...found, arrivals: [arrival] };
      const observation = executed(transfer, only, progressOf(parts, transfer, found));
      if (observation === null) return { kind: 'unknown', detail: `${hash} contradicts itself` };
      // What the network took was paid by whoever sent it.
      const movements = observation.movements.filter(({ kind }) => kind !== 'spent');
      return { kind: 'found', observation: { ...observation, movements } };
    }
    case 'unknown':
      return found;
    case 'failed':
      return { kind: 'unknown', detail: `${hash} failed and brought nothing`, isAnswered: true };
    case 'waiting':
    case 'not_found':
    case 'expired':
    case 'replaced':
      return { kind: 'found', observation: { ...sending(reference), progress: 'undone' } };
  }
}

/** The networks by the first part of their CAIP-2 names. */
const NETWORKS: ReadonlyMap<string, ChainNetwork> = new Map([
  ['bip122', 'bitcoin'],
  ['eip155', 'ethereum'],
  ['solana', 'solana'],
  ['sui', 'sui'],
]);

/** In the letters in which wallets are told of; null where it is on a network that we know nothing of. */
export function hintedAddress(
  { caip2, address }: { readonly caip2: string; readonly address: string },
  chain: NetworkChain,
): WalletAddress | null {
  const network = NETWORKS.get(caip2.split(':')[0] ?? '');
  if (network === undefined) return null;
  const read = readAddress(network, address, chain);
  return read.ok ? { network, address: read.value.address } : null;
}
