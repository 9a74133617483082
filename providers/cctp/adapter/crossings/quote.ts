import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import type {
  Estimate,
  FeePart,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
} from '@diboas/orchestration';
import { onrampFees, type SignedNetwork } from '@diboas/providers-kit';
import { feeOfCall, mostOfCalls, roomToReplace } from '@diboas/providers-kit/evm';
import { APPROVAL_GAS, BURN_GAS, SOLANA_COST } from './burn-gas.ts';
import type { CrossingParts } from './parts.ts';
import { type Choice, cheapest } from './price.ts';
import { type Way, wayOf } from './way.ts';

/** Until Circle has attested and the mint stands: final after 65 blocks of Ethereum, or 32 of Solana; fast after 2 and 3. */
const ESTIMATES: Readonly<Record<SignedNetwork, Readonly<Record<'fast' | 'final', Estimate>>>> = {
  ethereum: {
    final: { fromSeconds: 780, toSeconds: 1_500, source: 'provider' },
    fast: { fromSeconds: 20, toSeconds: 180, source: 'provider' },
  },
  solana: {
    final: { fromSeconds: 25, toSeconds: 1_500, source: 'provider' },
    fast: { fromSeconds: 8, toSeconds: 1_500, source: 'provider' },
  },
};

/**
 * What arrives of it at least, after all that Circle may keep. The source network is paid by us in its own coin, and by the person by what that
 * is worth on top of what they send; the other one is paid by Circle.
 */
export async function quoteCrossing(
  parts: CrossingParts,
  request: ProviderQuoteRequest,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const way = wayOf(request);
  if (way === null) return refuse('unsupported');
  const from = await parts.signer.address(way.from);
  if (!from.ok) return from;
  const [choice, networkCost, held] = await Promise.all([
    cheapest(parts, way),
    networkCostOf(parts, way, from.value),
    parts.chains[way.from]?.holdings(from.value),
  ]);
  if (!choice.ok) return choice;
  if (!networkCost.ok || !held?.ok || !covers(held.value, [way.pay, networkCost.value]))
    return refuse('unavailable');
  const worth = parts.worth(networkCost.value, way.pay.asset);
  if (worth === null) return refuse('unavailable');
  if (choice.value.most >= way.pay.units) return refuse('amount_too_small');
  return accept({ ...priceOf(way, choice.value, worth), networkCost: networkCost.value });
}

function priceOf({ pay, from }: Way, { finality, usual, most }: Choice, network: Money): ProviderQuote {
  const left = (units: bigint): Money => money(pay.asset, pay.units - units);
  return {
    fees: onrampFees({ by: 'Circle', pay, provider: money(pay.asset, 0n), network, on: from }),
    deliver: left(most),
    expected: left(usual),
    keeps: most > 0n ? [keptBy(money(pay.asset, most))] : [],
    estimate: ESTIMATES[from][finality < 2_000 ? 'fast' : 'final'],
  };
}

/** For its word and for sending the mint: one figure, which it names itself. */
function keptBy(amount: Money): FeePart {
  return {
    ...{ tier: 'provider', amount, takenBy: 'Circle', purpose: 'transfer' },
    basis: { kind: 'quoted', by: 'Circle' },
  };
}

async function networkCostOf(
  parts: CrossingParts,
  { from: network }: Way,
  from: string,
): Promise<Outcome<Money, 'unavailable'>> {
  if (network === 'solana') return accept(SOLANA_COST);
  const fee = await feeOfCall(parts, { from, gas: BURN_GAS });
  return fee.ok ? accept(roomToReplace(mostOfCalls(fee.value, APPROVAL_GAS))) : fee;
}

/** Whether there is enough of each asset for all that is taken of it. */
function covers(held: readonly Money[], taken: readonly Money[]): boolean {
  return taken.every(({ asset, units }) => held.some((one) => one.asset === asset && one.units >= units));
}
