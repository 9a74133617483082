// Payments as a wallet makes them: built over the client, signed, and kept as the bytes that are sent, however often.

import type { SuiGrpcClient } from '@mysten/sui/grpc';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import type { SuiWallet } from './open-sui.ts';

export interface SignedPayment {
  readonly bytes: Uint8Array;
  readonly signature: string;
  readonly digest: string;
}

export interface PaymentOptions {
  readonly from: SuiWallet;
  readonly to: string;
  readonly amount: bigint;
  /** SUI when it is left out. */
  readonly coinType?: string;
  /** May be executed up to the end of this epoch. */
  readonly lastEpoch?: number;
  /** One coin of the sender that pays for gas and is paid from. */
  readonly coin?: { readonly objectId: string; readonly version: string; readonly digest: string };
}

export async function signPayment(client: SuiGrpcClient, options: PaymentOptions): Promise<SignedPayment> {
  const { from, to, amount, coinType, lastEpoch, coin } = options;
  const transaction = new Transaction();
  transaction.setSender(from.address);
  if (lastEpoch !== undefined) transaction.setExpiration({ Epoch: lastEpoch });
  if (coin !== undefined) transaction.setGasPayment([coin]);
  const paid =
    coinType === undefined
      ? transaction.splitCoins(transaction.gas, [amount])
      : coinWithBalance({ type: coinType, balance: amount });
  transaction.transferObjects([paid], to);
  return signBuilt(transaction, { client, from });
}

export async function signBuilt(
  transaction: Transaction,
  { client, from }: { readonly client: SuiGrpcClient; readonly from: SuiWallet },
): Promise<SignedPayment> {
  const bytes = await transaction.build({ client });
  const { signature } = await from.keypair.signTransaction(bytes);
  return { bytes, signature, digest: await transaction.getDigest({ client }) };
}

/** The digest of what was executed; throws what the client throws. */
export async function send(client: SuiGrpcClient, payment: SignedPayment): Promise<string> {
  const sent = await client.executeTransaction({
    transaction: payment.bytes,
    signatures: [payment.signature],
  });
  return (sent.Transaction ?? sent.FailedTransaction).digest;
}
