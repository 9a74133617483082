// What somebody who looks on sees of the chain.
import { isAddress } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { ChainView } from '../chain/local-chain.ts';
import type { Bank } from './bank/bank.ts';
import { readToken } from './bank/token-balance.ts';
import { USDC_MINT } from './treasury.ts';

export function viewSolana(bank: Bank, count: number): ChainView {
  return {
    blocks: bank.newest(count).map(({ height, blockhash, unixSeconds, landed }) => ({
      ...{ height: Number(height), hash: blockhash, at: Number(unixSeconds) * 1_000 },
      transactions: landed.map(({ signature }) => signature),
    })),
    waiting: bank.waiting(),
  };
}

/** Of a token, what lies in all accounts of this owner. */
export function balanceOnSolana(bank: Bank, address: string, asset: 'SOL' | 'USDC'): bigint {
  if (!isAddress(address)) throw new RangeError(`${address} is no address of Solana.`);
  const accounts = bank.accounts('processed');
  if (asset === 'SOL') return accounts.balance(address);
  return accounts.ofProgram(TOKEN_PROGRAM_ADDRESS).reduce((sum, account) => {
    const token = readToken(accounts, account.address);
    return token?.owner === address && token.mint === USDC_MINT ? sum + token.amount : sum;
  }, 0n);
}
