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
    memory.keep('cookie', SESSION, memory.begin());
    clock.at = 2_999;
    expect(memory.recall('cookie')).toEqual(SESSION);
    expect(memory.recall('another')).toBeNull();
    clock.at = 3_000;
    expect(memory.recall('cookie')).toBeNull();
    clock.at = 1_000;
    memory.keep('cookie', SESSION, memory.begin());
    clock.at = 500;
    expect(memory.recall('cookie')).toBeNull();
  });

  it('never outlast their own idle end', () => {
    const { clock, memory } = createScene();
    memory.keep('cookie', { ...SESSION, idleEndsAt: 1_500 }, memory.begin());
    clock.at = 1_500;
    expect(memory.recall('cookie')).toBeNull();
  });

  it('are forgotten at once when they end, also when they were being read meanwhile', () => {
    const { memory } = createScene();
    memory.keep('cookie', SESSION, memory.begin());
    const began = memory.begin();
    memory.forget(['one']);
    expect(memory.recall('cookie')).toBeNull();
    memory.keep('cookie', SESSION, began);
    expect(memory.recall('cookie')).toBeNull();
  });

  it('are ten thousand at most', () => {
    const { memory } = createScene();
    for (let count = 0; count <= 10_000; count += 1) memory.keep(`cookie ${count}`, SESSION, memory.begin());
    expect(memory.recall('cookie 0')).toBeNull();
    expect(memory.recall('cookie 10000')).toEqual(SESSION);
  });
});
