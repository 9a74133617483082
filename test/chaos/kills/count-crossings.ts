// What left Solana for another network, as Solana has it: by the signatures that were kept before it left.
import { createSolanaRpc, isSignature } from '@solana/kit';
import type { Life } from '../books/lives.ts';

/** How often each left: what failed did nothing. */
export async function countCrossings(
  url: string,
  lives: readonly Life[],
): Promise<(life: Life | undefined) => number> {
  const rpc = createSolanaRpc(url);
  const left = new Set<string>();
  for (const name of lives.filter(({ terms }) => terms.operation === 'BRIDGE').flatMap(namesOf)) {
    if (!isSignature(name)) continue;
    const { value } = await rpc.getSignatureStatuses([name], { searchTransactionHistory: true }).send();
    if (value[0]?.err === null) left.add(name);
  }
  return (life) => (life ? namesOf(life).filter((name) => left.has(name)).length : 0);
}

function namesOf({ attempts }: Life): readonly string[] {
  return attempts.flatMap(({ memos }) => memos.flatMap(({ names }) => names));
}
