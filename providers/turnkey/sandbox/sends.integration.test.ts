import { type LocalEthereum, type LocalSolana, startEthereum, startSolana } from '@diboas/local-chains';
import {
  type Address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createSolanaRpc,
  createTransactionMessage,
  getTransactionEncoder,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { createPublicClient, encodeFunctionData, erc20Abi, type Hex, http } from 'viem';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTurnkeyWorld, type TurnkeyWorld } from './testing/world.ts';

const STRANGER: Hex = '0x00000000000000000000000000000000000000aa';
const ETHER = 10n ** 18n;

let ethereum: LocalEthereum;
let solana: LocalSolana;
let world: TurnkeyWorld;
beforeAll(async () => {
  const options = { dataless: true, port: 0, pace: 'by-hand' } as const;
  [ethereum, solana] = await Promise.all([
    startEthereum({ ...options, seed: 'sends' }),
    startSolana({ ...options, seed: 'sends' }),
  ]);
  world = await openTurnkeyWorld({ ethereum: ethereum.url, solana: solana.url });
  await ethereum.fund(world.paying('ethereum'), 'ETH', 100n * ETHER);
  await ethereum.fund(world.paying('ethereum'), 'USDC', 1_000_000_000n);
  await solana.fund(world.paying('solana'), 'SOL', 100_000_000_000n);
});
afterAll(() => Promise.all([world.close(), ethereum.stop(), solana.stop()]));

const reader = () => createPublicClient({ transport: http(ethereum.url, { retryCount: 0 }), cacheTime: 0 });

async function sendEther(call: object, more: object = {}): Promise<string> {
  const answer = await world.submit('eth_send_transaction', 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2', {
    ...{ from: world.paying('ethereum'), caip2: 'eip155:31337', calls: [{ to: STRANGER, ...call }], ...more },
  });
  return answer.body.activity.result.ethSendTransactionResultV2?.sendTransactionStatusId ?? '';
}

async function sendSol(lamports: bigint): Promise<string> {
  const rpc = createSolanaRpc(solana.url);
  const from = world.paying('solana') as Address;
  const { value } = await rpc.getLatestBlockhash({ commitment: 'processed' }).send();
  const source = { address: from } as Parameters<typeof getTransferSolInstruction>[0]['source'];
  const destination = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin' as Address;
  const message = appendTransactionMessageInstructions(
    [getTransferSolInstruction({ source, destination, amount: lamports })],
    setTransactionMessageLifetimeUsingBlockhash(
      value,
      setTransactionMessageFeePayer(from, createTransactionMessage({ version: 0 })),
    ),
  );
  const bytes = getTransactionEncoder().encode(compileTransaction(message));
  const answer = await world.submit('sol_send_transaction', 'ACTIVITY_TYPE_SOL_SEND_TRANSACTION_V2', {
    ...{ unsignedTransaction: Buffer.from(bytes).toString('hex'), signWiths: [from], caip2: 'solana:devnet' },
  });
  return answer.body.activity.result.solSendTransactionResultV2?.sendTransactionStatusId ?? '';
}

function told(sendId: string, status: string) {
  return vi.waitFor(
    () => {
      const found = world.received
        .map(({ body }) => JSON.parse(body))
        .find(({ msg }) => msg?.sendTransactionStatusId === sendId && msg.status === status);
      if (found === undefined) throw new Error('it was not told of');
      return found;
    },
    { timeout: 15_000, interval: 20 },
  );
}

describe('on Ethereum', () => {
  it('a send is broadcast, then included, and told of both times', async () => {
    const id = await sendEther({ value: '12345' });
    expect(await world.until(id, 'BROADCASTING')).toMatchObject({ eth: { txHash: expect.any(String) } });
    await ethereum.mine(1);
    const { eth } = await world.until(id, 'INCLUDED');
    const { to, value } = await reader().getTransaction({ hash: eth?.txHash as Hex });
    expect([to?.toLowerCase(), value]).toEqual([STRANGER.toLowerCase(), 12_345n]);
    expect((await told(id, 'BROADCASTING')).msg).not.toHaveProperty('txHash');
    expect((await told(id, 'INCLUDED')).msg).toMatchObject({ txHash: eth?.txHash, caip2: 'eip155:31337' });
  });

  it('fifty at once have fifty nonces without a gap', async () => {
    const address = world.paying('ethereum') as Hex;
    const first = await reader().getTransactionCount({ address });
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, index) => sendEther({ value: `${index + 1}` })),
    );
    // Statuses are not asked for meanwhile: each question would be one to the node.
    await expect
      .poll(() => reader().getTransactionCount({ address, blockTag: 'pending' }), { interval: 100 })
      .toBe(first + 50);
    await ethereum.mine(3);
    await Promise.all(ids.map((id) => world.until(id, 'INCLUDED')));
    expect(await reader().getTransactionCount({ address })).toBe(first + 50);
  });

  it('what would be reverted fails before it is broadcast, and what is reverted in a block is included with its error', async () => {
    const tooMuch = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [STRANGER, ETHER] });
    const refused = await sendEther({ to: ethereum.usdc, data: tooMuch });
    expect(await world.until(refused, 'FAILED')).toMatchObject({ error: { eth: { revertChain: [] } } });
    const reverted = await sendEther({ to: ethereum.usdc, data: tooMuch }, { gasLimit: '100000' });
    await world.until(reverted, 'BROADCASTING');
    await ethereum.mine(1);
    expect(await world.until(reverted, 'INCLUDED')).toMatchObject({
      eth: {},
      error: { message: /reverted/ },
    });
  });

  it('an answer of the node that is lost makes no second transaction, and one that it forgot is sent again', async () => {
    const address = world.paying('ethereum') as Hex;
    const first = await reader().getTransactionCount({ address });
    ethereum.answers('eth_sendRawTransaction', { kind: 'lose', times: 1 });
    const id = await sendEther({ value: '7' });
    await world.until(id, 'BROADCASTING');
    await expect.poll(() => reader().getTransactionCount({ address, blockTag: 'pending' })).toBe(first + 1);
    await ethereum.mine(1);
    await world.until(id, 'INCLUDED');

    const forgotten = await sendEther({ value: '8' });
    await world.until(forgotten, 'BROADCASTING');
    await expect.poll(() => reader().getTransactionCount({ address, blockTag: 'pending' })).toBe(first + 2);
    const { hash = '0x' } =
      (await reader().getBlock({ blockTag: 'pending', includeTransactions: true })).transactions[0] ?? {};
    await ethereum.drop(hash);
    await expect.poll(() => reader().getTransactionCount({ address, blockTag: 'pending' })).toBe(first + 2);
    await ethereum.mine(1);
    await world.until(forgotten, 'INCLUDED');
    expect(await reader().getTransactionCount({ address })).toBe(first + 2);
  });

  it.each([
    ['several calls', { calls: Array(2).fill({ to: STRANGER, value: '1' }) }, 501],
    ['a sponsor', { sponsor: true }, 501],
    ['a key that is not ours', { from: STRANGER }, 404],
    ['another network', { caip2: 'solana:devnet' }, 400],
  ])('%s is refused', async (_what, more, status) => {
    const answer = await world.submit('eth_send_transaction', 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2', {
      ...{
        from: world.paying('ethereum'),
        caip2: 'eip155:1',
        calls: [{ to: STRANGER, value: '1' }],
        ...more,
      },
    });
    expect(answer.status).toBe(status);
  });

  it('a deposit is told of once, for each asset that is supported', async () => {
    await ethereum.fund(world.paying('ethereum'), 'USDC', 4_321_000n);
    const deposits = () =>
      world.received
        .map(({ body }) => JSON.parse(body))
        .filter(({ type, msg }) => type === 'balances:confirmed' && msg.asset.amount === '4321000');
    await expect.poll(() => deposits().length).toBe(1);
    expect(deposits()[0].msg).toMatchObject({
      ...{ operation: 'deposit', caip2: 'eip155:31337', address: world.paying('ethereum') },
      asset: { symbol: 'USDC', decimals: 6, caip19: `eip155:31337/erc20:${ethereum.usdc.toLowerCase()}` },
      block: { number: expect.any(Number) },
    });
  });
});

describe('on Solana', () => {
  it('a send is broadcast, then included with its signature', async () => {
    const id = await sendSol(2_000_000n);
    await world.until(id, 'BROADCASTING');
    await solana.mine(1);
    const { solana: shown } = await world.until(id, 'INCLUDED');
    expect(shown?.signature).toMatch(/^[1-9A-HJ-NP-Za-km-z]{80,90}$/);
    expect((await told(id, 'INCLUDED')).msg.txHash).toBe(shown?.signature);
  });

  it('what the node refuses fails, and a lost answer makes no second transaction', async () => {
    expect(await world.until(await sendSol(10n ** 15n), 'FAILED')).toMatchObject({ error: { solana: {} } });
    solana.answers('sendTransaction', { kind: 'lose', times: 1 });
    const id = await sendSol(3_000_000n);
    await world.until(id, 'BROADCASTING');
    await solana.mine(1);
    await world.until(id, 'INCLUDED');
  });

  it('a deposit is told of once', async () => {
    await solana.fund(world.paying('solana'), 'USDC', 7_654_000n);
    await solana.mine(2);
    const deposits = () =>
      world.received
        .map(({ body }) => JSON.parse(body))
        .filter(({ type, msg }) => type === 'balances:confirmed' && msg.asset.amount === '7654000');
    await expect.poll(() => deposits().length).toBe(1);
    expect(deposits()[0].msg).toMatchObject({ operation: 'deposit', asset: { symbol: 'USDC', decimals: 6 } });
  });
});
