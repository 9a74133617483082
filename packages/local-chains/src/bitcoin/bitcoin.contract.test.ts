import { describeLocalChain } from '../chain/testing/local-chain-suite.ts';
import { startBitcoin } from './bitcoin.ts';
import { createBitcoinWallet } from './testing/bitcoin-wallet.ts';
import { createExplorerClient } from './testing/explorer-client.ts';

interface ShownSums {
  readonly chain_stats: { readonly funded_txo_sum: number; readonly spent_txo_sum: number };
}

const PAYMENT = 100_000n;
let wallets = 0;

/** A key that nobody else has. */
function freshWallet(url: string) {
  wallets += 1;
  return createBitcoinWallet({ name: `wallet ${wallets}`, client: createExplorerClient(url) });
}

describeLocalChain('Bitcoin', {
  ...{ start: startBitcoin, asset: 'BTC', granted: 10n * PAYMENT, payment: PAYMENT, sendMethod: 'POST /tx' },
  async payer({ url }) {
    const wallet = freshWallet(url);
    return {
      address: wallet.address,
      async pay(to) {
        const coins = await wallet.coins();
        const hex = await wallet.sign({ coins, to, value: PAYMENT, fee: 1_000n });
        const { status, text } = await createExplorerClient(url).broadcast(hex);
        if (status !== 200) throw new Error(text);
        return text;
      },
    };
  },
  freshAddress: async () => freshWallet('http://127.0.0.1').address,
  async balance({ url }, to) {
    const { chain_stats } = await createExplorerClient(url).read<ShownSums>(`/address/${to}`);
    return BigInt(chain_stats.funded_txo_sum - chain_stats.spent_txo_sum);
  },
});
