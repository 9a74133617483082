/** Everything of deBridge's, put together: both of its APIs, and whoever fulfils orders on the sandbox's chains. */
import type { DoubleKind } from '@diboas/sandbox-kit';
import { type CarrierDouble, openCarrierDouble } from '@diboas/sandbox-kit/chains';
import { placedOnEthereum, placedOnSolana } from './place.ts';
import { createDebridgeWire } from './server.ts';

export const debridgeDouble: DoubleKind<CarrierDouble> = {
  id: 'debridge',
  name: 'deBridge',
  secrets: {},
  open: (parts) =>
    openCarrierDouble(parts, {
      ...{ id: 'debridge', signedFor: 'orders', networks: ['ethereum', 'solana'] },
      orderOn: { ethereum: placedOnEthereum, solana: placedOnSolana },
      wire: createDebridgeWire,
    }),
};
