/** Everything of LI.FI's, put together: its API, and what it pays out on the sandbox's chains. */
import { refuse } from '@diboas/kernel';
import { type Double, type DoubleKind, type DoubleParts, onlyAnswers } from '@diboas/sandbox-kit';
import { CARRIER_ADDRESSES, type CarrierPayouts, openCarrierPayouts } from '@diboas/sandbox-kit/chains';
import { createLifiWire, type KeptTransfer, type Steering } from './server.ts';

export interface LifiDouble extends Double {
  steer(to: Steering): void;
}

export const lifiDouble: DoubleKind<LifiDouble> = {
  id: 'lifi',
  name: 'LI.FI',
  secrets: { LIFI_API_KEY: { help: 'the API key that callers are known by' } },
  open: openLifi,
};

function openLifi({ store, clock, secrets, chainUrl }: DoubleParts): LifiDouble {
  const transfers = store.shelf<KeptTransfer>('lifi_transfers');
  let steering: Steering = {};
  let opened: CarrierPayouts | null = null;
  // Where a chain is asked is known once the sandbox listens.
  const payouts = (): CarrierPayouts | null => {
    const [ethereum, solana] = [chainUrl('ethereum'), chainUrl('solana')];
    if (ethereum !== null && solana !== null) opened ??= openCarrierPayouts({ ethereum, solana });
    return opened;
  };
  return {
    ...onlyAnswers,
    steer(to) {
      steering = { ...steering, ...to };
    },
    orders: {
      shown: () =>
        transfers
          .list()
          .map(({ id, createdAt, txHash, payout }) => ({
            ...{ provider: 'lifi', id, createdAt, method: 'transfer', price: null, hostedPath: '' },
            ...{ status: payout?.kind ?? 'PENDING', phase: txHash === null ? 'quoted' : 'sent' },
          }))
          .toReversed(),
      advance: (id) => refuse(transfers.get(id) === undefined ? 'unknown_session' : 'not_in_this_phase'),
    },
    wire: createLifiWire({
      ...{ transfers, payouts, apiKey: secrets.LIFI_API_KEY ?? '', steering: () => steering },
      ...{ now: () => clock.now(), chainUrl },
    }),
    signedFor: { use: 'routes', networks: ['ethereum', 'solana'] },
    payingAddresses: CARRIER_ADDRESSES,
  };
}
