/** Everything of Circle's, put together: its service, what it sees on both of the sandbox's chains, and the mints that it sends. */

import { refuse } from '@diboas/kernel';
import { type Double, type DoubleKind, type DoubleParts, onlyAnswers } from '@diboas/sandbox-kit';
import { solanaAddress } from '@diboas/sandbox-kit/chains';
import { ed25519 } from '@noble/curves/ed25519.js';
import { FORWARDER_KEY } from './attest.ts';
import { type BurnWatch, type Domain, NETWORKS, watchEthereumBurns, watchSolanaBurns } from './burns.ts';
import { ethereumForwarderAddress, type Forwarder, forwardOnEthereum, forwardOnSolana } from './forward.ts';
import { createCctpWire, type KeptMessage, type Steering } from './server.ts';

export interface CctpDouble extends Double {
  steer(to: Steering): void;
}

export const cctpDouble: DoubleKind<CctpDouble> = {
  id: 'cctp',
  name: 'Circle CCTP',
  secrets: {},
  open: openCctp,
};

function openCctp({ store, clock, chainUrl }: DoubleParts): CctpDouble {
  const messages = store.shelf<KeptMessage>('cctp_messages');
  let steering: Steering = {};
  // Where a chain is asked is known once the sandbox listens.
  const burns = onceOpened<BurnWatch>(chainUrl, { 0: watchEthereumBurns, 5: watchSolanaBurns });
  const forwarders = onceOpened<Forwarder>(chainUrl, { 0: forwardOnEthereum, 5: forwardOnSolana });
  const publicKey = ed25519.getPublicKey(FORWARDER_KEY);
  return {
    ...onlyAnswers,
    steer(to) {
      steering = { ...steering, ...to };
    },
    orders: {
      shown: () =>
        messages
          .list()
          .map(({ nonce, createdAt, mint }) => ({
            ...{
              provider: 'cctp',
              id: nonce,
              createdAt,
              status: 'complete',
              phase: mint ? 'forwarded' : 'attested',
            },
            ...{ method: 'burn', price: null, hostedPath: '' },
          }))
          .toReversed(),
      advance: (id) => refuse(messages.get(id) === undefined ? 'unknown_session' : 'not_in_this_phase'),
    },
    wire: createCctpWire({
      ...{ messages, steering: () => steering, now: () => clock.now() },
      burnsOn: burns,
      forwarderOn: forwarders,
    }),
    signedFor: { use: 'crossings', networks: ['ethereum', 'solana'] },
    payingAddresses: [
      { network: 'ethereum', address: ethereumForwarderAddress(), isOthers: true },
      {
        ...{ network: 'solana', isOthers: true },
        address: solanaAddress({ privateKey: FORWARDER_KEY, publicKey }),
      },
    ],
  };
}

/** Opened when it is first asked for; null as long as there is no chain. */
function onceOpened<Opened>(
  chainUrl: DoubleParts['chainUrl'],
  open: Readonly<Record<Domain, (url: string) => Opened>>,
): (domain: Domain) => Opened | null {
  const opened = new Map<Domain, Opened>();
  return (domain) => {
    const known = opened.get(domain);
    if (known !== undefined) return known;
    const url = chainUrl(NETWORKS[domain]);
    if (url === null) return null;
    const fresh = open[domain](url);
    opened.set(domain, fresh);
    return fresh;
  };
}
