/** Sends mints, each as one transaction that is made once and handed over again until a block has it. */
import { createHash } from 'node:crypto';
import { createOwnEthereumSender, createOwnSolanaSender, type OwnSend } from '@diboas/sandbox-kit/chains';
import {
  AccountRole,
  type Address,
  address,
  getAddressDecoder,
  getAddressEncoder,
  getProgramDerivedAddress,
  type Instruction,
} from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { encodeFunctionData, type Hex, hexToBytes, parseAbi, sliceHex, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { FORWARDER_KEY } from './attest.ts';

export interface Forwarder {
  make(message: Hex, attestation: Hex): Promise<OwnSend>;
  handOver(mint: OwnSend): Promise<void>;
  state(mint: OwnSend): Promise<'nowhere' | 'in_block' | 'failed'>;
}

const RECEIVE = parseAbi(['function receiveMessage(bytes message, bytes attestation) returns (bool)']);
const TRANSMITTER = '0xE737e5cEBEEBa77EFE34D4aa090756590b1CE275';

export function ethereumForwarderAddress(): string {
  return privateKeyToAccount(toHex(FORWARDER_KEY)).address;
}

export function forwardOnEthereum(url: string): Forwarder {
  const sender = createOwnEthereumSender(url, FORWARDER_KEY);
  return {
    ...sender,
    make(message, attestation) {
      const args = [message, attestation] as const;
      return sender.make({
        to: TRANSMITTER,
        data: encodeFunctionData({ abi: RECEIVE, functionName: 'receiveMessage', args }),
      });
    },
  };
}

const MESSENGER = address('CCTPV2vPZJS2u2BBsUoscuikbYjnpFmbFsvVuJdgUMQe');
const RECEIVER = address('CCTPV2Sm4AdWt5296sk4P66VBZ7bEhcARwFaaS9YPbeC');
const SYSTEM = address('11111111111111111111111111111111');
/** USDC on devnet, which the sandbox's chain is like. */
const USDC = address('4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU');

export function forwardOnSolana(url: string): Forwarder {
  const sender = createOwnSolanaSender(url, FORWARDER_KEY);
  return {
    ...sender,
    make: (message, attestation) =>
      sender.make(async (payer) => [
        await receiveInstruction({ payer: payer.address, message, attestation }),
      ]),
  };
}

/** `receiveMessage`, with what the receiver of burns is given behind its own accounts. */
async function receiveInstruction({
  payer,
  message,
  attestation,
}: {
  readonly payer: Address;
  readonly message: Hex;
  readonly attestation: Hex;
}): Promise<Instruction> {
  const pda = async (program: Address, ...seeds: (string | Uint8Array)[]): Promise<Address> =>
    (await getProgramDerivedAddress({ programAddress: program, seeds }))[0];
  const at = (from: number, to: number): Uint8Array => hexToBytes(sliceHex(message, from, to));
  const mint = await findAssociatedTokenPda({
    owner: payer,
    mint: USDC,
    tokenProgram: TOKEN_PROGRAM_ADDRESS,
  });
  const usdc = addressBytes(USDC);
  const read = AccountRole.READONLY;
  const write = AccountRole.WRITABLE;
  const accounts: [Address, AccountRole][] = [
    [payer, AccountRole.WRITABLE_SIGNER],
    [payer, AccountRole.READONLY_SIGNER],
    [await pda(RECEIVER, 'message_transmitter_authority', addressBytes(MESSENGER)), read],
    [await pda(RECEIVER, 'message_transmitter'), read],
    [await pda(RECEIVER, 'used_nonce', at(12, 44)), write],
    ...([
      [MESSENGER, read],
      [SYSTEM, read],
    ] as [Address, AccountRole][]),
    [await pda(RECEIVER, '__event_authority'), read],
    [RECEIVER, read],
    [await pda(MESSENGER, 'token_messenger'), read],
    [await pda(MESSENGER, 'remote_token_messenger', '0'), read],
    [await pda(MESSENGER, 'token_minter'), read],
    [await pda(MESSENGER, 'local_token', usdc), write],
    [await pda(MESSENGER, 'token_pair', '0', at(152, 184)), read],
    [mint[0], write],
    [getAddressDecoder().decode(at(184, 216)), write],
    [await pda(MESSENGER, 'custody', usdc), write],
    [USDC, write],
    [TOKEN_PROGRAM_ADDRESS, read],
    [await pda(MESSENGER, '__event_authority'), read],
    [MESSENGER, read],
  ];
  return {
    programAddress: RECEIVER,
    accounts: accounts.map(([name, role]) => ({ address: name, role })),
    data: receiveData(hexToBytes(message), hexToBytes(attestation)),
  };
}

function addressBytes(of: Address): Uint8Array {
  return Uint8Array.from(getAddressEncoder().encode(of));
}

/** `ReceiveMessageParams`: both lists of bytes, each behind its length. */
function receiveData(message: Uint8Array, attestation: Uint8Array): Uint8Array {
  const name = createHash('sha256').update('global:receive_message').digest().subarray(0, 8);
  const behindLength = (bytes: Uint8Array): Uint8Array => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([name, behindLength(message), behindLength(attestation)]);
}
