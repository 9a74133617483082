import { address, createSolanaRpc } from '@solana/kit';
import { describeLocalChain } from '../chain/testing/local-chain-suite.ts';
import { startSolana } from './solana.ts';
import { freshAddress, SOL, someoneOn } from './testing/someone.ts';

describeLocalChain('Solana', {
  ...{ start: startSolana, asset: 'SOL', granted: 10n * SOL, payment: SOL, sendMethod: 'sendTransaction' },
  async payer(chain) {
    const { address: from, pay } = await someoneOn(chain, 0n);
    return { address: from, pay: (to) => pay(address(to), SOL) };
  },
  freshAddress,
  balance: async ({ url }, to) =>
    (await createSolanaRpc(url).getBalance(address(to), { commitment: 'processed' }).send()).value,
});
