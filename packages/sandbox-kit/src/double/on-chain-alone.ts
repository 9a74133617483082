import type { ProviderWire, WireAnswer } from '../wire/provider-wire.ts';
import type { Double, DoubleKind } from './double.ts';
import { onlyAnswers } from './only-answers.ts';

/**
 * The double of a protocol that has no server: its contracts stand on the sandbox's chain (packages/local-chains). It says only
 * whose the money is that lies at the address which signs for it; whoever asks it is told that there is nobody to ask.
 */
export function onChainAlone({
  id,
  name,
  signedFor,
  ...packages
}: Pick<DoubleKind, 'id' | 'name' | 'suiPackages'> & Required<Pick<Double, 'signedFor'>>): DoubleKind {
  const nothing = (status: number): WireAnswer => ({
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: `Nothing is asked here: ${name} is on the chain.` }),
  });
  const wire: ProviderWire = {
    name: id,
    isApi: () => true,
    handle: async () => nothing(404),
    rateLimited: () => nothing(429),
    unavailable: () => nothing(503),
    tooLarge: () => nothing(413),
    broken: () => nothing(500),
  };
  return { id, name, ...packages, secrets: {}, open: () => ({ ...onlyAnswers, wire, signedFor }) };
}
