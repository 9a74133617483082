import { accept, refuse } from '@diboas/kernel';
import { type ChainSigner, checkWord, type DeskOf, watchCredentials } from '@diboas/providers-kit';
import { notPossible, notYet } from '@diboas/providers-kit/wallet';
import { addressesOf, type TurnkeyWalletOptions } from '../wallet/desk.ts';
import { sign } from '../wallet/sign.ts';
import { createAccounts } from '../wire/accounts.ts';
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
      const address = addressesOf(createAccounts(connection, { walletId, chain: chains.chain, use }));
      return {
        id: 'turnkey',
        name: 'Turnkey',
        address,
        sign: (ask) => signFor({ connection, now, address }, ask),
      };
    },
  };
}

type Signing = Parameters<typeof sign>[0] & Pick<ChainSigner, 'address'>;

async function signFor(
  { connection, now, address }: Signing,
  { network, transaction }: Parameters<ChainSigner['sign']>[0],
): ReturnType<ChainSigner['sign']> {
  const signWith = await address(network);
  if (!signWith.ok)
    return refuse(
      signWith.refusal === 'unsupported'
        ? notPossible('unsupported', `there is no account that signs on ${network}`)
        : notYet('Turnkey does not tell the account that signs'),
    );
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
