import { describe, expect, it } from 'vitest';
import { createSessionMemory } from './session-memory.ts';

const SESSION = {
  ...{ id: 'one', customerId: 'ana', email: 'ana@example.com' },
  ...{ usedAt: 0, idleEndsAt: 60_000, expiresAt: 90_000 },
};

function createScene() {
  const clock = { at: 1_000 };
  return { clock, memory: createSessionMemory(() => clock.at) };
}

describe('sessions read a moment ago', () => {
  it('serve for two seconds, and not before they were read', () => {
    const { clock, memory } = createScene();
    memory.keep('secret', SESSION, memory.begin());
    clock.at = 2_999;
    expect(memory.recall('secret')).toEqual(SESSION);
    expect(memory.recall('another')).toBeNull();
    clock.at = 3_000;
    expect(memory.recall('secret')).toBeNull();
    clock.at = 1_000;
    memory.keep('secret', SESSION, memory.begin());
    clock.at = 500;
    expect(memory.recall('secret')).toBeNull();
  });

  it('never outlast their own idle end', () => {
    const { clock, memory } = createScene();
    memory.keep('secret', { ...SESSION, idleEndsAt: 1_500 }, memory.begin());
    clock.at = 1_500;
    expect(memory.recall('secret')).toBeNull();
  });

  it('are forgotten at once when they end, also when they were being read meanwhile', () => {
    const { memory } = createScene();
    memory.keep('secret', SESSION, memory.begin());
    const began = memory.begin();
    memory.forget(['one']);
    expect(memory.recall('secret')).toBeNull();
    memory.keep('secret', SESSION, began);
    expect(memory.recall('secret')).toBeNull();
  });

  it('are ten thousand at most', () => {
    const { memory } = createScene();
    for (let count = 0; count <= 10_000; count += 1) memory.keep(`secret ${count}`, SESSION, memory.begin());
    expect(memory.recall('secret 0')).toBeNull();
    expect(memory.recall('secret 10000')).toEqual(SESSION);
  });
});
