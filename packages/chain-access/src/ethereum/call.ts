import type { NetworkAsset } from '@diboas/networks';
import { encodeFunctionData, getAddress } from 'viem';
import type { TransferAsk, UnsignedForms } from '../shape/transfer.ts';
import { tokenOf } from '../wire/money.ts';
import { tokenAbi } from './token.ts';

/** The call that moves what is asked for: to the person themselves, or to the token's contract. */
export function transferCall(
  assets: readonly NetworkAsset[],
  { to, money }: Pick<TransferAsk, 'to' | 'money'>,
): Omit<UnsignedForms['ethereum'], 'nonce'> {
  const token = tokenOf(assets, money);
  const recipient = getAddress(to);
  if (token === null) return { to: recipient, value: money.units, data: '0x' };
  const args = [recipient, money.units] as const;
  return {
    to: getAddress(token),
    value: 0n,
    data: encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args }),
  };
}
