// What people sign on Solana, who take longer than a blockhash lives.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { assetsOn, type NetworkAsset, type NetworkChain, type NetworkFacts } from '@diboas/networks';
import {
  address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  getBase16Decoder,
  getTransactionEncoder,
  type Nonce,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { z } from 'zod';
import type { FoundTransaction } from '../../shape/transaction.ts';
import type { UnsignedAsk, UnsignedRefusal } from '../../shape/transfer.ts';
import { orUnavailable, orUnknown, readShape, valueOrUnavailable } from '../../wire/unanswered.ts';
import { findOrProve } from '../find.ts';
import { makeTransfer, readLifetime } from '../transfer.ts';
import { openSolanaWire, type SolanaWire } from '../wire.ts';
import { makingNonceAccount, NONCE_ACCOUNT_BYTES, nonceAccountOf, readNonce } from './nonce-account.ts';

export interface TransferByHand {
  /** In hex, with zeros for the signature. */
  readonly transaction: string;
  readonly fee: NetworkFacts['solana']['fee'];
  /** What it is looked up by. */
  readonly sent: SentByHand;
}

export interface SentByHand {
  readonly payer: string;
  /** Good as long as the payer's account has it. */
  readonly nonce: string;
  /** The block at which the account was seen to have it. */
  readonly slot: bigint;
}

export interface SolanaByHand {
  /** What makes the account with the nonce, to be signed by the payer within a minute; refused where there is one. */
  makeAccount(payer: string): Promise<Outcome<string, 'unavailable' | 'is_there'>>;
  /**
   * As `unsigned` of the chain, and good until the payer's nonce is used. One at a time: of all that are signed over one nonce one
   * can be carried out. Refused where there is no account yet.
   */
  unsigned(ask: UnsignedAsk): Promise<Outcome<TransferByHand, UnsignedRefusal | 'no_account'>>;
  /** `expired` once a later block that is final has another nonce, and no node has the transaction. */
  find(hash: string, sent: SentByHand): Promise<FoundTransaction<'solana'>>;
}

export function openSolanaByHand(node: {
  readonly chain: NetworkChain;
  readonly url: string;
  readonly timeoutMs: number;
  readonly assets?: readonly NetworkAsset[];
}): SolanaByHand {
  const wire = openSolanaWire({ assets: assetsOn('solana', node.chain), ...node });
  return {
    makeAccount: (payer) =>
      orUnavailable<string, 'unavailable' | 'is_there'>(async () => {
        const { nonce } = await readNonce(wire, payer, 'confirmed');
        return nonce === null ? accept(await makeAccount(wire, payer)) : refuse('is_there');
      }),
    unsigned: async (ask) => {
      const read = await valueOrUnavailable(() => readNonce(wire, ask.from, 'confirmed'));
      if (!read.ok) return read;
      const { nonce, slot } = read.value;
      if (nonce === null) return refuse('no_account');
      const made = await makeByHand(wire, ask, nonce);
      return made.ok ? accept({ ...made.value, sent: { payer: ask.from, nonce, slot } }) : made;
    },
    find: (hash, { payer, nonce, slot }) =>
      orUnknown(() =>
        findOrProve(wire, hash, async () => {
          const final = await readNonce(wire, payer, 'finalized');
          // What was final before the account had this nonce had another one, or no account, and proves nothing.
          const isOver = final.slot >= slot && final.nonce !== null && final.nonce !== nonce;
          return isOver ? final.slot : null;
        }),
      ),
  };
}

async function makeByHand(wire: SolanaWire, ask: UnsignedAsk, nonce: Nonce) {
  const nonceAccountAddress = await nonceAccountOf(ask.from);
  const nonceAuthorityAddress = address(ask.from);
  return orUnavailable(() => makeTransfer(wire, ask, { nonce, nonceAccountAddress, nonceAuthorityAddress }));
}

async function makeAccount(wire: SolanaWire, payer: string): Promise<string> {
  const { ask, rpc } = wire;
  const request = rpc.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_BYTES);
  const rent = readShape(z.bigint(), await ask('getMinimumBalanceForRentExemption', request), 'rent');
  const message = setTransactionMessageLifetimeUsingBlockhash(
    await readLifetime(wire),
    setTransactionMessageFeePayer(address(payer), createTransactionMessage({ version: 0 })),
  );
  const whole = appendTransactionMessageInstructions(await makingNonceAccount(payer, rent), message);
  return getBase16Decoder().decode(getTransactionEncoder().encode(compileTransaction(whole)));
}
