// Asks providers for their prices.
import { bucketOf, refuse } from '@diboas/kernel';
import type { NoOffer } from '../agreement/explanation.ts';
import type { Operation } from '../operation/operation.ts';
import type { ProviderQuoteRequest } from '../provider/provider.ts';
import type { Float, FloatStore } from '../store/floats.ts';
import { createPrices } from './prices.ts';
import type { AskedProvider } from './quote.ts';
import type { QuotingOptions } from './wish.ts';

/** Our judgement of how well a provider helps people, 0 to 1, until there are several to tell apart. */
const SUPPORT = 0.5;

/** What is asked of everybody, and where each of them would bring it: who cannot is not asked. */
export type AskedFor = Omit<ProviderQuoteRequest, 'destination'> & {
  readonly destinationAt: (provider: string) => string | null;
};

/** What asking needs to know. */
export type AskingParts = Pick<QuotingOptions, 'providers' | 'gate' | 'clock' | 'startTimer'> & {
  readonly store: Pick<FloatStore, 'floats'>;
};

/**
 * Asks all that can. One whose breaker is open is not asked: it is known to be away, and waiting for it helps nobody. Nor is
 * one that does not know whoever is to get it; that it was left out for that stands with the offer.
 */
export function createAsking({ providers, gate, clock, startTimer, store }: AskingParts) {
  const prices = createPrices(clock, startTimer);
  return async (
    { role, alsoBy = [], takesFrom }: Operation,
    customerId: string,
    { destinationAt, ...request }: AskedFor,
  ): Promise<AskedProvider[]> => {
    const able = [...providers.values()].filter(({ roles }) =>
      [role, ...alsoBy].some((wanted) => roles.includes(wanted)),
    );
    const bound = takesFrom.length > 0 && able.some(({ paysFromFloat }) => paysFromFloat);
    const shares = bound ? await store.floats(bucketOf(customerId)) : [];
    return await Promise.all(
      able.map(async (provider) => {
        const began = clock.now();
        const destination = destinationAt(provider.id);
        const answer =
          destination === null
            ? refuse<NoOffer>('destination_unknown')
            : gate.admits(provider.id, began)
              ? await prices.of(provider, { ...request, destination })
              : refuse<NoOffer>('unavailable');
        const health = gate.health(provider.id, began);
        const free = provider.paysFromFloat ? { free: freeOf(provider.id, shares) } : {};
        const last = provider.comesLast ? { comesLast: true } : {};
        return { provider: provider.id, health, support: SUPPORT, answer, ...free, ...last };
      }),
    );
  };
}

/** What is free of what lies with one provider. Where nothing was ever added, nothing is. */
function freeOf(provider: string, shares: readonly Float[]): NonNullable<AskedProvider['free']> {
  const own = shares.filter((one) => one.provider === provider);
  return (asset, network) => own.find((one) => one.asset === asset && one.network === network)?.free ?? 0n;
}
