import { base58, hex } from '@scure/base';
import { isAddress } from '@solana/addresses';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVectors } from '../testing/vectors.ts';
import { isSolanaSecret, readSolanaAddress } from './address.ts';

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
    ['CCMCWh4FudPEmY6Q1AVi5o8mQMXkHYkJUmZfzRGdcJ9P', 'no_key'],
    ['nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5', null],
  ])('%s is dangerous: %s', (text, danger) => {
    expect(readSolanaAddress(text)).toMatchObject({ ok: true, value: { danger } });
  });

  it('is no key pair', () => {
    expect(isSolanaSecret(base58.encode(new Uint8Array(64).fill(7)))).toBe(true);
    expect(isSolanaSecret('CCMCWh4FudPEmY6Q1AVi5o8mQMXkHYkJUmZfzRGdcJ9P')).toBe(false);
  });
});
