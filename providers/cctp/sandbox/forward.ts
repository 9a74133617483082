/** Sends mints, each as one transaction that is made once and handed over again until a block has it. */
import { createHash } from 'node:crypto';
import { connectEthereum } from '@diboas/sandbox-kit/chains';
import {
  AccountRole,
  type Address,
  address,
  appendTransactionMessageInstructions,
  type Base64EncodedWireTransaction,
  createKeyPairSignerFromPrivateKeyBytes,
  createSolanaRpc,
  createTransactionMessage,
  getAddressDecoder,
  getAddressEncoder,
  getBase64EncodedWireTransaction,
  getProgramDerivedAddress,
  getSignatureFromTransaction,
  type Instruction,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { encodeFunctionData, type Hex, hexToBytes, keccak256, parseAbi, sliceHex, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { FORWARDER_KEY } from './attest.ts';

/** A mint that was made, in the form of its network. */
export interface MadeMint {
  readonly hash: string;
  readonly bytes: string;
}

export type MintState = 'nowhere' | 'in_block' | 'failed';

export interface Forwarder {
  make(message: Hex, attestation: Hex): Promise<MadeMint>;
  send(mint: MadeMint): Promise<void>;
  state(mint: MadeMint): Promise<MintState>;
}

const RECEIVE = parseAbi(['function receiveMessage(bytes message, bytes attestation) returns (bool)']);
const TRANSMITTER = '0xE737e5cEBEEBa77EFE34D4aa090756590b1CE275';
const MINT_GAS = 400_000n;

export function ethereumForwarderAddress(): string {
  return privateKeyToAccount(toHex(FORWARDER_KEY)).address;
}

export function forwardOnEthereum(url: string): Forwarder {
  const client = connectEthereum(url);
  const account = privateKeyToAccount(toHex(FORWARDER_KEY));
  // Made while the one before may not be heard of yet: nonces are counted here.
  let next = 0;
  return {
    async make(message, attestation) {
      const [pending, chainId, fees] = await Promise.all([
        client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
        client.getChainId(),
        client.estimateFeesPerGas(),
      ]);
      const nonce = Math.max(next, pending);
      next = nonce + 1;
      const data = encodeFunctionData({
        abi: RECEIVE,
        functionName: 'receiveMessage',
        args: [message, attestation],
      });
      const bytes = await account.signTransaction({
        ...{ type: 'eip1559', chainId, nonce, to: TRANSMITTER, data, gas: MINT_GAS },
        ...{ maxFeePerGas: fees.maxFeePerGas * 3n, maxPriorityFeePerGas: fees.maxPriorityFeePerGas },
      });
      return { hash: keccak256(bytes), bytes };
    },
    async send({ bytes }) {
      // A node that has it already says so, which is as good.
      await client.sendRawTransaction({ serializedTransaction: bytes as Hex }).catch(() => null);
    },
    async state({ hash }) {
      const receipt = await client.getTransactionReceipt({ hash: hash as Hex }).catch(() => null);
      if (receipt === null) return 'nowhere';
      return receipt.status === 'success' ? 'in_block' : 'failed';
    },
  };
}

const MESSENGER = address('CCTPV2vPZJS2u2BBsUoscuikbYjnpFmbFsvVuJdgUMQe');
const RECEIVER = address('CCTPV2Sm4AdWt5296sk4P66VBZ7bEhcARwFaaS9YPbeC');
const SYSTEM = address('11111111111111111111111111111111');
/** USDC on devnet, which the sandbox's chain is like. */
const USDC = address('4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU');

export async function solanaForwarderAddress(): Promise<Address> {
  return (await createKeyPairSignerFromPrivateKeyBytes(FORWARDER_KEY)).address;
}

export function forwardOnSolana(url: string): Forwarder {
  const rpc = createSolanaRpc(url);
  return {
    async make(message, attestation) {
      const [payer, { value: living }] = await Promise.all([
        createKeyPairSignerFromPrivateKeyBytes(FORWARDER_KEY),
        rpc.getLatestBlockhash({ commitment: 'confirmed' }).send(),
      ]);
      const receive = await receiveInstruction({ payer: payer.address, message, attestation });
      const paid = setTransactionMessageFeePayerSigner(payer, createTransactionMessage({ version: 0 }));
      const whole = setTransactionMessageLifetimeUsingBlockhash(living, paid);
      const signed = await signTransactionMessageWithSigners(
        appendTransactionMessageInstructions([receive], whole),
      );
      return { hash: getSignatureFromTransaction(signed), bytes: getBase64EncodedWireTransaction(signed) };
    },
    async send({ bytes }) {
      const options = { encoding: 'base64', preflightCommitment: 'confirmed' } as const;
      await rpc
        .sendTransaction(bytes as Base64EncodedWireTransaction, options)
        .send()
        .catch(() => null);
    },
    async state({ hash }) {
      const signature = hash as Parameters<typeof rpc.getSignatureStatuses>[0][number];
      const { value } = await rpc
        .getSignatureStatuses([signature], { searchTransactionHistory: true })
        .send();
      if (!value[0]) return 'nowhere';
      return value[0].err === null ? 'in_block' : 'failed';
    },
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
