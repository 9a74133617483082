/** What Turnkey signs without sending it: whole transactions, and payloads that it does not read, as Sui's. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { signEthereumTransaction, signSolanaPlan } from '@diboas/sandbox-kit/chains';
import { ed25519 } from '@noble/curves/ed25519.js';
import { Transaction } from '@scure/btc-signer';
import { ERRORS, notHere, type TurnkeyError } from './errors.ts';
import type { Parameters } from './intents.ts';
import { ADDRESS_FORMATS } from './keys/account.ts';
import type { WalletAccount } from './keys/wallets.ts';

const HEX = /^([0-9a-fA-F]{2})+$/;

/** Networks by the type under which a transaction of theirs is signed. */
const NETWORK_OF: Readonly<Record<string, string>> = {
  TRANSACTION_TYPE_BITCOIN: 'bitcoin',
  TRANSACTION_TYPE_ETHEREUM: 'ethereum',
  TRANSACTION_TYPE_SOLANA: 'solana',
};

type Signed = Outcome<{ readonly signedTransaction: string }, TurnkeyError>;

/** The transaction with our signature in it, in hex. It is sent by whoever asked. */
export function signTransaction(
  { unsignedTransaction, type }: Parameters<'sign_transaction'>,
  { account, privateKey }: WalletAccount,
): Signed {
  const network = NETWORK_OF[type];
  if (network === undefined) return refuse(notHere(`signing of ${type}`));
  const isOfNetwork = ADDRESS_FORMATS[account.addressFormat].network === network;
  if (!isOfNetwork || !HEX.test(unsignedTransaction)) return refuse(ERRORS.BAD_BODY);
  if (network === 'bitcoin') return signPsbt(unsignedTransaction, privateKey);
  const signed =
    network === 'ethereum'
      ? signEthereumTransaction(unsignedTransaction, privateKey)
      : wholeSolana(unsignedTransaction, { address: account.address, privateKey });
  return signed === null ? refuse(ERRORS.BAD_BODY) : accept({ signedTransaction: signed });
}

function wholeSolana(
  unsignedTransaction: string,
  { address, privateKey }: { readonly address: string; readonly privateKey: Uint8Array },
): string | null {
  const signed = signSolanaPlan({ unsignedTransaction, signWiths: [address] }, () => privateKey);
  return signed.ok ? Buffer.from(signed.value.raw, 'base64').toString('hex') : null;
}

/** A PSBT is finalised by whoever asked, too. */
function signPsbt(unsignedTransaction: string, privateKey: Uint8Array): Signed {
  try {
    const psbt = Transaction.fromPSBT(Buffer.from(unsignedTransaction, 'hex'), {
      ...{ allowUnknownInputs: true, allowUnknownOutputs: true },
    });
    if (psbt.sign(privateKey) === 0) return refuse(ERRORS.BAD_BODY);
    return accept({ signedTransaction: Buffer.from(psbt.toPSBT()).toString('hex') });
  } catch {
    // The library throws for whatever is no PSBT, or has no input of this key.
    return refuse(ERRORS.BAD_BODY);
  }
}

/** Ed25519 over the payload as it is: `r` and `s` are the halves of the signature. */
export function signRawPayload(
  { payload, encoding, hashFunction }: Parameters<'sign_raw_payload'>,
  { account, privateKey }: WalletAccount,
): Outcome<{ readonly r: string; readonly s: string; readonly v: string }, TurnkeyError> {
  if (account.curve !== 'CURVE_ED25519') return refuse(notHere('raw payloads on secp256k1'));
  if (encoding !== 'PAYLOAD_ENCODING_HEXADECIMAL') return refuse(notHere(`payloads in ${encoding}`));
  if (hashFunction !== 'HASH_FUNCTION_NOT_APPLICABLE') return refuse(notHere(`the hash ${hashFunction}`));
  const hex = payload.replace(/^0x/, '');
  if (!HEX.test(hex)) return refuse(ERRORS.BAD_BODY);
  const signature = Buffer.from(ed25519.sign(Buffer.from(hex, 'hex'), privateKey)).toString('hex');
  return accept({ r: signature.slice(0, 64), s: signature.slice(64), v: '00' });
}
