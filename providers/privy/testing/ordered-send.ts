import { z } from 'zod';

/** The path on which a wallet of Privy is asked for something: docs.privy.io, "Ethereum", "eth_sendTransaction". */
const RPC = /^\/v1\/wallets\/[^/]+\/rpc$/;

const askedShape = z.object({ method: z.literal('eth_sendTransaction'), reference_id: z.string() });

/**
 * What a request has Privy send itself: the network, and our own name of it, which is all that is known of it before. Null for any
 * other request; on the other networks Privy only signs.
 */
export function orderedOfPrivy({
  path,
  body,
}: {
  readonly path: string;
  readonly body: Uint8Array;
}): { readonly network: 'ethereum'; readonly name: string } | null {
  if (!RPC.test(path)) return null;
  const read = askedShape.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
  return read.success ? { network: 'ethereum', name: read.data.reference_id } : null;
}
