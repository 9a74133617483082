/**
 * Aave has no server: its contracts stand on the sandbox's chain, by their own bytecode (packages/local-chains). What is here says
 * only whose the money is that lies at the address which lends, and that nobody is asked anything.
 */
import { type DoubleKind, onlyAnswers, type ProviderWire, type WireAnswer } from '@diboas/sandbox-kit';

export const aaveDouble: DoubleKind = {
  id: 'aave',
  name: 'Aave',
  secrets: {},
  open: () => ({ ...onlyAnswers, wire: NOBODY, signedFor: { use: 'lending', networks: ['ethereum'] } }),
};

const NOBODY: ProviderWire = {
  name: 'aave',
  isApi: () => true,
  handle: async () => nothing(404),
  rateLimited: () => nothing(429),
  unavailable: () => nothing(503),
  tooLarge: () => nothing(413),
  broken: () => nothing(500),
};

function nothing(status: number): WireAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: 'Nothing is asked here: Aave is on the chain.' }),
  };
}
