/**
 * Both programs of CCTP v2, of which nobody publishes the code that runs: the calls that move money and accounts, by the same accounts
 * and data, with the same layout of a message. What is checked here is what decides about money: whose tokens are burnt, for how much
 * at most, whom the attestation is of, and that a nonce is used once. Source: programs/v2 of Circle's own repository of them.
 */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import {
  type Address,
  address,
  createNoopSigner,
  getAddressEncoder,
  lamports,
  type MaybeEncodedAccount,
} from '@solana/kit';
import { getCreateAccountInstruction, getTransferSolInstruction } from '@solana-program/system';
import { getBurnInstruction } from '@solana-program/token';
import { getAddress, keccak256, toHex } from 'viem';
import { publicKeyToAddress } from 'viem/utils';
import { ATTESTER, DOMAINS } from '../../chain/attester.ts';
import { usdcOn } from '../../chain/usdc-on.ts';
import type { ProgramStandIn, StandInCall, StandIns, StoodIn } from '../machine/stand-in.ts';
import { withSupply, withTokens } from '../machine/token-writes.ts';
import type { TransactionError } from '../machine/transaction-error.ts';
import { decodeBurn, encodeBurn } from './message.ts';
import { discriminator, MESSAGE_TRANSMITTER, TOKEN_MESSENGER_MINTER, usedNonceOf } from './programs.ts';

const USDC = address(usdcOn('solana'));

/** TokenMessengerV2 on Sepolia, as 32 bytes: who sends and receives for Ethereum. */
const ETHEREUM_MESSENGER = Buffer.from(`${'00'.repeat(12)}8fe6b999dc680ccfdd5bf7eb0974218be2542daa`, 'hex');

export function burnMintStandIns(): StandIns {
  return new Map<Address, ProgramStandIn>([
    [TOKEN_MESSENGER_MINTER, depositForBurn],
    [MESSAGE_TRANSMITTER, receiveMessage],
  ]);
}

type Refused = Outcome<StoodIn, TransactionError>;

const BURN = discriminator('global:deposit_for_burn');
const BURN_WITH_HOOK = discriminator('global:deposit_for_burn_with_hook');
const RECEIVE = discriminator('global:receive_message');
const MESSAGE_SENT = discriminator('account:MessageSent');
const USED_NONCE = discriminator('account:UsedNonce');

/** The errors of the programs start here, as those of all that are made with Anchor. */
const custom = (code: number): TransactionError => ({ Custom: code });
const bytesOf = (address: Address): Uint8Array => Uint8Array.from(getAddressEncoder().encode(address));

/** In the order of `DepositForBurnContext`. */
function depositForBurn({ accounts, data, rentExemption }: StandInCall): Refused {
  const [owner, payer, , from, , , , , , , mint, event] = accounts;
  const bytes = Buffer.from(data);
  const hasHook = bytes.subarray(0, 8).equals(BURN_WITH_HOOK);
  if (!hasHook && !bytes.subarray(0, 8).equals(BURN)) return refuse(custom(101));
  if (bytes.length < 96 || !owner || !payer || !from || !event || mint !== USDC)
    return refuse('InvalidInstructionData');
  const [amount, maxFee] = [bytes.readBigUInt64LE(8), bytes.readBigUInt64LE(84)];
  if (bytes.readUInt32LE(16) !== DOMAINS.ethereum) return refuse(custom(6_001));
  if (amount === 0n) return refuse(custom(6_003));
  if (maxFee >= amount) return refuse(custom(6_012));
  const message = encodeBurn({
    ...{ sourceDomain: DOMAINS.solana, destinationDomain: DOMAINS.ethereum, amount, maxFee },
    ...{ sender: bytesOf(TOKEN_MESSENGER_MINTER), recipient: ETHEREUM_MESSENGER },
    ...{ destinationCaller: bytes.subarray(52, 84), minFinalityThreshold: bytes.readUInt32LE(92) },
    ...{ burnToken: bytesOf(mint), mintRecipient: bytes.subarray(20, 52), messageSender: bytesOf(owner) },
    hookData: hasHook ? bytes.subarray(100) : new Uint8Array(),
  });
  const kept = eventData(payer, message);
  const rent = rentExemption(BigInt(kept.length));
  return accept({
    calls: [
      getBurnInstruction({ account: from, mint, authority: createNoopSigner(owner), amount }),
      getCreateAccountInstruction({
        ...{ payer: createNoopSigner(payer), newAccount: createNoopSigner(event), lamports: rent },
        ...{ space: kept.length, programAddress: MESSAGE_TRANSMITTER },
      }),
    ],
    writes: () => [accountOf(event, kept, rent)],
  });
}

/** What the account of a message holds: who paid for it, since when it is there, and the message. */
function eventData(payer: Address, message: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(message.length);
  return Buffer.concat([MESSAGE_SENT, bytesOf(payer), Buffer.alloc(8), length, message]);
}

function accountOf(address: Address, data: Uint8Array, units: bigint): MaybeEncodedAccount {
  return {
    ...{
      exists: true,
      address,
      data: Uint8Array.from(data),
      lamports: lamports(units),
      space: BigInt(data.length),
    },
    ...{ executable: false, programAddress: MESSAGE_TRANSMITTER },
  };
}

/** In the order of `ReceiveMessageContext`, with the accounts of `HandleReceiveMessageContext` behind. */
function receiveMessage({ accounts, data, account, rentExemption }: StandInCall): Refused {
  const bytes = Buffer.from(data);
  if (!bytes.subarray(0, 8).equals(RECEIVE)) return refuse(custom(101));
  const read = readReceived(bytes);
  if (read === null) return refuse('InvalidInstructionData');
  const [payer, , , , usedNonce] = accounts;
  const [feeTo, to] = accounts.slice(14);
  if (!payer || !usedNonce || !feeTo || !to) return refuse('NotEnoughAccountKeys');
  const { burn, isAttested } = read;
  if (!isAttested) return refuse(custom(6_014));
  if (burn.destinationDomain !== DOMAINS.solana || burn.version !== 1) return refuse(custom(6_016));
  const isOfMessengers =
    Buffer.compare(burn.sender, ETHEREUM_MESSENGER) === 0 &&
    Buffer.compare(burn.recipient, bytesOf(TOKEN_MESSENGER_MINTER)) === 0;
  if (!isOfMessengers) return refuse(custom(6_018));
  if (usedNonceOf(burn.nonce) !== usedNonce) return refuse(custom(2_006));
  // The account of a nonce is made by its first use, and an account is made once.
  if (account(usedNonce).exists) return refuse(custom(0));
  const { amount, feeExecuted, maxFee } = burn;
  if (feeExecuted > maxFee || feeExecuted >= amount) return refuse(custom(6_013));
  const isTo = Buffer.compare(bytesOf(to), burn.mintRecipient) === 0;
  if (!isTo || !account(to).exists || !account(feeTo).exists) return refuse(custom(3_012));
  const kept = Buffer.concat([USED_NONCE, Buffer.of(1)]);
  const rent = rentExemption(BigInt(kept.length));
  return accept({
    calls: [
      getTransferSolInstruction({ source: createNoopSigner(payer), destination: usedNonce, amount: rent }),
    ],
    writes: (look) => [
      accountOf(usedNonce, kept, rent),
      ...minted(look, [
        [to, amount - feeExecuted],
        [feeTo, feeExecuted],
      ]),
    ],
  });
}

function readReceived(data: Buffer) {
  const length = data.length < 12 ? 0 : data.readUInt32LE(8);
  const message = data.subarray(12, 12 + length);
  const attestation = data.subarray(16 + length);
  const burn = decodeBurn(message);
  if (burn === null || attestation.length !== 65) return null;
  return { burn, isAttested: attesterOf(message, attestation) === ATTESTER };
}

/** The address whose key signed the message's hash; null where it is no signature. */
function attesterOf(message: Uint8Array, attestation: Buffer): string | null {
  try {
    const recovered = Buffer.concat([Buffer.of((attestation[64] ?? 0) - 27), attestation.subarray(0, 64)]);
    const digest = Buffer.from(keccak256(message).slice(2), 'hex');
    const key = secp256k1.recoverPublicKey(recovered, digest, { prehash: false });
    const whole = secp256k1.Point.fromBytes(key).toBytes(false);
    return getAddress(publicKeyToAddress(toHex(whole)));
  } catch {
    // The curve throws for whatever is no point of it.
    return null;
  }
}

/** The accounts as they are with so much more in them, and the mint with the sum: a nobody's key makes it. */
function minted(
  look: StandInCall['account'],
  parts: readonly (readonly [Address, bigint])[],
): readonly MaybeEncodedAccount[] {
  const more = new Map<Address, bigint>();
  for (const [address, units] of parts) more.set(address, (more.get(address) ?? 0n) + units);
  const sum = parts.reduce((all, [, units]) => all + units, 0n);
  return [
    ...[...more].flatMap(([address, units]) => withTokens(look, address, units)),
    ...withSupply(look, USDC, sum),
  ];
}
