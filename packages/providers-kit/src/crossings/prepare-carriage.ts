import { assetsOn } from '@diboas/networks';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { type Address, getAddress, isAddressEqual } from 'viem';
import { notPossible, notYet } from '../calling/not-prepared.ts';
import { approveExactly } from '../evm/calls.ts';
import { prepareCalls } from '../evm/prepare-calls.ts';
import { callsMemo } from '../evm/signed-calls.ts';
import { type PreparedCarriage, readCarriage } from './carriage-memo.ts';
import { type CarrierParts, carriageOf } from './carriage-of.ts';
import { APPROVAL_GAS } from './quote-carriage.ts';

/**
 * Has the call made anew, looks whom it goes to and whom it lets take what, and signs it where no less arrives than was agreed. Nothing is
 * sent. With a memo before it, a version that takes its place: the same nonces, for more.
 */
export async function prepareCarriage(
  parts: CarrierParts,
  submission: Submission,
  { replaces = false }: { readonly replaces?: boolean } = {},
): Promise<PrepareAnswer> {
  const { deliver, network } = submission;
  const carriage = await carriageOf(parts, {
    ...submission,
    receive: { asset: deliver.asset, network },
  });
  if (!carriage.ok)
    return carriage.refusal === 'unavailable'
      ? notYet(`${parts.signer.name} does not tell the addresses that cross`)
      : notPossible('unsupported', 'it is no USDC that crosses from Ethereum');
  const { pay, sender, recipient, to } = carriage.value;
  const offer = await parts.carrier.offer(carriage.value);
  if (!offer.ok)
    return offer.refusal === 'unavailable'
      ? notYet(`${parts.carrier.name} names no price`)
      : notPossible('price_changed', `${parts.carrier.name} offers nothing: ${offer.refusal}`);
  const { call, spender, gas, least } = offer.value;
  if (least < deliver.units)
    return notPossible('price_changed', `${parts.carrier.name} brings less than was agreed`);
  if (![call.to, spender].every((one) => isContractOf(parts, one)) || call.value !== 0n)
    return notPossible('other', 'what was made is not signed: it goes to a contract that nobody looked at');
  const usdc = assetsOn('ethereum', parts.chain).find(({ asset }) => asset === 'USDC')?.token ?? '';
  const signed = await prepareCalls(parts, submission, {
    ...{ from: getAddress(sender), gas, approvalGas: APPROVAL_GAS, act: call },
    approval: approveExactly(getAddress(usdc), { spender, units: pay.units }),
    before: replaces && submission.memo ? readCarriage(submission.memo) : null,
  });
  if (!signed.ok) return signed.refusal;
  const prepared: PreparedCarriage = { ...signed.value, to, recipient };
  return { kind: 'prepared', memo: callsMemo(prepared) };
}

function isContractOf({ carrier }: Pick<CarrierParts, 'carrier'>, address: Address): boolean {
  return carrier.contracts.some((one) => isAddressEqual(one, address));
}
