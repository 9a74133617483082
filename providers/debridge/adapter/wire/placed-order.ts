// What an order says that is placed, read from what is signed for it: of Ethereum the call, of Solana the instruction. Source:
// docs.debridge.com, "Placing orders" (`DlnSource.createSaltedOrder`), and the IDL of DLN's source program, version 3.0.
import { createHash } from 'node:crypto';
import {
  type Address,
  getAddressEncoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  isSolanaError,
} from '@solana/kit';
import { BaseError, decodeFunctionData, type Hex, parseAbi, toHex } from 'viem';

/** Where orders are placed: the same on every chain of its kind. Source: docs.debridge.com, "Deployed contracts". */
export const DLN_SOURCE = {
  ethereum: '0xeF4fB24aD0916217251F553c0596F8Edc630EB66',
  solana: 'src5qyZHqTqecJV4aY6Cb6zDZLMDzrDKKezs22MPHr4',
} as const;

const SOURCE_ABI = parseAbi([
  'struct OrderCreation { address giveTokenAddress; uint256 giveAmount; bytes takeTokenAddress; uint256 takeAmount; uint256 takeChainId; bytes receiverDst; address givePatchAuthoritySrc; bytes orderAuthorityAddressDst; bytes allowedTakerDst; bytes externalCall; bytes allowedCancelBeneficiarySrc; }',
  'function createSaltedOrder(OrderCreation order, uint64 salt, bytes affiliateFee, uint32 referralCode, bytes permitEnvelope, bytes metadata) payable returns (bytes32)',
]);

/** Addresses are bytes in hex, in small letters: 20 of Ethereum, 32 of Solana. Amounts are minor units. */
export interface PlacedOrder {
  /** Null where that is not said by what is signed itself. */
  readonly giveToken: Hex | null;
  readonly giveAmount: bigint;
  readonly takeChainId: bigint;
  readonly takeToken: Hex;
  readonly takeAmount: bigint;
  readonly receiver: Hex;
  /** Who may make it cheaper. */
  readonly patchAuthority: Hex;
  /** Who may cancel it, on the other network. */
  readonly orderAuthority: Hex;
  /** To whom it comes back; null for whomever the one who cancels names. */
  readonly cancelBeneficiary: Hex | null;
  /** A share for somebody else, a call after it, a permit beside it: nothing of that is asked for. */
  readonly hasMore: boolean;
}

/** Null for every other call. */
export function readPlacedCall(data: Hex): PlacedOrder | null {
  try {
    const [order, , affiliateFee, , permit] = decodeFunctionData({ abi: SOURCE_ABI, data }).args;
    const { allowedCancelBeneficiarySrc: beneficiary } = order;
    return {
      ...{ giveToken: small(order.giveTokenAddress), giveAmount: order.giveAmount },
      ...{ takeChainId: order.takeChainId, takeToken: small(order.takeTokenAddress) },
      ...{ takeAmount: order.takeAmount, receiver: small(order.receiverDst) },
      ...{ patchAuthority: small(order.givePatchAuthoritySrc) },
      ...{ orderAuthority: small(order.orderAuthorityAddressDst) },
      cancelBeneficiary: beneficiary === '0x' ? null : small(beneficiary),
      hasMore: [affiliateFee, permit, order.externalCall].some((one) => one !== '0x'),
    };
  } catch (error) {
    // Whatever is no such call.
    if (error instanceof BaseError) return null;
    throw error;
  }
}

/** The order, and who gives it out of which account. */
export interface PlacedOnSolana extends PlacedOrder {
  readonly maker: string | null;
}

const CREATE = createHash('sha256').update('global:create_order_with_nonce').digest().subarray(0, 8);

/** Null for a transaction that does not place exactly one. In base64. */
export function readPlacedTransaction(transaction: string): PlacedOnSolana | null {
  try {
    const { messageBytes } = getTransactionDecoder().decode(Buffer.from(transaction, 'base64'));
    const message = getCompiledTransactionMessageDecoder().decode(messageBytes);
    if (message.version !== 0 && message.version !== 'legacy') return null;
    const { staticAccounts, instructions } = message;
    const [call, ...more] = instructions.filter(
      ({ programAddressIndex }) => staticAccounts[programAddressIndex] === DLN_SOURCE.solana,
    );
    if (call === undefined || more.length > 0) return null;
    // What a table names in the place of the transaction itself is not said by it.
    const account = (place: number) => staticAccounts[call.accountIndices?.[place] ?? -1] ?? null;
    const [maker, mint] = [account(0), account(2)];
    const order = readArguments(Buffer.from(call.data ?? []));
    return order && { ...order, maker, giveToken: mint === null ? null : bytesOfSolana(mint) };
  } catch (error) {
    // The decoder throws for whatever is no transaction, and a buffer for what is too short.
    if (isSolanaError(error) || error instanceof RangeError) return null;
    throw error;
  }
}

/** `CreateOrderArgs` and what follows it, as Borsh has it; amounts of the other network are 32 bytes, the highest first. */
function readArguments(data: Buffer): Omit<PlacedOrder, 'giveToken'> | null {
  if (!data.subarray(0, 8).equals(CREATE)) return null;
  let at = 8;
  const take = (length: number): Buffer => {
    if (at + length > data.length) throw new RangeError('The arguments end before they are over.');
    at += length;
    return data.subarray(at - length, at);
  };
  const hexOf = (bytes: Buffer): Hex => toHex(Uint8Array.from(bytes));
  const bytes = (): Hex => hexOf(take(take(4).readUInt32LE(0)));
  const large = (): bigint => BigInt(hexOf(take(32)));
  const optional = <Value>(read: () => Value): Value | null => (take(1).readUInt8(0) === 0 ? null : read());
  const giveAmount = take(8).readBigUInt64LE(0);
  const [takeChainId, takeToken, takeAmount, receiver] = [large(), bytes(), large(), bytes()];
  const externalCall = optional(bytes);
  const patchAuthority = hexOf(take(32));
  const cancelBeneficiary = optional(() => hexOf(take(32)));
  const orderAuthority = bytes();
  optional(bytes);
  const affiliateFee = optional(() => take(40));
  return {
    ...{ giveAmount, takeChainId, takeToken, takeAmount, receiver, patchAuthority, orderAuthority },
    ...{ cancelBeneficiary, hasMore: externalCall !== null || affiliateFee !== null },
  };
}

/** An address of Solana as bytes. */
export function bytesOfSolana(address: string): Hex {
  return toHex(Uint8Array.from(getAddressEncoder().encode(address as Address)));
}

function small(hex: Hex): Hex {
  return `0x${hex.slice(2).toLowerCase()}`;
}
