/** Everything of LI.FI's, put together: its API, and what it pays out on the sandbox's chains. */
import type { DoubleKind } from '@diboas/sandbox-kit';
import { type CarrierDouble, openCarrierDouble, orderTakenOnSolana } from '@diboas/sandbox-kit/chains';
import { createLifiWire, orderOnEthereum } from './server.ts';

export const lifiDouble: DoubleKind<CarrierDouble> = {
  id: 'lifi',
  name: 'LI.FI',
  secrets: { LIFI_API_KEY: { help: 'the API key that callers are known by' } },
  open: (parts) =>
    openCarrierDouble(parts, {
      ...{ id: 'lifi', signedFor: 'routes', networks: ['ethereum', 'solana', 'sui'] },
      orderOn: { ethereum: orderOnEthereum, solana: orderTakenOnSolana },
      wire: (carrying, { secrets }) => createLifiWire(carrying, secrets.LIFI_API_KEY ?? ''),
    }),
};
