import { startBitcoin } from '@diboas/local-chains';
import { p2wpkh, Transaction } from '@scure/btc-signer';
import { expect, it, onTestFinished } from 'vitest';
import { openTurnkeyWorld, WALLET } from './testing/world.ts';

const REGTEST = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };

it('a PSBT comes back signed, and what is made of it is taken by the network', async () => {
  const chain = await startBitcoin({ dataless: true, port: 0, seed: 'psbt', pace: 'at-once' });
  onTestFinished(() => chain.stop());
  const world = await openTurnkeyWorld({ bitcoin: chain.url });
  onTestFinished(() => world.close());
  const { body } = await world.query('list_wallet_accounts', { walletId: WALLET });
  const account = body.accounts.find(({ addressFormat }) => addressFormat.includes('BITCOIN'));
  const address = account?.address ?? '';
  const txid = await chain.fund(address, 'BTC', 100_000n);
  const { script } = p2wpkh(Buffer.from(account?.publicKey ?? '', 'hex'), REGTEST);

  const found = await fetch(`${chain.url}/api/address/${address}/utxo`);
  const [{ vout }] = JSON.parse(await found.text());
  const unsigned = new Transaction();
  unsigned.addInput({ txid, index: vout, witnessUtxo: { script, amount: 100_000n } });
  unsigned.addOutputAddress(address, 99_000n, REGTEST);
  const asked = {
    ...{ signWith: address, type: 'TRANSACTION_TYPE_BITCOIN' },
    unsignedTransaction: Buffer.from(unsigned.toPSBT()).toString('hex'),
  };
  const sign = (more: object = {}) =>
    world.submit('sign_transaction', 'ACTIVITY_TYPE_SIGN_TRANSACTION_V2', { ...asked, ...more });

  const signed = (await sign()).body.activity.result.signTransactionResult?.signedTransaction ?? '';
  const transaction = Transaction.fromPSBT(Buffer.from(signed, 'hex'));
  transaction.finalize();
  const sent = await fetch(`${chain.url}/api/tx`, { method: 'POST', body: transaction.hex });
  expect(await sent.text()).toBe(transaction.id);

  expect((await sign({ unsignedTransaction: '00ff' })).status).toBe(400);
  expect((await sign({ signWith: world.paying('sui') })).status).toBe(400);
  expect((await sign({ type: 'TRANSACTION_TYPE_TRON' })).status).toBe(501);
});
