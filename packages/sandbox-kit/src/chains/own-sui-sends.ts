/** What a double sends on Sui with a key of its own: coins that lie at its address, made and handed over one after the other. */
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { coinWithBalance, Transaction, TransactionDataBuilder } from '@mysten/sui/transactions';
import type { OwnSender } from './own-sends.ts';

export interface OwnSuiPayment {
  readonly to: string;
  readonly amount: bigint;
  /** Null for SUI itself. */
  readonly coinType: string | null;
}

/** What is handed over: the transaction and its signature in base64, with a dot between them. */
export function createOwnSuiSender(url: string, key: Uint8Array): OwnSender<OwnSuiPayment> {
  const keypair = Ed25519Keypair.fromSecretKey(key);
  const open = () => new SuiGrpcClient({ network: 'custom', baseUrl: url });
  return {
    async make({ to, amount: balance, coinType }) {
      const transaction = new Transaction();
      transaction.setSender(keypair.toSuiAddress());
      const coin = coinWithBalance({ balance, ...(coinType === null ? {} : { type: coinType }) });
      transaction.transferObjects([coin], to);
      const bytes = await transaction.build({ client: open() });
      const { signature } = await keypair.signTransaction(bytes);
      const hash = TransactionDataBuilder.getDigestFromBytes(bytes);
      return { hash, bytes: `${Buffer.from(bytes).toString('base64')}.${signature}` };
    },
    async handOver({ bytes }) {
      const [transaction = '', signature = ''] = bytes.split('.');
      const sent = {
        transaction: Uint8Array.from(Buffer.from(transaction, 'base64')),
        signatures: [signature],
      };
      await open()
        .executeTransaction(sent)
        .catch(() => null);
    },
    async state({ hash }) {
      const found = await open()
        .getTransaction({ digest: hash })
        .catch(() => null);
      if (found === null) return 'nowhere';
      return found.Transaction === undefined ? 'failed' : 'in_block';
    },
  };
}
