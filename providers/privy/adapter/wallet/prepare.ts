import type { UnsignedAsk } from '@diboas/chain-access';
import { HOUR_MS, unreachable } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { noAnswer, notPossible, orderedBy, readTransfer, refused } from '@diboas/providers-kit/wallet';
import { sortFault } from '../wire/fault.ts';
import { findTransaction } from '../wire/transactions.ts';
import { memoOf, type Prepared } from './memo.ts';
import { laterName, orderName } from './order-name.ts';
import type { WalletParts } from './parts.ts';
import { prepareBitcoin, prepareSolana, prepareSui } from './sign.ts';

/** CAIP-2 names of the chains that Privy sends to. */
const CAIP2 = { live: 'eip155:1', test: 'eip155:11155111' } as const;

/** How long Privy may act on a request: shorter than it remembers a key, which is a day. */
const ACTED_ON_MS = HOUR_MS;

/**
 * Makes what `submit` will send. On Ethereum the request, which Privy carries out once and no later than it says; elsewhere the
 * signed transaction, which we send. Nothing is sent to any network. With the hash of what it replaces, a version that takes its
 * place.
 */
export async function prepareTransfer(
  parts: WalletParts,
  submission: Submission,
  replaces?: string,
): Promise<PrepareAnswer> {
  const read = await readTransfer(parts, submission, replaces);
  if (!read.ok) return read.refusal;
  const { network, ask } = read.value;
  switch (network) {
    case 'ethereum':
      return prepareEthereum(parts, submission, ask);
    case 'solana':
      return prepareSolana(parts, { submission, ask });
    case 'bitcoin':
      return prepareBitcoin(parts, { submission, ask });
    case 'sui':
      return prepareSui(parts, { submission, ask });
    default:
      return unreachable(network);
  }
}

async function prepareEthereum(
  { chains, chain, payingWallet, now }: WalletParts,
  submission: Submission,
  ask: UnsignedAsk,
): Promise<PrepareAnswer> {
  const wallet = await payingWallet('ethereum');
  if (!wallet.ok) return noAnswer('Privy does not tell the wallet that orders are paid from');
  const made = await chains.ethereum?.unsigned(ask);
  if (made === undefined) return notPossible('unsupported', 'nobody says where Ethereum is asked');
  if (!made.ok) return refused(made.refusal);
  const { unsigned, fee } = made.value;
  const { to, value, data, nonce } = unsigned;
  const bids = { max_fee_per_gas: inHex(fee.maxFeePerGas), gas_limit: inHex(fee.gasLimit) };
  const memo = memoOf({
    ...{ network: 'ethereum', walletId: wallet.value.id, caip2: CAIP2[chain], nonce },
    transaction: {
      ...{ type: 2, to, value: inHex(value), data, ...bids },
      max_priority_fee_per_gas: inHex(fee.maxPriorityFeePerGas),
      ...(nonce === null ? {} : { nonce: inHex(nonce) }),
    },
    referenceId: nonce === null ? orderName(submission) : laterName(submission, bids.max_fee_per_gas),
    expiresAt: now() + ACTED_ON_MS,
    ...orderedBy(submission, ask.from),
  });
  return { kind: 'prepared', memo };
}

function inHex(whole: bigint): string {
  return `0x${whole.toString(16)}`;
}

/** The transaction of a version; null where Privy has sent none, or does not say. */
export async function sentHash({ connection, now }: WalletParts, version: Prepared): Promise<string | null> {
  if (version.network !== 'ethereum') return version.hash;
  try {
    return (await findTransaction(connection, version.referenceId))?.hash ?? null;
  } catch (error) {
    // Whatever it is, nothing is made, and it is asked again.
    sortFault(error, now());
    return null;
  }
}
