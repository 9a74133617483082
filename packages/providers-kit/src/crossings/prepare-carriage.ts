import { assetsOn } from '@diboas/networks';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { type Address, getAddress, isAddressEqual } from 'viem';
import { noAnswer, notPossible, refused } from '../calling/not-prepared.ts';
import { approveExactly } from '../evm/calls.ts';
import { prepareCalls } from '../evm/prepare-calls.ts';
import { wrongWith } from '../svm/looked-at.ts';
import { signOnSolana } from '../svm/sign-made.ts';
import { carriageMemo, readCalled } from './carriage-memo.ts';
import { type CarrierParts, carriageOf } from './carriage-of.ts';
import type { CallOffer, Carriage, TransactionOffer } from './carrier.ts';
import { APPROVAL_GAS } from './quote-carriage.ts';

/**
 * Has it made anew, looks at what was made, and signs it where no less arrives than was agreed. Nothing is sent. With a memo before it, a
 * version that takes its place on Ethereum: the same nonces, for more.
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
  const { name } = parts.carrier;
  if (!carriage.ok)
    return carriage.refusal === 'unavailable'
      ? noAnswer(`${parts.signer.name} does not tell the addresses that cross`)
      : notPossible('unsupported', `it is nothing that ${name} brings across`);
  const offer = await parts.carrier.offer(carriage.value);
  if (!offer.ok)
    return offer.refusal === 'unavailable'
      ? noAnswer(`${name} names no price`)
      : notPossible('price_changed', `${name} offers nothing: ${offer.refusal}`);
  if (offer.value.least < deliver.units)
    return notPossible('price_changed', `${name} brings less than was agreed`);
  const wrong = parts.carrier.wrongWith?.(offer.value, carriage.value) ?? null;
  if (wrong !== null) return notPossible('other', `what was made is not signed: ${wrong}`);
  const about = { submission, carriage: carriage.value };
  return offer.value.network === 'ethereum'
    ? await prepareCall(parts, { ...about, offer: offer.value, replaces })
    : await prepareTransaction(parts, { ...about, offer: offer.value });
}

interface ToPrepare<Offer> {
  readonly submission: Submission;
  readonly carriage: Carriage;
  readonly offer: Offer;
}

async function prepareCall(
  parts: CarrierParts,
  {
    submission,
    carriage: { pay, sender, recipient, to },
    offer: { call, spender, gas },
    replaces,
  }: ToPrepare<CallOffer> & { readonly replaces: boolean },
): Promise<PrepareAnswer> {
  if (![call.to, spender].every((one) => isContractOf(parts, one)))
    return notPossible('other', 'what was made is not signed: it goes to a contract that nobody looked at');
  const { networkCost } = submission;
  if (networkCost !== undefined && networkCost.units < call.value) return refused('too_dear');
  // What is the carrier's is left to it, and the network has the rest.
  const left = networkCost && { ...networkCost, units: networkCost.units - call.value };
  const usdc = getAddress(
    assetsOn('ethereum', parts.chain).find(({ asset }) => asset === 'USDC')?.token ?? '',
  );
  const ordered = left === undefined ? submission : { ...submission, networkCost: left };
  const signed = await prepareCalls(parts, ordered, {
    ...{ from: getAddress(sender), gas, approvalGas: APPROVAL_GAS, act: call },
    approval: approveExactly(usdc, { spender, units: pay.units }),
    before: replaces && submission.memo ? readCalled(submission.memo) : null,
  });
  if (!signed.ok) return signed.refusal;
  return { kind: 'prepared', memo: carriageMemo({ ...signed.value, to, recipient, fee: call.value }) };
}

function isContractOf({ carrier }: Pick<CarrierParts, 'carrier'>, address: Address): boolean {
  return carrier.contracts.some((one) => isAddressEqual(one, address));
}

/** A blockhash is good for 150 blocks; ours may be behind by a few, so a few more are waited for. */
const LIFE_BLOCKS = 180n;

async function prepareTransaction(
  parts: CarrierParts,
  { submission, carriage, offer: { transaction, lamports } }: ToPrepare<TransactionOffer>,
): Promise<PrepareAnswer> {
  const { pay, sender: from, recipient, to } = carriage;
  const { networkCost } = submission;
  if (networkCost === undefined || networkCost.units < lamports) return refused('too_dear');
  const most = { lamports: networkCost.units, tokens: pay.units };
  const wrong = wrongWith(transaction, { from, programs: parts.carrier.programs, most });
  if (wrong !== null) return notPossible('other', `what was made is not signed: ${wrong}`);
  const height = await parts.svm?.height();
  if (!height?.ok) return refused('unavailable');
  const signed = await signOnSolana(parts, Buffer.from(transaction, 'base64').toString('hex'));
  if (!signed.ok) return signed.refusal;
  const memo = carriageMemo({
    ...{ network: 'solana', from, asset: pay.asset, units: `${pay.units}`, ...signed.value, to, recipient },
    // Whoever made it does not say for how long it is good, and no blockhash is newer than the newest block.
    lastHeight: height.value + LIFE_BLOCKS,
  });
  return { kind: 'prepared', memo };
}
