import { createHash } from 'node:crypto';
import type { Instant } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork } from '@diboas/networks';
import type { Memo, WalletAddress, WalletAnswer } from '@diboas/orchestration';
import { ProviderRefusalError, parseJson, UnreadableBodyError } from '@diboas/providers-kit';
import { z } from 'zod';
import { sortFault } from '../wire/fault.ts';
import { CHAIN_TYPES, externalName, readWallet } from '../wire/wallets.ts';
import type { WalletParts } from './parts.ts';

const memoSchema = z.object({ stem: z.string().regex(/^[0-9a-f]{40}$/), name: z.string() });

/**
 * A person's wallet is one of Privy's on each network, all under external ids that begin alike. Privy takes an external id once,
 * for ever, so that there is one of each however often they are asked for.
 */
export function prepareWallet({ name, now }: { readonly name: string; readonly now: Instant }): Memo {
  const stem = createHash('sha256').update(`${name} ${now}`).digest('hex').slice(0, 40);
  return { bytes: JSON.stringify({ stem, name }), names: [stem] };
}

export async function createWallet(parts: WalletParts, { bytes }: Memo): Promise<WalletAnswer> {
  const { data } = memoSchema.safeParse(parseJson(bytes));
  if (data === undefined)
    return { kind: 'unknown', detail: 'BUG: there is no memo of ours', isAnswered: true };
  const { stem, name } = data;
  const addresses: WalletAddress[] = [];
  try {
    for (const network of CHAIN_NETWORKS) {
      const body = await makeOne(parts, { network, name, externalId: `${stem}-${network}` });
      const wallet = readWallet(body, { network, chain: parts.chain });
      if (wallet === null)
        return { kind: 'unknown', detail: `the wallet on ${network} cannot be read`, isAnswered: true };
      addresses.push({ network, address: wallet.address });
    }
  } catch (error) {
    const fault = sortFault(error, parts.now());
    return fault.kind === 'rejected'
      ? { kind: 'rejected', detail: fault.detail }
      : { kind: 'unknown', detail: fault.detail };
  }
  return { kind: 'created', reference: stem, addresses };
}

/** The wallet of this external id, whether it is made now or was before. It is owned by the key that we sign with. */
async function makeOne(
  { connection }: WalletParts,
  { network, name, externalId }: { network: ChainNetwork; name: string; externalId: string },
): Promise<unknown> {
  try {
    return await connection.createWallet({
      ...{ chain_type: CHAIN_TYPES[network], external_id: externalId, display_name: name },
      ...{ owner: { public_key: connection.ownerKey }, idempotency_key: externalId },
    });
  } catch (error) {
    // A refusal may be of an external id that is taken: then it is ours.
    if (!(error instanceof ProviderRefusalError) || error.status === 401) throw error;
    return await connection.getWallet(externalName(externalId)).catch((cause: unknown) => {
      const isMissing = cause instanceof ProviderRefusalError && cause.status === 404;
      throw isMissing || cause instanceof UnreadableBodyError ? error : cause;
    });
  }
}
