// CCTP v2 on Solana: its two programs, which are the same on devnet. Source: developers.circle.com, "CCTP Solana programs".
import { createHash } from 'node:crypto';
import { type Address, address, getAddressDecoder, getAddressEncoder, isOffCurveAddress } from '@solana/kit';

export const TOKEN_MESSENGER_MINTER = address('CCTPV2vPZJS2u2BBsUoscuikbYjnpFmbFsvVuJdgUMQe');
export const MESSAGE_TRANSMITTER = address('CCTPV2Sm4AdWt5296sk4P66VBZ7bEhcARwFaaS9YPbeC');

/** The account that is there once a message with this nonce was received: seeds `used_nonce` and the nonce. */
export function usedNonceOf(nonce: Uint8Array): Address {
  const program = getAddressEncoder().encode(MESSAGE_TRANSMITTER);
  for (let bump = 255; bump >= 0; bump -= 1) {
    const parts = [Buffer.from('used_nonce'), nonce, Uint8Array.of(bump), Uint8Array.from(program)];
    const hash = createHash('sha256');
    for (const part of [...parts, Buffer.from('ProgramDerivedAddress')]) hash.update(part);
    const found = getAddressDecoder().decode(hash.digest());
    if (isOffCurveAddress(found)) return found;
  }
  throw new Error('Of 256 hashes one is no point of the curve.');
}

/** How Anchor tells instructions, and accounts, from each other: the first 8 bytes of the hash of their names. */
export function discriminator(name: string): Buffer {
  return createHash('sha256').update(name).digest().subarray(0, 8);
}
