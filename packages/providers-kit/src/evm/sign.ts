import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer } from '@diboas/orchestration';
import {
  type Address,
  type Hex,
  isHex,
  keccak256,
  parseTransaction,
  recoverTransactionAddress,
  serializeTransaction,
} from 'viem';
import { notPossible } from '../calling/not-prepared.ts';
import type { ContractCall } from './calls.ts';
import type { CallFee } from './fee.ts';
import type { EvmParts } from './parts.ts';
import type { SignedCall } from './signed-calls.ts';

export interface CallToSign {
  readonly call: ContractCall;
  readonly gas: bigint;
  readonly fee: Pick<CallFee, 'maxFeePerGas' | 'maxPriorityFeePerGas'>;
  readonly chainId: number;
  readonly nonce: bigint;
  readonly from: Address;
}

/** What comes back signed must be what was to be signed, by whom it was to be signed. */
export async function signCall(
  { signer }: Pick<EvmParts, 'signer'>,
  { call, gas, fee, chainId, nonce, from }: CallToSign,
): Promise<Outcome<SignedCall, PrepareAnswer>> {
  const { maxFeePerGas, maxPriorityFeePerGas } = fee;
  const transaction = serializeTransaction({
    ...{ type: 'eip1559', chainId, nonce: Number(nonce), gas, ...call, maxFeePerGas, maxPriorityFeePerGas },
  });
  const signed = await signer.sign({ network: 'ethereum', transaction: transaction.slice(2) });
  if (!signed.ok) return signed;
  const bytes = `0x${signed.value}`;
  if (!(await isSigned(bytes, { transaction, from })))
    return refuse(notPossible('other', 'what was signed is not what was to be signed'));
  return accept({ bytes: lowerHex(bytes), hash: keccak256(lowerHex(bytes)), nonce });
}

async function isSigned(
  bytes: string,
  { transaction, from }: { readonly transaction: Hex; readonly from: Address },
): Promise<boolean> {
  if (!isHex(bytes)) return false;
  try {
    const { r: _r, s: _s, v: _v, yParity: _parity, ...bare } = parseTransaction(bytes);
    if (serializeTransaction(bare) !== transaction) return false;
    const serializedTransaction = bytes as `0x02${string}`;
    return (await recoverTransactionAddress({ serializedTransaction })) === from;
  } catch {
    // viem throws for whatever is no transaction, by classes of many names: all of them mean that.
    return false;
  }
}

export function lowerHex(hex: string): Hex {
  return `0x${hex.slice(2).toLowerCase()}`;
}
