/** What burns stand on the sandbox's chains, by their public wires, and how certain each is. */
import { connectEthereum } from '@diboas/sandbox-kit/chains';
import { address, createSolanaRpc, isSignature } from '@solana/kit';
import { type Hex, isHex, parseAbi, parseEventLogs, toHex } from 'viem';
import { z } from 'zod';

/** How Circle numbers the networks. */
export type Domain = 0 | 5;
export const NETWORKS = { 0: 'ethereum', 5: 'solana' } as const satisfies Readonly<Record<Domain, string>>;

export function isDomain(domain: number): domain is Domain {
  return domain === 0 || domain === 5;
}

export interface SeenBurn {
  /** Without what the attester fills in. */
  readonly message: Hex;
  /** 2000 once the network can undo it no more, 1000 before. */
  readonly finality: 1_000 | 2_000;
}

/** Null as long as no block has the transaction, or it sent no message. */
export interface BurnWatch {
  see(transactionHash: string): Promise<SeenBurn | null>;
}

const SENT = parseAbi(['event MessageSent(bytes message)']);
/** Where messages are sent from on Sepolia. */
const TRANSMITTER = '0xe737e5cebeeba77efe34d4aa090756590b1ce275';

export function watchEthereumBurns(url: string): BurnWatch {
  const client = connectEthereum(url);
  return {
    async see(hash) {
      if (!isHex(hash)) return null;
      const receipt = await client.getTransactionReceipt({ hash }).catch(() => null);
      if (receipt === null || receipt.status !== 'success') return null;
      const [sent] = parseEventLogs({ abi: SENT, logs: receipt.logs }).filter(
        (log) => log.address.toLowerCase() === TRANSMITTER,
      );
      if (sent === undefined) return null;
      const final = await client.getBlock({ blockTag: 'finalized' });
      return {
        message: sent.args.message,
        finality: final.number >= receipt.blockNumber ? 2_000 : 1_000,
      };
    },
  };
}

const TOKEN_MESSENGER_MINTER = 'CCTPV2vPZJS2u2BBsUoscuikbYjnpFmbFsvVuJdgUMQe';
/** At which place of a burn the account is named that keeps its message, and what stands before that in it. */
const EVENT_PLACE = 11;
const BEFORE_MESSAGE = 48;

const landedShape = z.object({
  transaction: z.object({
    message: z.object({
      accountKeys: z.array(z.string()),
      instructions: z.array(z.object({ programIdIndex: z.number(), accounts: z.array(z.number()) })),
    }),
  }),
  meta: z.object({ err: z.unknown() }),
});

export function watchSolanaBurns(url: string): BurnWatch {
  const rpc = createSolanaRpc(url);
  return {
    async see(hash) {
      if (!isSignature(hash)) return null;
      const asked = {
        commitment: 'confirmed',
        encoding: 'json',
        maxSupportedTransactionVersion: 0,
      } as const;
      const read = landedShape.safeParse(await rpc.getTransaction(hash, asked).send());
      if (!read.success || read.data.meta.err !== null) return null;
      const { accountKeys, instructions } = read.data.transaction.message;
      const burn = instructions.find((one) => accountKeys[one.programIdIndex] === TOKEN_MESSENGER_MINTER);
      const event = accountKeys[burn?.accounts[EVENT_PLACE] ?? -1];
      if (event === undefined) return null;
      const kept = await rpc
        .getAccountInfo(address(event), { encoding: 'base64', commitment: 'confirmed' })
        .send();
      if (kept.value === null) return null;
      const bytes = Buffer.from(kept.value.data[0], 'base64');
      const length = bytes.readUInt32LE(BEFORE_MESSAGE);
      const message = bytes.subarray(BEFORE_MESSAGE + 4, BEFORE_MESSAGE + 4 + length);
      const statuses = await rpc.getSignatureStatuses([hash], { searchTransactionHistory: true }).send();
      const isFinal = statuses.value[0]?.confirmationStatus === 'finalized';
      return { message: toHex(message), finality: isFinal ? 2_000 : 1_000 };
    },
  };
}
