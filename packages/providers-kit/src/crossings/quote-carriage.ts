import { accept, type Money, money, type Outcome, refuse, sumMoney } from '@diboas/kernel';
import type { ProviderQuote, ProviderQuoteRefusal, ProviderQuoteRequest } from '@diboas/orchestration';
import { feeOfCall, mostOfCalls, roomToReplace } from '../evm/fee.ts';
import { onrampFees } from '../reading/onramp-fees.ts';
import { type CarrierParts, carriageOf } from './carriage-of.ts';
import type { Carriage, CarrierOffer } from './carrier.ts';

/** Gas that letting a contract take USDC takes at most: Circle's contract of it, which is called through another one. */
export const APPROVAL_GAS = 70_000n;

/** What arrives at least by the carrier's word. The source network is paid by us, and by the person by what that is worth on top. */
export async function quoteCarriage(
  parts: CarrierParts,
  request: ProviderQuoteRequest,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const carriage = await carriageOf(parts, request);
  if (!carriage.ok) return carriage;
  const { pay, sender, from } = carriage.value;
  const [offer, held] = await Promise.all([
    parts.carrier.offer(carriage.value),
    parts.chains[from]?.holdings(sender),
  ]);
  if (!offer.ok) return offer;
  const cost = await costOf(parts, carriage.value, offer.value);
  if (!cost.ok || !held?.ok) return refuse('unavailable');
  const covers = [pay, cost.value].every(({ asset, units }) =>
    held.value.some((one) => one.asset === asset && one.units >= units),
  );
  if (!covers) return refuse('unavailable');
  const worth = parts.worth(cost.value, pay.asset);
  if (worth === null) return refuse('unavailable');
  return accept({
    ...priceOf(parts, { carriage: carriage.value, offer: offer.value, worth }),
    networkCost: cost.value,
  });
}

/** The most that leaves us in the coin of the source network: for the network, and for the carrier where it asks for some. */
async function costOf(
  parts: CarrierParts,
  { sender }: Carriage,
  offer: CarrierOffer,
): Promise<Outcome<Money, 'unavailable'>> {
  if (offer.network === 'solana') return accept(money('SOL', offer.lamports));
  const fee = await feeOfCall(parts, { from: sender, gas: offer.gas });
  if (!fee.ok) return fee;
  const network = roomToReplace(mostOfCalls(fee.value, APPROVAL_GAS));
  return accept(sumMoney('ETH', [network, money('ETH', offer.call.value)]));
}

interface Priced {
  readonly carriage: Carriage;
  readonly offer: CarrierOffer;
  readonly worth: Money;
}

function priceOf(
  { carrier: { name: by, slackBps } }: CarrierParts,
  { carriage: { pay, from }, offer, worth }: Priced,
): ProviderQuote {
  const least = (offer.least * (10_000n - slackBps)) / 10_000n;
  const kept = money(pay.asset, pay.units - least);
  return {
    fees: onrampFees({ by, pay, provider: money(pay.asset, 0n), network: worth, on: from }),
    deliver: money(pay.asset, least),
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
