import { base58, hex } from '@scure/base';
import { isAddress } from '@solana/addresses';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVectors } from '../testing/vectors.ts';
import { findSolanaKey, readSolanaAddress } from './address.ts';

const vectors = readVectors('solana');

function kindOf(text: string): string {
  const read = readSolanaAddress(text);
  return read.ok ? read.value.kind : read.refusal.reason;
}

// Upstream names its lists by what accounts are for. What is on the curve is what has a key: a wallet, and programs that
// were put at the address of one; accounts that programs derive are off it.
describe('the cases of @solana/addresses', () => {
  it.each(vectors.onCurve)('%s has a key', (text) => {
    expect(kindOf(text)).toBe('on_curve');
  });

  it.each(vectors.onCurveBytes)('the bytes %s have a key', (bytes) => {
    expect(kindOf(base58.encode(hex.decode(bytes)))).toBe('on_curve');
  });

  it.each(vectors.offCurve)('%s has none', (text) => {
    expect(kindOf(text)).toBe('off_curve');
  });

  it.each(vectors.offCurveBytes)('the bytes %s have none', (bytes) => {
    expect(kindOf(base58.encode(hex.decode(bytes)))).toBe('off_curve');
  });

  it.each(vectors.bytesOf)('$text is its bytes', ({ text, bytes }) => {
    expect(hex.encode(base58.decode(text))).toBe(bytes);
    expect(readSolanaAddress(text).ok).toBe(true);
  });

  it.each(vectors.valid)('%s is an address', (text) => {
    expect(readSolanaAddress(text)).toMatchObject({ ok: true, value: { address: text, isChecked: false } });
  });

  it.each(vectors.invalid)('$text is told as $told', ({ text, told }) => {
    expect(kindOf(text)).toBe(told);
  });
});

describe('a Solana address', () => {
  it('is one where the library says so', () => {
    const bytes = fc.uint8Array({ minLength: 30, maxLength: 34 });
    fc.assert(
      fc.property(bytes, (some) => {
        const text = base58.encode(some);
        expect(readSolanaAddress(text).ok).toBe(isAddress(text));
      }),
    );
  });

  it.each([
    ['1nc1nerator11111111111111111111111111111111', 'burn'],
    ['11111111111111111111111111111111', 'system'],
    ['TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', 'system'],
    ['SysvarRent111111111111111111111111111111111', 'system'],
    ['EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'token_itself'],
    ['4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU', 'token_itself'],
    ['So11111111111111111111111111111111111111112', 'token_itself'],
    ['CCMCWh4FudPEmY6Q1AVi5o8mQMXkHYkJUmZfzRGdcJ9P', 'no_key'],
    ['nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5', null],
  ])('%s is dangerous: %s', (text, danger) => {
    expect(readSolanaAddress(text)).toMatchObject({ ok: true, value: { danger } });
  });

  it.each([
    'NativeLoader1111111111111111111111111111111',
    'BPFLoader1111111111111111111111111111111111',
    'LoaderV411111111111111111111111111111111111',
    'Feature111111111111111111111111111111111111',
    'Secp256r1SigVerify1111111111111111111111111',
    'ZkTokenProof1111111111111111111111111111111',
    'ZkE1Gama1Proof11111111111111111111111111111',
    'StakeConfig11111111111111111111111111111111',
    'Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo',
    'JUP4Fb2cqiRUcaTHdrPC8h2gNsA2ETXiPDD33WcGuJB',
    'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4',
    '675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8',
    'CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK',
    'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C',
  ])('%s is a program that nobody is paid at', (text) => {
    expect(readSolanaAddress(text)).toMatchObject({ ok: true, value: { danger: 'system' } });
  });

  // The key, the public key and the signature of RFC 8032, section 7.1, test 1.
  const pair = '49W385L4rePHy6PAaQUovbD2aacgN4HsKXSMeUzRg4fmwXszN91JuMFrQRj3vMDpZuRF3ZknQBuRBoWQJEfXstMw';
  const signature =
    '5awYiUvGiDFA33EJjj4TXJG44a5afJc8QjWRpGgQiu6b23jCr7yndW2fmp9ujwqJVe32J456wV3VF78Asb1obnTc';

  it('is no key pair, in the form of wallets or of tools', () => {
    expect(findSolanaKey(pair)).toBe('private_key');
    const numbers = [...base58.decode(pair)];
    expect(findSolanaKey(`[${numbers}]`)).toBe('private_key');
    expect(findSolanaKey(JSON.stringify(numbers, null, 2))).toBe('private_key');
    expect(findSolanaKey(JSON.stringify(numbers.slice(0, 32)))).toBe('maybe_private_key');
    for (const other of ['CCMCWh4FudPEmY6Q1AVi5o8mQMXkHYkJUmZfzRGdcJ9P', '[]', '[1,2]', `[${pair}]`])
      expect(findSolanaKey(other)).toBeNull();
  });

  it('is no id of a transaction, which is no secret', () => {
    expect(findSolanaKey(signature)).toBeNull();
    const refusal = { reason: 'transaction_id', network: 'solana' };
    expect(readSolanaAddress(signature)).toEqual({ ok: false, refusal });
  });
});
