import { describe, expect, it } from 'vitest';
import { createAnswerFaults } from './answer-faults.ts';
import { createJsonRpc } from './json-rpc.ts';

const faults = createAnswerFaults();
const done: string[] = [];
const answer = createJsonRpc({
  faults,
  outOfOrder: { code: -32603, message: 'out of order' },
  call(method, params) {
    done.push(method);
    return { result: params };
  },
});

async function ask(body: string, method = 'POST'): Promise<unknown> {
  const reply = await answer({
    method,
    target: '/',
    contentType: 'application/json',
    body: Buffer.from(body),
  });
  return typeof reply === 'string' ? reply : String(reply.body);
}

describe('JSON-RPC', () => {
  it('keeps whole numbers exact both ways', async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"echo","params":[18446744073709551615,0.5,7]}';
    expect(await ask(body)).toBe('{"jsonrpc":"2.0","id":1,"result":[18446744073709551615,0.5,7]}');
  });

  it('answers a batch in its order, and what is no call of it with an error of its own', async () => {
    const body = '[{"jsonrpc":"2.0","id":"a","method":"echo"},{"method":"echo"}]';
    const [first, second] = JSON.parse(String(await ask(body)));
    expect(first).toEqual({ jsonrpc: '2.0', id: 'a', result: [] });
    expect(second).toMatchObject({ id: null, error: { code: -32600 } });
  });

  it.each([
    ['what is no JSON', '{', -32700],
    ['an empty batch', '[]', -32600],
    ['parameters by name', '{"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":1}}', -32600],
  ])('refuses %s', async (_name, body, code) => {
    expect(JSON.parse(String(await ask(body)))).toMatchObject({ error: { code } });
  });

  it.each([
    ['fail', false, '{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"out of order"}}'],
    ['hang', false, 'silent'],
    ['lose', true, 'cut'],
  ] as const)('does what the fault %s says, and then goes well', async (kind, isDone, expected) => {
    faults.add('send', { kind, times: 1 });
    done.length = 0;
    const body = '{"jsonrpc":"2.0","id":1,"method":"send"}';
    expect(await ask(body)).toBe(expected);
    expect(done).toEqual(isDone ? ['send'] : []);
    expect(await ask(body)).toBe('{"jsonrpc":"2.0","id":1,"result":[]}');
  });
});
