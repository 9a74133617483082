import type { Outcome } from '@diboas/kernel';
import type { Address, Hex } from 'viem';
import type { ContractCall } from './calls.ts';
import type { EvmReader } from './reader.ts';

/** What calls in a row would come to by the newest block: gas for each, or which of them the network undoes and what it says. */
export type SimulatedCalls =
  | { readonly kind: 'done'; readonly gas: readonly bigint[] }
  | { readonly kind: 'reverted'; readonly index: number; readonly data: Hex };

/**
 * Tries calls of one sender one after the other, each with what those before it have done: `eth_simulateV1` of the Execution API.
 * Nothing is sent. What a call gives back of its gas in the end it has to have before, so a quarter more is told than it uses.
 */
export function simulateCalls(
  { read }: Pick<EvmReader, 'read'>,
  { from, calls }: { readonly from: Address; readonly calls: readonly ContractCall[] },
): Promise<Outcome<SimulatedCalls, 'unavailable'>> {
  return read(async (client): Promise<SimulatedCalls> => {
    const block = { calls: calls.map((call) => ({ ...call, account: from })) };
    const [simulated] = await client.simulateBlocks({ blocks: [block] });
    const results = simulated?.calls ?? [];
    const index = results.findIndex(({ status }) => status !== 'success');
    const failed = results[index];
    if (failed !== undefined) return { kind: 'reverted', index, data: failed.data };
    return { kind: 'done', gas: results.map(({ gasUsed }) => (gasUsed * 5n) / 4n) };
  });
}
