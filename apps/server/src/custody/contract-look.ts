import { SECOND_MS } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { StartTimer } from '@diboas/orchestration';

/** What a network is asked of an address. */
interface AsksContract {
  isContract(
    address: string,
  ): Promise<{ readonly ok: true; readonly value: boolean } | { readonly ok: false }>;
}

/** How long a person waits for what a network says of an address. */
export const CONTRACT_WITHIN_MS = 2 * SECOND_MS;

/** Whether a program has an address, as its network says; null where it says nothing, or nothing in time. */
export type ContractLook = (network: ChainNetwork, address: string) => Promise<boolean | null>;

/** @param accessTo whom to ask; null for a network that nobody here asks */
export function createContractLook(
  accessTo: (network: ChainNetwork) => Promise<AsksContract | null>,
  startTimer: StartTimer,
): ContractLook {
  async function ask(network: ChainNetwork, address: string): Promise<boolean | null> {
    const answer = await (await accessTo(network))?.isContract(address);
    return answer?.ok ? answer.value : null;
  }
  return async (network, address) => {
    let stop = () => {};
    const late = new Promise<null>((resolve) => {
      stop = startTimer(CONTRACT_WITHIN_MS, () => resolve(null));
    });
    try {
      return await Promise.race([ask(network, address), late]);
    } finally {
      stop();
    }
  };
}
