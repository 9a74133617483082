// Calls of contracts, before they have a nonce and a fee.
import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem';

export interface ContractCall {
  readonly to: Address;
  readonly value: bigint;
  readonly data: Hex;
}

/** Of any token: ERC-20. */
export const erc20Abi = parseAbi([
  'function approve(address spender, uint256 value) returns (bool)',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function balanceOf(address owner) view returns (uint256)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
]);

/** Lets a contract take exactly so much of a token: what is then done takes all of it, so that nothing of it is left afterwards. */
export function approveExactly(
  token: Address,
  { spender, units }: { readonly spender: Address; readonly units: bigint },
): ContractCall {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, units] });
  return { to: token, value: 0n, data };
}
