/** A token on Ethereum that is nobody's: whoever calls it is told that one of it went to the address in the call. */
import type { LocalChain } from '@diboas/local-chains';
import { createWalletClient, getContractAddress, type Hex, http, pad } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';

/** The topic of `Transfer(address,address,uint256)`. */
const TRANSFER = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
/** Stores 1, and logs it as a transfer from nobody to the first word of the call. */
const CODE = `600160005260003560007f${TRANSFER}60206000a300`;
/** Gives the code, which stands behind these eleven bytes, to be kept. */
const DEPLOYED = `0x603180600b6000396000f3${CODE}` as Hex;

const GWEI = 10n ** 9n;

/** The hash of the transaction that it came by, which stands in a block. */
export async function giveStrangeToken(chain: LocalChain<string>, address: string): Promise<string> {
  const account = privateKeyToAccount(generatePrivateKey());
  await chain.fund(account.address, 'ETH', 10n ** 18n);
  const wallet = createWalletClient({
    account,
    chain: foundry,
    transport: http(chain.url, { retryCount: 0 }),
  });
  const fees = { gas: 300_000n, maxFeePerGas: 100n * GWEI, maxPriorityFeePerGas: GWEI };
  await wallet.sendTransaction({ ...fees, data: DEPLOYED, nonce: 0 });
  await chain.mine(1);
  const to = getContractAddress({ from: account.address, nonce: 0n });
  const hash = await wallet.sendTransaction({ ...fees, to, data: pad(address as Hex), nonce: 1 });
  await chain.mine(1);
  return hash;
}
