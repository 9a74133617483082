/** Everything of Jupiter's, put together: prices, orders, and swaps on the sandbox's Solana. */
import { createHmac } from 'node:crypto';
import { type Double, type DoubleKind, type DoubleParts, onlyAnswers } from '@diboas/sandbox-kit';
import { solanaAddress } from '@diboas/sandbox-kit/chains';
import { ed25519 } from '@noble/curves/ed25519.js';
import { openSwapChain, type SwapChain } from './chain.ts';
import { showOrders } from './orders.ts';
import { createPricing, type Pricing } from './price.ts';
import { createJupiterWire, type KeptOrder } from './server.ts';

export interface JupiterDouble extends Double {
  readonly pricing: Pricing;
}

export const jupiterDouble: DoubleKind<JupiterDouble> = {
  id: 'jupiter',
  name: 'Jupiter',
  secrets: { JUPITER_API_KEY: { help: 'the API key that callers are known by' } },
  open: openJupiter,
};

function openJupiter({ store, clock, random, secrets, chainUrl }: DoubleParts): JupiterDouble {
  const apiKey = secrets.JUPITER_API_KEY ?? '';
  const orders = store.shelf<KeptOrder>('jupiter_orders');
  const pricing = createPricing(() => clock.now());
  let opened: SwapChain | null = null;
  // Where the chain is asked is known once the sandbox listens.
  const chain = (): SwapChain | null => {
    const url = chainUrl('solana');
    if (url !== null) opened ??= openSwapChain(url, apiKey);
    return opened;
  };
  return {
    ...onlyAnswers,
    pricing,
    orders: showOrders(orders),
    wire: createJupiterWire({ apiKey, orders, pricing, random, chain, now: () => clock.now() }),
    signedFor: { use: 'swaps', networks: ['solana'] },
    payingAddresses: [{ network: 'solana', address: poolOf(apiKey), isOthers: true }],
  };
}

/** The address of the pool, which is the key of that name: chain.ts. */
function poolOf(apiKey: string): string {
  const privateKey = createHmac('sha256', apiKey).update('pool').digest();
  return solanaAddress({ privateKey, publicKey: ed25519.getPublicKey(privateKey) });
}
