/**
 * Uniswap has no server: its contracts stand on the sandbox's chain, by their own bytecode (packages/local-chains). What is here says
 * only whose the money is that lies at the address which signs swaps, and that nobody is asked anything.
 */
import { type DoubleKind, onlyAnswers, type ProviderWire, type WireAnswer } from '@diboas/sandbox-kit';

export const uniswapDouble: DoubleKind = {
  id: 'uniswap',
  name: 'Uniswap',
  secrets: {},
  open: () => ({ ...onlyAnswers, wire: NOBODY, signedFor: { use: 'swaps', networks: ['ethereum'] } }),
};

const NOBODY: ProviderWire = {
  name: 'uniswap',
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
    body: JSON.stringify({ message: 'Nothing is asked here: Uniswap is on the chain.' }),
  };
}
