/** What Turnkey signs without sending it: Bitcoin's PSBTs, and payloads that it does not read, as Sui's. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { ed25519 } from '@noble/curves/ed25519.js';
import { Transaction } from '@scure/btc-signer';
import { ERRORS, notHere, type TurnkeyError } from './errors.ts';
import type { Parameters } from './intents.ts';
import { ADDRESS_FORMATS } from './keys/account.ts';
import type { WalletAccount } from './keys/wallets.ts';

const HEX = /^([0-9a-fA-F]{2})+$/;

/** The PSBT with our signatures in it, in hex. It is finalised and sent by whoever asked. */
export function signTransaction(
  { unsignedTransaction, type }: Parameters<'sign_transaction'>,
  { account, privateKey }: WalletAccount,
): Outcome<{ readonly signedTransaction: string }, TurnkeyError> {
  if (type !== 'TRANSACTION_TYPE_BITCOIN') return refuse(notHere(`signing of ${type}`));
  const isBitcoin = ADDRESS_FORMATS[account.addressFormat].network === 'bitcoin';
  if (!isBitcoin || !HEX.test(unsignedTransaction)) return refuse(ERRORS.BAD_BODY);
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
