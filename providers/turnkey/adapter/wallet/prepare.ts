import type { UnsignedAsk } from '@diboas/chain-access';
import { unreachable } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { notPossible, notYet, orderedBy, readTransfer, refused } from '@diboas/providers-kit/wallet';
import { activityBody, findActivity } from '../wire/activity.ts';
import { sortFault } from '../wire/fault.ts';
import { getSendStatus, sendStatusIdOf } from '../wire/send-status.ts';
import { isRequest, memoOf, type Prepared, SENDS } from './memo.ts';
import type { WalletParts } from './parts.ts';
import { prepareBitcoin, prepareSui } from './sign.ts';

/** CAIP-2 names of the chains that Turnkey sends to. */
const CAIP2 = {
  ethereum: { live: 'eip155:1', test: 'eip155:11155111' },
  solana: { live: 'solana:mainnet', test: 'solana:devnet' },
} as const;

/**
 * Makes what `submit` will send. On Ethereum and Solana the request with its time, which Turnkey carries out once; on
 * Bitcoin and Sui the signed transaction, of coins that were promised to this attempt. Nothing is sent to any network. With the
 * hash of what it replaces, a version that takes its place.
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
      return prepareSolana(parts, submission, ask);
    case 'bitcoin':
      return prepareBitcoin(parts, { submission, ask });
    case 'sui':
      return prepareSui(parts, { submission, ask });
    default:
      return unreachable(network);
  }
}

/** Wei by which two bids differ: up to 0.017 gwei less than what was estimated, which no block minds. */
const BID_BITS = 24;

async function prepareEthereum(
  { chains, chain, connection, now }: WalletParts,
  submission: Submission,
  ask: UnsignedAsk,
): Promise<PrepareAnswer> {
  const made = await chains.ethereum?.unsigned(ask);
  if (made === undefined) return notPossible('unsupported', 'nobody says where Ethereum is asked');
  if (!made.ok) return refused(made.refusal);
  const { unsigned, fee } = made.value;
  const { nonce } = unsigned;
  // What has a nonce of its own differs by that.
  const less = nonce === null ? BigInt(`0x${ask.mark}`) & (2n ** BigInt(BID_BITS) - 1n) : 0n;
  const parameters = {
    from: ask.from,
    caip2: CAIP2.ethereum[chain],
    calls: [{ to: unsigned.to, value: `${unsigned.value}`, data: unsigned.data }],
    gasLimit: `${fee.gasLimit}`,
    maxFeePerGas: `${fee.maxFeePerGas - less}`,
    maxPriorityFeePerGas: `${fee.maxPriorityFeePerGas - less}`,
    ...(nonce === null ? {} : { nonce: `${nonce}` }),
  };
  const type = 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2';
  const body = activityBody(connection, { type, now: now(), parameters });
  return {
    kind: 'prepared',
    memo: memoOf({ network: 'ethereum', body, nonce, ...orderedBy(submission, ask.from) }),
  };
}

async function prepareSolana(
  { chains, chain, connection, now }: WalletParts,
  submission: Submission,
  ask: UnsignedAsk,
): Promise<PrepareAnswer> {
  const made = await chains.solana?.unsigned(ask);
  if (made === undefined) return notPossible('unsupported', 'nobody says where Solana is asked');
  if (!made.ok) return refused(made.refusal);
  const { unsigned, sent } = made.value;
  if (sent === null) return notYet('the transaction has no end');
  const parameters = {
    unsignedTransaction: unsigned.transaction,
    signWiths: [ask.from],
    caip2: CAIP2.solana[chain],
    recentBlockhash: unsigned.blockhash,
  };
  const type = 'ACTIVITY_TYPE_SOL_SEND_TRANSACTION_V2';
  const body = activityBody(connection, { type, now: now(), parameters });
  const ordered = orderedBy(submission, ask.from);
  return { kind: 'prepared', memo: memoOf({ network: 'solana', body, ...sent, ...ordered }) };
}

/** The transaction of a version; null where Turnkey has sent none, or does not say. */
export async function sentHash({ connection, now }: WalletParts, version: Prepared): Promise<string | null> {
  if (!isRequest(version)) return version.hash;
  const { network, body } = version;
  try {
    const activity = await findActivity(connection, { type: SENDS[network].type, body });
    const statusId = activity && sendStatusIdOf(activity);
    return statusId ? (await getSendStatus(connection, statusId)).hash : null;
  } catch (error) {
    // Whatever it is, nothing is made, and it is asked again.
    sortFault(error, now());
    return null;
  }
}
