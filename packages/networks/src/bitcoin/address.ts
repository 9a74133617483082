import { accept, refuse } from '@diboas/kernel';
import { bech32, bech32m } from '@scure/base';
import type { AddressKind, AddressOutcome, FoundKey } from '../shape/address.ts';
import type { NetworkChain } from '../shape/chain.ts';
import { decodeBase58Check, isKeyText } from './base58check.ts';
import { decodeSegwit, hasSegwitPrefix, type WitnessProgram } from './segwit.ts';
import { isTaprootKey } from './taproot.ts';

/** Addresses that were made to look nice, so nobody has a key of theirs. The first is the hash of all zeros. */
const BURNS: ReadonlySet<string> = new Set([
  '1111111111111111111114oLvT2',
  '1BitcoinEaterAddressDontSendf59kuE',
  '1CounterpartyXXXXXXXXXXXXXXXUWLpVr',
]);

/**
 * Reads a Bitcoin address: base58check, or bech32 and bech32m (BIP-173, BIP-350). Witness versions that the network has
 * no rule for are refused, though BIP-350 would send to them: until there is a rule anybody may spend what is there.
 */
export function readBitcoinAddress(text: string, chain: NetworkChain): AddressOutcome {
  if (hasSegwitPrefix(text)) return readSegwit(text, chain);
  const foreign = foreignPrefix(text);
  if (foreign !== null) return refuse({ reason: 'unknown_prefix', prefix: foreign });
  const decoded = decodeBase58Check(text);
  if (!decoded.ok) return decoded;
  return found(text, decoded.value.kind, { is: decoded.value.chain, wanted: chain, hasKey: true });
}

function readSegwit(text: string, chain: NetworkChain): AddressOutcome {
  const decoded = decodeSegwit(text);
  if (!decoded.ok) return decoded;
  const kind = witnessKind(decoded.value);
  if (kind === null) return refuse({ reason: 'unknown_witness_version', version: decoded.value.version });
  const hasKey = kind !== 'p2tr' || isTaprootKey(decoded.value.program);
  return found(text.toLowerCase(), kind, { is: decoded.value.chain, wanted: chain, hasKey });
}

/** BIP-141 for version 0, BIP-341 for version 1 with 32 bytes; nothing else has a rule. */
function witnessKind({ version, program }: WitnessProgram): AddressKind | null {
  if (version === 0) return program.length === 20 ? 'p2wpkh' : 'p2wsh';
  return version === 1 && program.length === 32 ? 'p2tr' : null;
}

function found(
  address: string,
  kind: AddressKind,
  { is, wanted, hasKey }: { is: NetworkChain; wanted: NetworkChain; hasKey: boolean },
): AddressOutcome {
  if (is !== wanted) return refuse({ reason: 'of_the_other_chain', chain: is });
  const danger = BURNS.has(address) || !hasKey ? 'burn' : null;
  return accept({ network: 'bitcoin', address, kind, isChecked: true, danger });
}

/** The human-readable part of what is good bech32 of somebody else: `ltc`, `lnbc20m`, `addr`. Null for all other texts. */
function foreignPrefix(text: string): string | null {
  const decoded = bech32.decodeUnsafe(text, false) || bech32m.decodeUnsafe(text, false);
  return decoded ? decoded.prefix : null;
}

/** Letters of a segwit address have one case, which means nothing (BIP-173); base58 needs both. */
export function foldBitcoinAddress(text: string): string {
  return hasSegwitPrefix(text) ? text.toLowerCase() : text;
}

export function looksLikeBitcoinAddress(text: string): boolean {
  return hasSegwitPrefix(text);
}

export function findBitcoinKey(text: string): FoundKey | null {
  return isKeyText(text) ? 'private_key' : null;
}
