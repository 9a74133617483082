/**
 * Vaults have no server: one stands on the sandbox's chain (packages/local-chains). What is here says
 * only whose the money is that lies at the address which pays, and that nobody is asked anything.
 */
import { type DoubleKind, onlyAnswers, type ProviderWire, type WireAnswer } from '@diboas/sandbox-kit';

export const erc4626Double: DoubleKind = {
  id: 'erc4626',
  name: 'ERC-4626',
  secrets: {},
  open: () => ({ ...onlyAnswers, wire: NOBODY, signedFor: { use: 'vaults', networks: ['ethereum'] } }),
};

const NOBODY: ProviderWire = {
  name: 'erc4626',
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
    body: JSON.stringify({ message: 'Nothing is asked here: vaults are on the chain.' }),
  };
}
