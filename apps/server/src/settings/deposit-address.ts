import { type ChainNetwork, readAddress } from '@diboas/networks';

/** For the sandbox alone: well-formed addresses that are nobody's, or everybody's, so what goes there is lost. */
export const SANDBOX_DEPOSIT_ADDRESSES: Readonly<Record<ChainNetwork, string>> = {
  bitcoin: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  ethereum: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  solana: 'DiBoaSSandboxDepositAddress1111111111111111',
  sui: `0x${'d1b0a5'.repeat(10)}0000`,
};

/** An address of the live chain as it is, without space or a payment link around it. */
export function isAddressOf(network: ChainNetwork): (text: string) => boolean {
  return (text) => {
    const read = readAddress(network, text, 'live');
    return read.ok && read.value.address === text;
  };
}

/** Whether it is no account of anybody: a token's own address, a part of the network, or where people burn coins. */
export function isNobodys(network: ChainNetwork, text: string): boolean {
  const read = readAddress(network, text, 'live');
  // An account without a key may be a shared wallet, which its program moves money of.
  return !read.ok || (read.value.danger !== null && read.value.danger !== 'no_key');
}
