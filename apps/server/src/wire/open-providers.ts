import { SECOND_MS } from '@diboas/kernel';
import { type Desks, desksOf, NO_SIGNER, type OpenWith } from '@diboas/providers-kit';
import type { Logger } from 'pino';
import type { Settings } from '../settings/shape.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { reportCredentialsOf } from '../telemetry/report-credentials.ts';

const PROVIDER_TIMEOUT_MS = 20 * SECOND_MS;

/** What every provider is opened with, but what is said of its own key. */
type Shared = Pick<OpenWith, 'now' | 'worth' | 'chains' | 'claims'>;

/** The providers that are set up, each with the desks that it has, in the order of their list. */
export async function openProviders(
  { providers, world }: Settings,
  { logger, metrics, ...shared }: Shared & { readonly logger: Logger; readonly metrics: Metrics },
): Promise<Partial<Desks>[]> {
  // Who signs stands in the list before those whose transactions they sign.
  let signer = NO_SIGNER;
  const opened: Partial<Desks>[] = [];
  for (const one of providers) {
    const desks = await one.open({
      ...{ ...shared, world, timeoutMs: PROVIDER_TIMEOUT_MS, signer },
      reportCredentials: reportCredentialsOf(one.id, { logger, metrics }),
    });
    if (desks.signer && signer === NO_SIGNER) signer = desks.signer;
    opened.push(desks);
  }
  return opened;
}

/** Who pays our orders out of money of ours that lies with them. */
export function payersOf(desks: readonly Partial<Desks>[]) {
  const [traders, swappers] = [desksOf(desks, 'exchange'), desksOf(desks, 'dex')];
  const crossings = desksOf(desks, 'crossings');
  const [strategies, wallets] = [desksOf(desks, 'strategies'), desksOf(desks, 'wallet')];
  return [...desksOf(desks, 'offRamp'), ...traders, ...swappers, ...crossings, ...strategies, ...wallets];
}
