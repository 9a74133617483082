import { z } from 'zod';
import { type EthereumWire, hexBytes } from './wire.ts';

const firstBlock = z.object({ hash: hexBytes });

/** The hash of the first block: chains for tests may have an id in common, and none of them has this. */
export async function readEthereumGenesis({ ask }: EthereumWire): Promise<string> {
  return (await ask(firstBlock, 'eth_getBlockByNumber', '0x0', false)).hash;
}
