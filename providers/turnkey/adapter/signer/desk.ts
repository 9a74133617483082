import { accept, refuse } from '@diboas/kernel';
import { checkWord, type DeskOf, watchCredentials } from '@diboas/providers-kit';
import { notPossible, notYet } from '@diboas/providers-kit/wallet';
import { addressesOf, type TurnkeyWalletOptions } from '../wallet/desk.ts';
import { sign } from '../wallet/sign.ts';
import { createAccounts } from '../wire/accounts.ts';
import { connectToTurnkey } from '../wire/connection.ts';

/** How Turnkey calls a transaction of a network that it is to sign. It reads it, so that policies can say what may be in it. */
const TYPES = { ethereum: 'TRANSACTION_TYPE_ETHEREUM', solana: 'TRANSACTION_TYPE_SOLANA' } as const;

/**
 * Turnkey as a signer: the second account of the paying wallet on a network. What it signs is sent by whoever asked, and two
 * signatures of the same transaction are one.
 */
export function createTurnkeySigner(options: TurnkeyWalletOptions): DeskOf<'signer'> {
  const { now } = options;
  const organizationId = checkWord(options.organizationId, 'TURNKEY_ORGANIZATION_ID');
  const walletId = checkWord(options.walletId, 'TURNKEY_WALLET_ID');
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToTurnkey({ ...options, organizationId, credentials });
  const address = addressesOf(
    createAccounts(connection, { walletId, chain: options.chains.chain, use: 'signing' }),
  );
  return {
    address,
    async sign({ network, transaction }) {
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
    },
  };
}
