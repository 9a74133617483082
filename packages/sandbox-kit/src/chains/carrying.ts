/**
 * What doubles of carriers have in common: they keep what they made, find what was handed over by its hash on the chain where it left, and pay
 * out on the other one once they are asked about it.
 */
import { refuse } from '@diboas/kernel';
import type { Double, DoubleParts } from '../double/double.ts';
import { onlyAnswers } from '../double/only-answers.ts';
import type { Shelf } from '../keeping/store.ts';
import type { ProviderWire } from '../wire/provider-wire.ts';
import {
  CARRIER_ADDRESSES,
  type CarriedChain,
  type CarrierPayouts,
  openCarrierPayouts,
  type PaidChain,
  type Payout,
} from './carrier-payouts.ts';

/** What was made for somebody; amounts are texts, since they are kept as JSON. */
export interface KeptCarriage {
  readonly id: string;
  readonly createdAt: number;
  readonly from: CarriedChain;
  readonly to: PaidChain;
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly fromAmount: string;
  readonly toAmount: string;
  /** What is given back where it is. */
  readonly backAmount: string;
  readonly txHash: string | null;
  readonly payout: Payout | null;
}

/** How whoever tries something sets it. */
export interface CarrierSteering {
  /** Nothing is carried on meanwhile. */
  readonly isHeld?: boolean;
  readonly isDear?: boolean;
  readonly turn?: 'refunded' | 'partial' | 'overstated' | null;
}

/** How the order of a transaction is found on a chain; null for one that is none, or that failed. */
export type OrderOn = Readonly<Record<CarriedChain, (url: string, hash: string) => Promise<string | null>>>;

export interface Carrying {
  readonly kept: Shelf<KeptCarriage>;
  steering(): CarrierSteering;
  /** Null where there is none. */
  chainUrl(network: PaidChain): string | null;
  now(): number;
  /** What was handed over by a transaction that stands in a block; null for none that is known. */
  handedOver(from: CarriedChain, txHash: string): Promise<KeptCarriage | null>;
  /** What was paid out for it and stands in a block; null where it is held, or on its way. */
  paidOut(carriage: KeptCarriage): Promise<Payout | null>;
}

export interface CarrierKind {
  readonly id: string;
  /** For what somebody else signs what it makes. */
  readonly signedFor: string;
  /** Where it brings something, or takes it. */
  readonly networks: readonly PaidChain[];
  readonly orderOn: OrderOn;
  wire(carrying: Carrying, parts: DoubleParts): ProviderWire;
}

export interface CarrierDouble extends Double {
  steer(to: CarrierSteering): void;
}

export function openCarrierDouble(
  parts: DoubleParts,
  { id, signedFor, networks, orderOn, wire }: CarrierKind,
): CarrierDouble {
  const { store, clock, chainUrl } = parts;
  const kept = store.shelf<KeptCarriage>(`${id}_carriages`);
  let steering: CarrierSteering = {};
  let opened: CarrierPayouts | null = null;
  // Where a chain is asked is known once the sandbox listens.
  const payouts = (): CarrierPayouts | null => {
    const [ethereum, solana] = [chainUrl('ethereum'), chainUrl('solana')];
    if (ethereum !== null && solana !== null)
      opened ??= openCarrierPayouts({ ethereum, solana, sui: chainUrl('sui') });
    return opened;
  };
  const carrying: Carrying = {
    ...{ kept, chainUrl, steering: () => steering, now: () => clock.now() },
    async handedOver(from, txHash) {
      const known = kept.list().find((one) => one.txHash === txHash);
      if (known !== undefined) return known;
      const url = chainUrl(from);
      const order = url === null ? null : await orderOn[from](url, txHash);
      const found = order === null ? undefined : kept.get(order);
      if (found?.from !== from) return null;
      const sent = { ...found, txHash };
      kept.put(found.id, sent);
      return sent;
    },
    async paidOut(carriage) {
      const [pays, isHeld] = [payouts(), steering.isHeld === true && carriage.payout === null];
      if (pays === null || isHeld) return null;
      const payout = carriage.payout ?? (await payOut(pays, carriage, steering));
      if (carriage.payout === null) kept.put(carriage.id, { ...carriage, payout });
      return (await pays.state(payout)) === 'in_block' ? payout : null;
    },
  };
  return {
    ...onlyAnswers,
    steer(to) {
      steering = { ...steering, ...to };
    },
    orders: {
      shown: () => kept.list().map(shownOf(id)).toReversed(),
      advance: (order) => refuse(kept.get(order) === undefined ? 'unknown_session' : 'not_in_this_phase'),
    },
    wire: inTurn(wire(carrying, parts)),
    signedFor: { use: signedFor, networks },
    payingAddresses: CARRIER_ADDRESSES.filter(({ network }) => networks.some((one) => one === network)),
  };
}

function payOut(
  payouts: CarrierPayouts,
  { from, to, fromAddress, toAddress, toAmount, backAmount }: KeptCarriage,
  { turn }: CarrierSteering,
): Promise<Payout> {
  if (turn === 'refunded')
    return payouts.make({ kind: 'returned', network: from, to: fromAddress, amount: BigInt(backAmount) });
  const kind = turn === 'partial' ? 'something_else' : 'carried';
  return payouts.make({ kind, network: to, to: toAddress, amount: BigInt(toAmount) });
}

const shownOf =
  (provider: string) =>
  ({ id, createdAt, txHash, payout }: KeptCarriage) => ({
    ...{ provider, id, createdAt, method: 'transfer', price: null, hostedPath: '' },
    ...{ status: payout?.kind ?? 'PENDING', phase: txHash === null ? 'quoted' : 'sent' },
  });

/** What is paid out is so once, whoever asks at the same time. */
function inTurn(wire: ProviderWire): ProviderWire {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...wire,
    handle(request, struck) {
      const mine = last.then(() => wire.handle(request, struck));
      last = mine.catch(() => null);
      return mine;
    },
  };
}
