import {
  getBase16Encoder,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  getTransactionDecoder,
  type KeyPairSigner,
  partiallySignTransaction,
} from '@solana/kit';

/** Signs what was made, in hex, as whoever keeps the key does. */
export async function signSolana({ keyPair }: KeyPairSigner, made: string) {
  const read = getTransactionDecoder().decode(getBase16Encoder().encode(made));
  const transaction = await partiallySignTransaction([keyPair], read);
  const bytes = getBase64EncodedWireTransaction(transaction);
  return { bytes, hash: getSignatureFromTransaction(transaction) };
}
