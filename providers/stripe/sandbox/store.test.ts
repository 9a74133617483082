import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '@diboas/sandbox-kit';
import { eventually } from '@diboas/sandbox-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from './testing/world.ts';

describe('a store with a file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('remembers an act as a whole, and drops one that was torn while it was written', () => {
    const file = join(folder, 'data.jsonl');
    const store = createStore(file);
    store.together(() => {
      store.shelf('a').put('1', { n: 1 });
      store.shelf('b').put('1', { n: 2 });
    });
    store.shelf('a').put('1', { n: 3 });
    appendFileSync(file, '[["a","1",{"n":4}],["b","1",{"n"');
    const again = createStore(file);
    expect(again.shelf('a').get('1')).toEqual({ n: 3 });
    expect(again.shelf('b').list()).toEqual([{ n: 2 }]);
    again.shelf('a').put('2', { n: 5 });
    expect(createStore(file).shelf('a').list()).toEqual([{ n: 3 }, { n: 5 }]);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
  });

  it('is for its owner alone from the beginning, whatever was there before', () => {
    const file = join(folder, 'data.jsonl');
    const modeOf = () => (statSync(file).mode & 0o777).toString(8);
    createStore(file).shelf('a').put('1', { secret: 1 });
    expect(modeOf()).toBe('600');
    chmodSync(file, 0o644);
    const again = createStore(file);
    expect(again.shelf('a').get('1')).toEqual({ secret: 1 });
    expect(modeOf()).toBe('600');
    again.clear();
    expect(modeOf()).toBe('600');
    writeFileSync(`${file}.next`, 'left behind by a kill', { mode: 0o666 });
    createStore(file).clear();
    expect([modeOf(), readFileSync(file, 'utf8')]).toEqual(['600', '']);
  });

  it('says which file is damaged', () => {
    const file = join(folder, 'data.jsonl');
    writeFileSync(file, '\0\0\0\n[["a","1",{}]]\n');
    expect(() => createStore(file)).toThrow(`${file} is damaged`);
  });

  it('lets a restarted sandbox go on with sessions, keys and webhooks that were not delivered', async () => {
    const dataFile = join(folder, 'data.jsonl');
    const config = { dataFile, stepMs: 1_000, autoPay: false };
    const first = await createWorld(config);
    const { id } = await first.createSession({}, 'key-1');
    first.answers.push(500);
    first.time.advance(1_000);
    await eventually(() => first.sandbox.control.webhooks()[0]?.attempts === 1);
    first.sandbox.control.advance(id, 'pay');
    await eventually(() => first.received.length === 2);
    await first[Symbol.asyncDispose]();

    await using second = await createWorld(config);
    expect((await second.createSession({}, 'key-1')).id).toBe(id);
    expect((await second.getSession(id)).status).toBe('fulfillment_processing');
    expect(second.sandbox.control.executions()).toHaveLength(1);
    await eventually(() =>
      second.received.some(({ body }) => JSON.parse(body).data.object.status === 'requires_payment'),
    );
    second.time.advance(2_000);
    expect((await second.getSession(id)).status).toBe('fulfillment_complete');
    expect(second.sandbox.control.executions()).toHaveLength(2);
  });
});
