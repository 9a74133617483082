import { getContractAddress, type Hex } from 'viem';
import { z } from 'zod';
import type { AnvilCalls } from './node/anvil-calls.ts';
import { hexText } from './node/waiting-transactions.ts';

/** The code that its constructor would leave. Where the contract keeps its own address in it, that is put right. */
export async function placeContract(
  { anvil, treasury }: { readonly anvil: AnvilCalls; readonly treasury: Hex },
  at: Hex,
  deploying: Hex,
): Promise<void> {
  const code = await anvil.ask(hexText, 'eth_call', { from: treasury, data: deploying }, 'pending');
  const nonce = await anvil.ask(hexText, 'eth_getTransactionCount', treasury, 'pending');
  const itself = getContractAddress({ from: treasury, nonce: BigInt(nonce) })
    .slice(2)
    .toLowerCase();
  await anvil.ask(z.unknown(), 'anvil_setCode', at, code.replaceAll(itself, at.slice(2).toLowerCase()));
}
