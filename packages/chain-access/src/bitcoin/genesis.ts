import { type BitcoinWire, txidText } from './wire.ts';

/** The hash of the first block. */
export function readBitcoinGenesis({ need }: BitcoinWire): Promise<string> {
  return need(txidText, '/block-height/0');
}
