/**
 * Messages of CCTP v2, by their places of bytes, all numbers with the highest byte first. Source: MessageV2.sol and BurnMessageV2.sol of
 * Circle's own contracts, which Solana's programs keep to.
 */

/** Where the body begins, and where what hooks are told begins in it. */
const BODY = 148;
const HOOK = 228;

export interface BurnSent {
  readonly sourceDomain: number;
  readonly destinationDomain: number;
  /** 32 bytes each. */
  readonly sender: Uint8Array;
  readonly recipient: Uint8Array;
  readonly destinationCaller: Uint8Array;
  readonly minFinalityThreshold: number;
  readonly burnToken: Uint8Array;
  readonly mintRecipient: Uint8Array;
  readonly amount: bigint;
  readonly messageSender: Uint8Array;
  readonly maxFee: bigint;
  readonly hookData: Uint8Array;
}

/** As it is sent: the nonce, the finality and the fee are the attester's to fill in. */
export function encodeBurn(burn: BurnSent): Uint8Array {
  const bytes = Buffer.alloc(BODY + HOOK + burn.hookData.length);
  for (const [place, number] of [
    [0, 1],
    [4, burn.sourceDomain],
    [8, burn.destinationDomain],
    [140, burn.minFinalityThreshold],
    [BODY, 1],
  ] as const)
    bytes.writeUInt32BE(number, place);
  for (const [place, field] of [
    [44, burn.sender],
    [76, burn.recipient],
    [108, burn.destinationCaller],
    [BODY + 4, burn.burnToken],
    [BODY + 36, burn.mintRecipient],
    [BODY + 100, burn.messageSender],
    [BODY + HOOK, burn.hookData],
  ] as const)
    bytes.set(field, place);
  // Of 32 bytes the last 8: no amount on Solana is larger.
  bytes.writeBigUInt64BE(burn.amount, BODY + 68 + 24);
  bytes.writeBigUInt64BE(burn.maxFee, BODY + 132 + 24);
  return bytes;
}

export interface BurnAttested {
  readonly version: number;
  readonly destinationDomain: number;
  readonly nonce: Uint8Array;
  readonly sourceDomain: number;
  readonly sender: Uint8Array;
  readonly recipient: Uint8Array;
  readonly mintRecipient: Uint8Array;
  readonly amount: bigint;
  readonly maxFee: bigint;
  readonly feeExecuted: bigint;
}

/** Null for what is too short. */
export function decodeBurn(message: Uint8Array): BurnAttested | null {
  const bytes = Buffer.from(message);
  if (bytes.length < BODY + HOOK) return null;
  const word = (place: number): Uint8Array => Uint8Array.from(bytes.subarray(place, place + 32));
  const amount = (place: number): bigint => BigInt(`0x${bytes.subarray(place, place + 32).toString('hex')}`);
  return {
    version: bytes.readUInt32BE(0),
    sourceDomain: bytes.readUInt32BE(4),
    destinationDomain: bytes.readUInt32BE(8),
    nonce: word(12),
    sender: word(44),
    recipient: word(76),
    mintRecipient: word(BODY + 36),
    amount: amount(BODY + 68),
    maxFee: amount(BODY + 132),
    feeExecuted: amount(BODY + 164),
  };
}
