import { isSuiTransactionOf, suiSigningDigest } from '@diboas/chain-access';
import { accept, refuse } from '@diboas/kernel';
import { type ChainSigner, checkWord, type DeskOf, watchCredentials } from '@diboas/providers-kit';
import { notPossible, notYet } from '@diboas/providers-kit/wallet';
import { addressesOf, type TurnkeyWalletOptions } from '../wallet/desk.ts';
import { sign, signDigest } from '../wallet/sign.ts';
import { type Accounts, createAccounts } from '../wire/accounts.ts';
import { connectToTurnkey } from '../wire/connection.ts';

/** How Turnkey calls a transaction of a network that it is to sign. It reads it, so that policies can say what may be in it. */
const TYPES = { ethereum: 'TRANSACTION_TYPE_ETHEREUM', solana: 'TRANSACTION_TYPE_SOLANA' } as const;

/**
 * Turnkey as a signer: for each use another account of the paying wallet on a network. What it signs is sent by whoever asked,
 * and two signatures of the same transaction are one.
 */
export function createTurnkeySigner(options: TurnkeyWalletOptions): DeskOf<'signer'> {
  const { now, chains } = options;
  const organizationId = checkWord(options.organizationId, 'TURNKEY_ORGANIZATION_ID');
  const walletId = checkWord(options.walletId, 'TURNKEY_WALLET_ID');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToTurnkey({ ...options, organizationId, credentials });
  return {
    forUse(use) {
      const accounts = createAccounts(connection, { walletId, chain: chains.chain, use });
      const address = addressesOf(accounts);
      return {
        id: 'turnkey',
        name: 'Turnkey',
        address,
        sign: (ask) => signFor({ connection, now, address, accounts }, ask),
      };
    },
  };
}

type Signing = Parameters<typeof sign>[0] &
  Pick<ChainSigner, 'address'> & { readonly accounts: () => Promise<Accounts | null> };
type SignAnswer = ReturnType<ChainSigner['sign']>;

async function signFor(
  signing: Signing,
  { network, transaction }: Parameters<ChainSigner['sign']>[0],
): SignAnswer {
  const { connection, now, address } = signing;
  const signWith = await address(network);
  if (!signWith.ok)
    return refuse(
      signWith.refusal === 'unsupported'
        ? notPossible('unsupported', `there is no account that signs on ${network}`)
        : notYet('Turnkey does not tell the account that signs'),
    );
  if (network === 'sui') return signOnSui(signing, { signWith: signWith.value, transaction });
  const activity = await sign(
    { connection, now },
    {
      ...{ path: 'sign_transaction', type: 'ACTIVITY_TYPE_SIGN_TRANSACTION_V2' },
      parameters: { signWith: signWith.value, unsignedTransaction: transaction, type: TYPES[network] },
    },
  );
  if (!activity.ok) return activity;
  const signed = activity.value.result.signTransactionResult?.signedTransaction ?? '';
  const hex = signed.replace(/^0x/, '').toLowerCase();
  return /^([0-9a-f]{2})+$/.test(hex)
    ? accept(hex)
    : refuse(notYet(`the activity ${activity.value.id} signed nothing`));
}

/** Turnkey does not read what is signed there, so it is looked at here: a transaction that this address sends, and nothing else. */
async function signOnSui(
  { connection, now, accounts }: Signing,
  { signWith, transaction }: { readonly signWith: string; readonly transaction: string },
): SignAnswer {
  if (!isSuiTransactionOf(transaction, signWith))
    return refuse(notPossible('other', 'it is no transaction that this address sends'));
  const publicKey = (await accounts())?.sui?.publicKey ?? '';
  const payload = suiSigningDigest(transaction);
  const signed = await signDigest({ connection, now }, { signWith, payload });
  if (!signed.ok) return signed;
  const whole = `00${signed.value}${publicKey}`.toLowerCase();
  return /^00[0-9a-f]{192}$/.test(whole)
    ? accept(whole)
    : refuse(notYet('Turnkey gave no signature, or does not tell the key of its account on Sui'));
}
