import { ASSETS, type Asset, unreachable } from '@diboas/kernel';
import type { AddressKind, ReadAddress } from '../shape/address.ts';
import type { LeastSend, NetworkAsset } from '../shape/amount.ts';
import { outputBytes } from './size.ts';

const BTC: readonly NetworkAsset[] = [{ asset: 'BTC', decimals: ASSETS.BTC.decimals, token: null }];

export const BITCOIN_ASSETS = { live: BTC, test: BTC } as const;

/** Bitcoin Core's `DUST_RELAY_TX_FEE`, 3,000 satoshis for 1,000 bytes. */
const DUST_RELAY_PER_BYTE = 3n;
/** What Core takes an input to cost that spends the output: 148 bytes, or 67 with the witness discount. */
const SPEND_BYTES = 148n;
const SPEND_WITNESS_BYTES = 67n;

/**
 * The least that nodes relay to an output of this kind: below, spending it would cost more than it holds. Bitcoin Core,
 * `GetDustThreshold` in `src/policy/policy.cpp`: (bytes of the output + bytes to spend it) x 3. So 546 satoshis for
 * p2pkh, 540 for p2sh, 294 for p2wpkh, 330 for p2wsh and p2tr.
 */
export function dustOf(kind: AddressKind): bigint {
  return (outputBytes(kind) + (isWitness(kind) ? SPEND_WITNESS_BYTES : SPEND_BYTES)) * DUST_RELAY_PER_BYTE;
}

export function leastBitcoinSend(_asset: Asset, address: ReadAddress): LeastSend {
  const dust = dustOf(address.kind);
  return { units: dust, unitsIfNew: dust };
}

function isWitness(kind: AddressKind): boolean {
  switch (kind) {
    case 'p2wpkh':
    case 'p2wsh':
    case 'p2tr':
      return true;
    case 'p2pkh':
    case 'p2sh':
    case 'account_or_contract':
    case 'on_curve':
    case 'off_curve':
    case 'account_or_object':
      return false;
    default:
      return unreachable(kind);
  }
}
