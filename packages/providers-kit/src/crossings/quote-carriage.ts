import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { feeOfCall, mostOfCalls, roomToReplace } from '../evm/fee.ts';
import { onrampFees } from '../reading/onramp-fees.ts';
import { type CarrierParts, carriageOf } from './carriage-of.ts';
import type { CarrierOffer } from './carrier.ts';

/** Gas that letting a contract take USDC takes at most: Circle's contract of it, which is called through another one. */
export const APPROVAL_GAS = 70_000n;

/** What arrives at least by the carrier's word. Ethereum is paid by us, and by the person by what that is worth on top. */
export async function quoteCarriage(
  parts: CarrierParts,
  request: ProviderQuoteRequest,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const carriage = await carriageOf(parts, request);
  if (!carriage.ok) return carriage;
  const { pay, sender } = carriage.value;
  const [offer, held] = await Promise.all([
    parts.carrier.offer(carriage.value),
    parts.chains.ethereum?.holdings(sender),
  ]);
  if (!offer.ok) return offer;
  const fee = await feeOfCall(parts, { from: sender, gas: offer.value.gas });
  if (!fee.ok || !held?.ok) return refuse('unavailable');
  const networkCost = roomToReplace(mostOfCalls(fee.value, APPROVAL_GAS));
  const covers = [pay, networkCost].every(({ asset, units }) =>
    held.value.some((one) => one.asset === asset && one.units >= units),
  );
  const worth = parts.worth(networkCost, pay.asset);
  if (!covers || worth === null) return refuse('unavailable');
  return accept({ ...priceOf(parts, { pay, offer: offer.value, worth }), networkCost });
}

function priceOf(
  { carrier: { name: by } }: CarrierParts,
  { pay, offer, worth }: { readonly pay: Money; readonly offer: CarrierOffer; readonly worth: Money },
): ProviderQuote {
  const kept = money(pay.asset, pay.units - offer.least);
  return {
    fees: onrampFees({ by, pay, provider: money(pay.asset, 0n), network: worth, on: 'ethereum' }),
    deliver: money(pay.asset, offer.least),
    expected: money(pay.asset, offer.expected),
    keeps: [
      {
        ...{ tier: 'provider', amount: kept, takenBy: by, purpose: 'transfer' },
        basis: { kind: 'quoted', by },
      },
    ],
    estimate: { fromSeconds: offer.seconds, toSeconds: offer.seconds + 1_200, source: 'provider' },
  };
}
