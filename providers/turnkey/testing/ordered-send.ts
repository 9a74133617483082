import { createHash } from 'node:crypto';

/** The paths on which Turnkey is asked to sign a transaction and send it itself: docs.turnkey.com, "Submit". */
const SENDS: ReadonlyMap<string, 'ethereum' | 'solana'> = new Map([
  ['/public/v1/submit/eth_send_transaction', 'ethereum'],
  ['/public/v1/submit/sol_send_transaction', 'solana'],
]);

/**
 * What a request has Turnkey send: the network, and the name that Turnkey gives the activity, which is all that anybody
 * can know of it before: the nonce and the signature, and so the hash, are made by Turnkey. Null for any other request.
 */
export function orderedOfTurnkey({
  path,
  body,
}: {
  readonly path: string;
  readonly body: Uint8Array;
}): { readonly network: 'ethereum' | 'solana'; readonly name: string } | null {
  const network = SENDS.get(path);
  if (network === undefined) return null;
  return { network, name: `sha256:${createHash('sha256').update(body).digest('hex')}` };
}
