import { DAY_MS } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import { Inputs, Transaction, type TransactionResult } from '@mysten/sui/transactions';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpenSui, openSui, type SuiWallet } from './testing/open-sui.ts';
import { signBuilt } from './testing/sui-payment.ts';
import { TAKES_MOST, TILL, TILL_ID, TOKEN, till, tillShape } from './testing/till.ts';

const CLOCK = { objectId: normalizeSuiAddress('0x6'), initialSharedVersion: 1, mutable: false };

let open: OpenSui;
let ana: SuiWallet;

beforeEach(async () => {
  open = await openSui('by-hand', [till]);
  ana = await open.funded('ana', 10_000_000_000n);
});

interface Take {
  readonly amount: bigint;
  readonly target?: string;
  readonly mutable?: boolean;
  readonly sharedAt?: number;
  /** What becomes of what it gives. */
  readonly keep?: boolean;
}

async function taking({ amount, target = `${TILL}::take`, mutable = true, sharedAt = 1, keep = true }: Take) {
  const transaction = new Transaction();
  transaction.setSender(ana.address);
  // All is said, so that nobody tries it before it is signed.
  transaction.setGasBudget(50_000_000);
  transaction.setGasPrice(1_000);
  transaction.setGasPayment([await coinOf(ana)]);
  const [coin] = transaction.splitCoins(transaction.gas, [amount]);
  const shared = { objectId: TILL_ID, initialSharedVersion: sharedAt, mutable };
  const nothing = transaction.moveCall({ target: '0x1::option::none', typeArguments: [TOKEN] });
  const given: TransactionResult = transaction.moveCall({
    target,
    arguments: [
      ...[shared, CLOCK].map((object) => transaction.object(Inputs.SharedObjectRef(object))),
      ...(coin === undefined ? [] : [coin]),
      nothing,
    ],
  });
  if (keep) transaction.transferObjects([given], ana.address);
  return await signBuilt(transaction, { client: open.client, from: ana });
}

async function coinOf({ address: owner }: SuiWallet) {
  const readMask = { paths: ['object_id', 'version', 'digest'] };
  const { response } = await open.client.stateService.listOwnedObjects({ owner, readMask });
  const { objectId = '', version = 0n, digest = '' } = response.objects[0] ?? {};
  return { objectId, version: `${version}`, digest };
}

async function carriedOut(take: Take) {
  const { bytes, signature } = await taking(take);
  const { response } = await open.client.transactionExecutionService.executeTransaction({
    transaction: { bcs: { value: bytes } },
    signatures: [{ bcs: { value: Buffer.from(signature, 'base64') }, signature: { oneofKind: undefined } }],
    readMask: { paths: ['effects', 'events', 'balance_changes'] },
  });
  return response.transaction;
}

async function readTill() {
  const readMask = { paths: ['contents', 'version', 'owner'] };
  const { response } = await open.client.ledgerService.getObject({ objectId: TILL_ID, readMask });
  return {
    version: response.object?.version,
    owner: response.object?.owner,
    till: tillShape.parse(response.object?.contents?.value ?? new Uint8Array()),
  };
}

describe('a call of a package that somebody stands in for', () => {
  it('changes what is shared, gives coins for coins, and tells it', async () => {
    const before = await readTill();
    open.chain.passTime(DAY_MS);
    const done = await carriedOut({ amount: 7n });
    expect(done?.effects?.status).toMatchObject({ success: true });
    const after = await readTill();
    expect([before.till.taken, after.till.taken]).toEqual(['0', '7']);
    expect(Number(after.till.at) - Number(before.till.at)).toBeGreaterThanOrEqual(DAY_MS);
    expect((after.version ?? 0n) > (before.version ?? 0n)).toBe(true);
    expect(after.owner).toMatchObject({ kind: 3, version: 1n });
    expect(done?.effects?.changedObjects).toContainEqual(
      expect.objectContaining({ objectId: TILL_ID, inputVersion: 1n, outputVersion: after.version }),
    );
    expect(done?.events?.events).toMatchObject([{ eventType: `${TILL}::Taken`, sender: ana.address }]);
    expect(done?.balanceChanges).toContainEqual({ address: ana.address, coinType: TOKEN, amount: '7' });
  });

  it('that aborts is told with its code, costs gas, and moves nothing', async () => {
    const done = await carriedOut({ amount: TAKES_MOST + 1n });
    expect(done?.effects?.status).toMatchObject({
      success: false,
      error: {
        kind: GrpcTypes.ExecutionError_ExecutionErrorKind.MOVE_ABORT,
        errorDetails: { abort: { abortCode: 5n, location: { module: 'till' } } },
      },
    });
    expect(done?.balanceChanges).toMatchObject([{ coinType: expect.stringContaining('::sui::SUI') }]);
    expect(done?.events?.events).toEqual([]);
    const { till: kept, version } = await readTill();
    expect([kept.taken, (version ?? 0n) > 1n]).toEqual(['0', true]);
  });

  it('fails where it would change what it was only given to read, and where what it gives is nobody’s', async () => {
    for (const take of [{ amount: 7n, mutable: false } as const, { amount: 7n, keep: false } as const])
      expect((await carriedOut(take))?.effects?.status).toMatchObject({ success: false });
    expect((await readTill()).till.taken).toBe('0');
  });

  it.each([
    ['a package that nobody stands in for', { target: '0x9::till::take' }, 'nobody stands in for'],
    ['another version at which it was shared', { sharedAt: 2 }, 'was not shared at version 2'],
  ] as const)('is refused with %s', async (_, of, words) => {
    await expect(carriedOut({ amount: 7n, ...of })).rejects.toThrow(words);
  });

  it('is tried before it is sent, and then nothing has changed', async () => {
    const { bytes } = await taking({ amount: TAKES_MOST + 1n });
    const { response } = await open.client.transactionExecutionService.simulateTransaction({
      transaction: { bcs: { value: bytes } },
      readMask: { paths: ['transaction.effects'] },
    });
    expect(response.transaction?.effects?.status?.success).toBe(false);
    expect((await readTill()).version).toBe(1n);
  });

  it('is of code that can be read, and what it shares is changed by whoever plays the outside world', async () => {
    const [objectId = ''] = TILL.split('::');
    const readMask = { paths: ['package.modules', 'object_type'] };
    const { response } = await open.client.ledgerService.getObject({ objectId, readMask });
    expect(response.object).toMatchObject({
      objectType: 'package',
      package: { modules: [{ name: 'till', contents: new Uint8Array([1, 2, 3]) }] },
    });
    await open.chain.acts?.till?.(42);
    expect((await readTill()).till.taken).toBe('42');
    await expect(open.chain.acts?.time?.({ ms: 'later' })).rejects.toThrow();
  });
});
