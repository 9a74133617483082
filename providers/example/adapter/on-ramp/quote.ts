import { accept, addMoney, formatMoney, type Instant, type Outcome, refuse, sumMoney } from '@diboas/kernel';
import {
  type Estimate,
  inBankingDays,
  type ProviderQuote,
  type ProviderQuoteRefusal,
  type ProviderQuoteRequest,
} from '@diboas/orchestration';
import { isOnrampPair, isWordOf, onrampFees, ProviderRefusalError, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';
import type { ExampleConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';

const PRICES_PATH = '/v1/prices';

/** The ways to pay that Example's page offers, and how long each takes until the crypto is there. */
const ESTIMATES: Readonly<Record<string, Estimate>> = {
  card: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
  bank: inBankingDays({ fromDays: 1, toDays: 3 }),
};

const priceSchema = z.object({
  fee: z.string(),
  network_fee: z.string(),
  total: z.string(),
  delivers: z.string(),
  asset: z.string(),
  network: z.string(),
});

/** What Example would take and deliver now. Figures that cannot be read exactly, or do not add up, are no price. */
export async function quoteSession(
  connection: ExampleConnection,
  { pay, method, receive }: ProviderQuoteRequest,
  now: () => Instant,
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const estimate = isWordOf(ESTIMATES, method) ? ESTIMATES[method] : undefined;
  const isPair = isOnrampPair({ pay: pay.asset, receive: receive.asset, network: receive.network });
  if (!estimate || !isPair) return refuse('unsupported');
  let body: object;
  try {
    body = await connection.get(PRICES_PATH, {
      ...{ amount: formatMoney(pay), currency: pay.asset },
      ...{ asset: receive.asset, network: receive.network },
    });
  } catch (error) {
    return refuse(refusalOf(error, now()));
  }
  const price = priceSchema.safeParse(body);
  if (!price.success) return refuse('unavailable');
  const [provider, network, total] = [price.data.fee, price.data.network_fee, price.data.total].map((text) =>
    readAmount(pay.asset, text),
  );
  const deliver = readAmount(receive.asset, price.data.delivers);
  const isSameTrade = price.data.asset === receive.asset && price.data.network === receive.network;
  if (!provider || !network || !total || !deliver || deliver.units === 0n || !isSameTrade) {
    return refuse('unavailable');
  }
  const sum = addMoney(pay, sumMoney(pay.asset, [provider, network]));
  if (sum.units !== total.units) return refuse('unavailable');
  const fees = onrampFees({ by: 'Example', pay, provider, network, on: receive.network });
  return accept({ fees, deliver, estimate });
}

/** Why Example gives no price. What nobody can say for sure is that it is unavailable. */
function refusalOf(error: unknown, now: Instant): ProviderQuoteRefusal {
  const code = error instanceof ProviderRefusalError ? error.code : '';
  if (code === 'amount_too_small' || code === 'amount_too_large') return code;
  const fault = sortFault(error, now);
  return fault.kind === 'rejected' && fault.code === 'unsupported' ? 'unsupported' : 'unavailable';
}
