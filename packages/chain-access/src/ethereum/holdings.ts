import { type Money, money, type Outcome } from '@diboas/kernel';
import { encodeFunctionData, getAddress } from 'viem';
import { valueOrUnavailable } from '../wire/unanswered.ts';
import { tokenAbi } from './token.ts';
import { type EthereumWire, hexBytes, quantity } from './wire.ts';

export function readEthereumHoldings(
  { ask, assets }: EthereumWire,
  address: string,
): Promise<Outcome<readonly Money[], 'unavailable'>> {
  const owner = getAddress(address);
  const data = encodeFunctionData({ abi: tokenAbi, functionName: 'balanceOf', args: [owner] });
  return valueOrUnavailable(() =>
    Promise.all(
      assets.map(async ({ asset, token }) =>
        money(
          asset,
          token === null
            ? await ask(quantity, 'eth_getBalance', owner, 'latest')
            : await ask(quantity, 'eth_call', { to: token, data }, 'latest'),
        ),
      ),
    ),
  );
}

/** An account that has lent its key's power to a contract still has the key: EIP-7702, `0xef0100` and an address. */
const LENT = '0xef0100';

export function isEthereumContract(
  { ask }: EthereumWire,
  address: string,
): Promise<Outcome<boolean, 'unavailable'>> {
  return valueOrUnavailable(async () => {
    const code = await ask(hexBytes, 'eth_getCode', getAddress(address), 'latest');
    return code !== '0x' && !code.startsWith(LENT);
  });
}
