import { describe, expect, it } from 'vitest';
import { Numbers } from './numbers.ts';

describe('the horizon', () => {
  it('is the next number when nothing is running', () => {
    const numbers = new Numbers();
    expect(numbers.horizon()).toBe(1n);
    numbers.end(numbers.take());
    expect(numbers.horizon()).toBe(2n);
  });

  it('stays below a slow commit, however many land after it', () => {
    const numbers = new Numbers();
    const slow = numbers.take();
    numbers.end(numbers.take());
    numbers.end(numbers.take());
    expect(numbers.horizon()).toBe(slow);
    numbers.end(slow);
    expect(numbers.horizon()).toBe(4n);
  });

  it('does not wait for a client that has died', () => {
    const numbers = new Numbers();
    let alive = true;
    numbers.take(() => alive);
    expect(numbers.horizon()).toBe(1n);
    alive = false;
    expect(numbers.horizon()).toBe(2n);
  });
});
