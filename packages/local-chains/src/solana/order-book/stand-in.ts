/**
 * The program that orders of deBridge's DLN are placed with on Solana, of which nobody publishes the code that runs: `create_order_with_nonce` by
 * the same accounts, and of its data what moves money. What is given goes to the account of the order, the flat fee and what the order's own
 * account keeps to that; an order is placed once. Source: the program's IDL, version 3.0.
 */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { type Address, address, createNoopSigner } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { getTransferCheckedInstruction } from '@solana-program/token';
import { discriminator } from '../burn-mint/programs.ts';
import type { StandInCall, StandIns, StoodIn } from '../machine/stand-in.ts';
import type { TransactionError } from '../machine/transaction-error.ts';

/** The same on every chain of Solana. Source: docs.debridge.com, "Deployed contracts". */
const DLN_SOURCE = address('src5qyZHqTqecJV4aY6Cb6zDZLMDzrDKKezs22MPHr4');
/** Lamports, as it has been since the beginning: 0.015 SOL. */
const FLAT_FEE = 15_000_000n;
/** What the account of an order holds, in bytes. */
const ORDER_BYTES = 256n;
const DECIMALS = 6;

const CREATE_ORDER = discriminator('global:create_order_with_nonce');

export function orderBookStandIns(): StandIns {
  return new Map([[DLN_SOURCE, createOrder]]);
}

/** In the order of the IDL: maker, state, token_mint, give_order_state, authorized_native_sender, maker_wallet, give_order_wallet, … */
function createOrder({
  accounts,
  data,
  account,
  rentExemption,
}: StandInCall): Outcome<StoodIn, TransactionError> {
  const [maker, , mint, order, , wallet, orderWallet] = accounts;
  const bytes = Buffer.from(data);
  if (!bytes.subarray(0, 8).equals(CREATE_ORDER)) return refuse({ Custom: 101 });
  if (bytes.length < 16 || !maker || !mint || !order || !wallet || !orderWallet)
    return refuse('InvalidInstructionData');
  // The account of an order is made with it, and an account is made once.
  if (account(order).exists) return refuse({ Custom: 0 });
  const owner = createNoopSigner<Address>(maker);
  return accept({
    calls: [
      getTransferCheckedInstruction({
        ...{ source: wallet, mint, destination: orderWallet, authority: owner },
        ...{ amount: bytes.readBigUInt64LE(8), decimals: DECIMALS },
      }),
      getTransferSolInstruction({
        ...{ source: owner, destination: order },
        amount: FLAT_FEE + rentExemption(ORDER_BYTES),
      }),
    ],
    writes: () => [],
  });
}
