import { createPublicClient, createWalletClient, getAddress, type Hex, http, parseSignature } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeLocalChain } from '../chain/testing/local-chain-suite.ts';
import { type LocalEthereum, startEthereum } from './ethereum.ts';
import { usdCoinAbi } from './usd-coin.ts';

const ETHER = 10n ** 18n;
const GWEI = 10n ** 9n;
const STRANGER: Hex = '0x00000000000000000000000000000000000000aa';

let chain: LocalEthereum;

beforeAll(async () => {
  chain = await startEthereum({ dataless: true, port: 0, seed: 'ethereum', pace: 'by-hand' });
});

afterAll(() => chain.stop());

/** Somebody who has 10 ether, and asks the wire as every client does. */
async function someone() {
  const account = privateKeyToAccount(generatePrivateKey());
  await chain.fund(account.address, 'ETH', 10n * ETHER);
  const transport = http(chain.url, { retryCount: 0 });
  const reader = createPublicClient({ chain: foundry, transport, cacheTime: 0 });
  const wallet = createWalletClient({ account, chain: foundry, transport });
  const pay = (to: Hex, options: { nonce?: number; value?: bigint; fee?: bigint } = {}) =>
    wallet.sendTransaction({
      ...{ to, value: options.value ?? 1n, gas: 21_000n },
      ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
      ...{ maxFeePerGas: options.fee ?? 4n * GWEI, maxPriorityFeePerGas: (options.fee ?? 4n * GWEI) / 4n },
    });
  return { account, reader, wallet, pay };
}

const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

const fresh = () => privateKeyToAccount(generatePrivateKey()).address;

describe('a send', () => {
  it('waits for a block, then has a receipt and confirmations', async () => {
    const { account, reader, pay } = await someone();
    const to = fresh();
    const hash = await pay(to, { value: ETHER });
    expect(await reader.getTransaction({ hash })).toMatchObject({
      blockNumber: null,
      from: account.address.toLowerCase(),
    });
    await expect(reader.getTransactionReceipt({ hash })).rejects.toThrow(/could not be found/);
    await chain.mine(3);
    expect(await reader.getTransactionReceipt({ hash })).toMatchObject({ status: 'success' });
    expect(await reader.getTransactionConfirmations({ hash })).toBe(3n);
    expect(await reader.getBalance({ address: to })).toBe(ETHER);
  });

  it('of the same bytes again is already known, and too late once it is in a block', async () => {
    const { account, reader } = await someone();
    const bytes = await account.signTransaction({
      ...{ type: 'eip1559', chainId: chain.chainId, nonce: 0, to: STRANGER, value: 1n, gas: 21_000n },
      ...{ maxFeePerGas: 4n * GWEI, maxPriorityFeePerGas: GWEI },
    });
    await reader.sendRawTransaction({ serializedTransaction: bytes });
    await expect(reader.sendRawTransaction({ serializedTransaction: bytes })).rejects.toThrow(
      'already known',
    );
    await chain.mine(1);
    await expect(reader.sendRawTransaction({ serializedTransaction: bytes })).rejects.toThrow(
      'nonce too low',
    );
  });

  it('is replaced under the same nonce by one that pays a tenth more, and by none that pays less', async () => {
    const { reader, pay } = await someone();
    const to = fresh();
    const slow = await pay(STRANGER, { nonce: 0, fee: 4n * GWEI });
    await expect(pay(to, { nonce: 0, fee: 4_300_000_000n })).rejects.toThrow(
      'replacement transaction underpriced',
    );
    const quick = await pay(to, { nonce: 0, fee: 4_400_000_000n });
    await chain.mine(1);
    expect(await reader.getTransactionReceipt({ hash: quick })).toMatchObject({ status: 'success' });
    await expect(reader.getTransaction({ hash: slow })).rejects.toThrow(/could not be found/);
  });

  it('of more than there is is refused', async () => {
    const { pay } = await someone();
    await expect(pay(STRANGER, { value: 10n * ETHER })).rejects.toThrow(/insufficient funds/i);
  });

  it('stands 50 times in a row of nonces without a gap, whatever order it came in', async () => {
    const { account, reader, pay } = await someone();
    const nonces = Array.from({ length: 50 }, (_, index) => (index * 7) % 50);
    const hashes = await Promise.all(nonces.map((nonce) => pay(STRANGER, { nonce })));
    await chain.mine(1);
    const receipts = await Promise.all(hashes.map((hash) => reader.getTransactionReceipt({ hash })));
    expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set(['success']));
    expect(await reader.getTransactionCount({ address: account.address })).toBe(50);
  });

  it('that waits can be forgotten, and what waits behind it goes on when its nonce is filled', async () => {
    const { reader, pay } = await someone();
    const to = fresh();
    const gone = await pay(STRANGER, { nonce: 0 });
    const behind = await pay(to, { nonce: 1 });
    expect(await chain.drop(gone)).toBe(true);
    await chain.mine(1);
    expect((await reader.getTransaction({ hash: behind })).blockNumber).toBeNull();
    await pay(to, { nonce: 0 });
    await chain.mine(1);
    expect(await reader.getBalance({ address: to })).toBe(2n);
  });
});

describe('a reorganisation', () => {
  it.each([1, 2, 3, 4, 5, 6])('of %i blocks returns their transactions to where they wait', async (depth) => {
    const { account, reader, pay } = await someone();
    const to = fresh();
    const hashes = [await pay(to), await pay(to)];
    await chain.mine(depth);
    const before = await reader.getBlock();
    await chain.reorganise({ depth, transactions: 'return' });
    const after = await reader.getBlock();
    expect(after.number).toBe(before.number + 1n);
    expect((await reader.getBlock({ blockNumber: before.number })).hash).not.toBe(before.hash);
    await expect(reader.getBlock({ blockHash: before.hash })).rejects.toThrow(/could not be found/);
    expect(await reader.getBalance({ address: to })).toBe(0n);
    expect(await reader.getTransactionCount({ address: account.address })).toBe(0);
    for (const hash of hashes) expect((await reader.getTransaction({ hash })).blockNumber).toBeNull();
    await chain.mine(1);
    expect(await reader.getBalance({ address: to })).toBe(2n);
  });

  it('that drops leaves the nonce to another transaction, and what waited behind it waits on', async () => {
    const { reader, pay } = await someone();
    const to = fresh();
    const gone = await pay(STRANGER);
    await chain.mine(1);
    const behind = await pay(to, { nonce: 1 });
    await chain.reorganise({ depth: 1, transactions: 'drop' });
    await expect(reader.getTransaction({ hash: gone })).rejects.toThrow(/could not be found/);
    await chain.mine(1);
    expect(await reader.getBalance({ address: to })).toBe(0n);
    await pay(to, { nonce: 0 });
    await chain.mine(1);
    expect(await reader.getBalance({ address: to })).toBe(2n);
    expect(await reader.getTransactionReceipt({ hash: behind })).toMatchObject({ status: 'success' });
  });

  it('takes back a deposit of the token', async () => {
    const { reader } = await someone();
    const to = fresh();
    const balance = () =>
      reader.readContract({ address: chain.usdc, abi: usdCoinAbi, functionName: 'balanceOf', args: [to] });
    await chain.fund(to, 'USDC', 25_000_000n);
    expect(await balance()).toBe(25_000_000n);
    await chain.reorganise({ depth: 1, transactions: 'drop' });
    expect(await balance()).toBe(0n);
    await chain.fund(to, 'USDC', 1n);
    expect(await balance()).toBe(1n);
    await chain.reorganise({ depth: 1, transactions: 'return' });
    expect(await balance()).toBe(0n);
    await chain.fund(to, 'USDC', 2n);
    expect(await balance()).toBe(3n);
  });

  it.each([0, 1.5, 100_000])('of %d blocks is refused', async (depth) => {
    await expect(chain.reorganise({ depth, transactions: 'drop' })).rejects.toThrow(RangeError);
  });
});

describe('the token', () => {
  const call = { abi: usdCoinAbi } as const;

  it('has the same address whenever the seed is the same', async () => {
    const other = await startEthereum({ dataless: true, port: 0, seed: 'ethereum', pace: { everyMs: 20 } });
    try {
      expect(other.usdc).toBe(chain.usdc);
      const reader = createPublicClient({ transport: http(other.url), cacheTime: 0 });
      await expect.poll(() => reader.getBlockNumber()).toBeGreaterThan(3n);
    } finally {
      await other.stop();
    }
  });

  it('moves with 6 decimals, reverts what is not there, and stops who its issuer stopped', async () => {
    const { account, reader, wallet } = await someone();
    const to = fresh();
    const send = (amount: bigint) =>
      wallet.writeContract({ ...call, address: chain.usdc, functionName: 'transfer', args: [to, amount] });
    expect(await reader.readContract({ ...call, address: chain.usdc, functionName: 'decimals' })).toBe(6);
    await chain.fund(account.address, 'USDC', 5_000_000n);
    await expect(send(5_000_001n)).rejects.toThrow('ERC20: transfer amount exceeds balance');
    const hash = await send(5_000_000n);
    await chain.mine(1);
    expect((await reader.getTransactionReceipt({ hash })).logs).toHaveLength(1);
    await chain.blacklist(to, true);
    await expect(send(0n)).rejects.toThrow('Blacklistable: account is blacklisted');
    await chain.blacklist(to, false);
    await send(0n);
  });

  it('is spent by another with a permit, once', async () => {
    const [owner, spender] = [await someone(), await someone()];
    const [args, signature] = await signPermit(owner.account, spender.account.address);
    await chain.fund(owner.account.address, 'USDC', 100n);
    const permit = {
      ...call,
      address: chain.usdc,
      functionName: 'permit',
      args: [...args, ...signature],
    } as const;
    await spender.wallet.writeContract(permit);
    await chain.mine(1);
    const parties = [owner.account.address, STRANGER] as const;
    const take = { ...call, address: chain.usdc, functionName: 'transferFrom' } as const;
    await expect(spender.wallet.writeContract({ ...take, args: [...parties, 101n] })).rejects.toThrow(
      'allowance',
    );
    const hash = await spender.wallet.writeContract({ ...take, args: [...parties, 100n] });
    await chain.mine(1);
    expect(await owner.reader.getTransactionReceipt({ hash })).toMatchObject({ status: 'success' });
    await expect(spender.wallet.writeContract(permit)).rejects.toThrow('EIP2612: invalid signature');
  });

  async function signPermit(owner: ReturnType<typeof privateKeyToAccount>, spender: Hex) {
    const message = { owner: owner.address, spender, value: 100n, nonce: 0n, deadline: 2n ** 64n };
    const signed = await owner.signTypedData({
      domain: { name: 'USD Coin', version: '2', chainId: chain.chainId, verifyingContract: chain.usdc },
      types: permitTypes,
      primaryType: 'Permit',
      message,
    });
    const { r, s, yParity } = parseSignature(signed);
    return [
      [message.owner, message.spender, message.value, message.deadline],
      [yParity + 27, r, s],
    ] as const;
  }
});

describe('the wire', () => {
  it.each(['anvil_mine', 'evm_snapshot', 'eth_sendTransaction', 'eth_accounts', 'debug_traceTransaction'])(
    'knows no %s',
    async (method) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] });
      const response = await fetch(chain.url, { method: 'POST', body });
      expect(await response.json()).toMatchObject({ error: { code: -32601 } });
    },
  );
});

describeLocalChain('Ethereum', {
  ...{ start: startEthereum, asset: 'ETH', granted: 10n * ETHER, payment: ETHER },
  async payer({ url }) {
    const account = privateKeyToAccount(generatePrivateKey());
    const wallet = createWalletClient({ account, chain: foundry, transport: http(url, { retryCount: 0 }) });
    const pay = (to: string) => wallet.sendTransaction({ to: getAddress(to), value: ETHER });
    return { address: account.address, pay };
  },
  freshAddress: async () => fresh(),
  balance: ({ url }, to) =>
    createPublicClient({ transport: http(url) }).getBalance({ address: getAddress(to) }),
  sendMethod: 'eth_sendRawTransaction',
});
