import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import type { SignedNetwork } from '@diboas/providers-kit';
import { approveExactly, prepareCalls } from '@diboas/providers-kit/evm';
import { noAnswer, notPossible, notYet } from '@diboas/providers-kit/wallet';
import { getAddressEncoder, isAddress as isSolanaAddress } from '@solana/kit';
import { encodeFunctionData, getAddress, type Hex, isAddress, pad, toHex, zeroHash } from 'viem';
import { burnAbi, ETHEREUM_END } from '../wire/ethereum.ts';
import { FORWARD } from '../wire/message.ts';
import { tokenAccountOf } from '../wire/solana.ts';
import { APPROVAL_GAS, BURN_GAS } from './burn-gas.ts';
import { signBurnOnSolana } from './burn-on-solana.ts';
import { memoOf, readMemo } from './memo.ts';
import type { CrossingParts } from './parts.ts';
import type { BurnPlan } from './plan.ts';
import { cheapest } from './price.ts';
import { DOMAINS, usdcOn, wayOf } from './way.ts';

/**
 * Makes and signs the burn, whose message says that Circle keeps no more than was agreed. Nothing is sent. With a memo before it, a
 * version that takes its place on Ethereum: the same nonces, for more.
 */
export async function prepareBurn(
  parts: CrossingParts,
  submission: Submission,
  { replaces = false }: { readonly replaces?: boolean } = {},
): Promise<PrepareAnswer> {
  const planned = await planBurn(parts, submission);
  if (!planned.ok) return planned.refusal;
  const plan = planned.value;
  if (plan.way.from === 'solana') return await signBurnOnSolana(parts, submission, plan);
  return await signBurnOnEthereum(parts, submission, { plan, replaces });
}

async function planBurn(
  parts: CrossingParts,
  submission: Submission,
): Promise<Outcome<BurnPlan, PrepareAnswer>> {
  const { pay, deliver, network } = submission;
  const way = wayOf({ ...submission, receive: { asset: deliver.asset, network } });
  if (way === null || deliver.units >= pay.units)
    return refuse(notPossible('unsupported', 'it is no USDC that crosses between Ethereum and Solana'));
  const [from, to] = await Promise.all([parts.signer.address(way.from), parts.signer.address(way.to)]);
  if (!from.ok || !to.ok)
    return refuse(noAnswer(`${parts.signer.name} does not tell the addresses that cross`));
  const choice = await cheapest(parts, way);
  if (!choice.ok) return refuse(noAnswer('Circle does not say what crossing takes'));
  const maxFee = pay.units - deliver.units;
  if (choice.value.usual > maxFee)
    return refuse(notPossible('price_changed', 'Circle keeps more than was agreed'));
  const [sender, recipient] = await Promise.all([
    wordOf(way.from, from.value),
    recipientOf(parts, way.to, to.value),
  ]);
  if (sender === null || recipient === null)
    return refuse(notYet(`nothing is there yet on ${way.to} that USDC could be minted to`));
  const { finality } = choice.value;
  return accept({ way, from: from.value, sender, recipient, maxFee, finality });
}

/** An address as 32 bytes; null for what is none. */
function wordOf(network: SignedNetwork, address: string): Hex | null {
  if (network === 'ethereum') return isAddress(address) ? pad(lower(address)) : null;
  return isSolanaAddress(address) ? toHex(Uint8Array.from(getAddressEncoder().encode(address))) : null;
}

/**
 * Who is minted to: on Solana the account for USDC of our address, which must be there, for what is minted to one that is not stays with
 * nobody until somebody makes it.
 */
async function recipientOf(
  { svm, chain }: Pick<CrossingParts, 'svm' | 'chain'>,
  network: SignedNetwork,
  address: string,
): Promise<Hex | null> {
  if (network === 'ethereum') return wordOf(network, address);
  const account = await tokenAccountOf(address, usdcOn('solana', chain));
  const there = await svm?.read((rpc, inTime) =>
    rpc.getAccountInfo(account, { encoding: 'base64', commitment: 'confirmed' }).send(inTime),
  );
  return there?.ok && there.value.value !== null ? wordOf(network, account) : null;
}

async function signBurnOnEthereum(
  parts: CrossingParts,
  submission: Submission,
  { plan, replaces }: { readonly plan: BurnPlan; readonly replaces: boolean },
): Promise<PrepareAnswer> {
  const { way, sender, recipient, maxFee, finality } = plan;
  const before = replaces && submission.memo ? readMemo(submission.memo) : null;
  if (replaces && before?.network !== 'ethereum')
    return notPossible('other', 'BUG: what is to be replaced is not on Ethereum');
  const usdc = getAddress(usdcOn('ethereum', parts.chain));
  const { tokenMessenger } = ETHEREUM_END[parts.chain];
  const args = [
    ...([way.pay.units, DOMAINS[way.to], recipient, usdc, zeroHash, maxFee, finality, FORWARD] as const),
  ] as const;
  const data = encodeFunctionData({ abi: burnAbi, functionName: 'depositForBurnWithHook', args });
  const signed = await prepareCalls(parts, submission, {
    ...{ from: getAddress(plan.from), gas: BURN_GAS, approvalGas: APPROVAL_GAS },
    approval: approveExactly(usdc, { spender: tokenMessenger, units: way.pay.units }),
    act: { to: tokenMessenger, value: 0n, data },
    before: before?.network === 'ethereum' ? before : null,
  });
  if (!signed.ok) return signed.refusal;
  return { kind: 'prepared', memo: memoOf({ ...signed.value, to: way.to, sender, recipient, maxFee }) };
}

function lower(address: string): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
