import { describe, expect, it } from 'vitest';
import { createWorld, type SessionAnswer, type World } from './testing/world.ts';

async function press(
  session: SessionAnswer,
  act: string,
  fields: Record<string, string> = {},
): Promise<Response> {
  const url = new URL(session.redirect_url);
  const hash = url.searchParams.get('session_hash') ?? '';
  return fetch(`${url.origin}${url.pathname}/${act}`, {
    method: 'POST',
    body: new URLSearchParams({ session_hash: hash, ...fields }),
    redirect: 'manual',
  });
}

async function read(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function ready(world: World, params: object = {}): Promise<SessionAnswer> {
  const session = await world.createSession(params);
  world.time.advance(10_000);
  return session;
}

describe('the hosted page', () => {
  it('says that it is a sandbox, shows amount, fees and total, and offers to pay or decline', async () => {
    await using world = await createWorld({ autoPay: false });
    const session = await ready(world);
    const html = await read(session.redirect_url);
    for (const text of [
      'This is a sandbox',
      '$100.00',
      '$3.00',
      '$0.01',
      '$103.01',
      '100.000000 USDC',
      'Decline',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toContain('Pay $103.01');
    expect(html).not.toContain('\u2014');
  });

  it('pays once, however often it is pressed', async () => {
    await using world = await createWorld({ autoPay: false, stepMs: 1_000 });
    const session = await ready(world);
    expect((await press(session, 'pay')).status).toBe(303);
    expect((await press(session, 'pay')).status).toBe(303);
    expect(world.sandbox.control.executions().map((one) => one.kind)).toEqual(['payment']);
    expect(await read(session.redirect_url)).toContain('Payment received');
    world.time.advance(1_000);
    expect(await read(session.redirect_url)).toContain('Your crypto was delivered');
  });

  it('declines, and then offers nothing more', async () => {
    await using world = await createWorld({ autoPay: false });
    const session = await ready(world);
    await press(session, 'decline');
    expect((await world.getSession(session.id)).status).toBe('rejected');
    expect(await read(session.redirect_url)).not.toContain('<form');
  });

  it('shows a bank payment on its way', async () => {
    await using world = await createWorld({ autoPay: false });
    const session = await ready(world, { metadata: { payment_method: 'bank' } });
    await press(session, 'pay');
    expect(await read(session.redirect_url)).toContain('Your bank payment is on its way');
  });

  it('leads back to the application, but only to web addresses', async () => {
    await using world = await createWorld({ autoPay: false });
    const session = await ready(world);
    const back = 'http://127.0.0.1:3000/transfers/1?a=1&b="2"';
    const html = await read(`${session.redirect_url}&return_url=${encodeURIComponent(back)}`);
    expect(html).toContain('href="http://127.0.0.1:3000/transfers/1?a=1&amp;b=%222%22"');
    const after = await press(session, 'pay', { return_url: back });
    expect(after.headers.get('location')).toContain('return_url=http%3A%2F%2F127.0.0.1');
    const script = await read(
      `${session.redirect_url}&return_url=${encodeURIComponent('javascript:alert(1)')}`,
    );
    expect(script).not.toContain('javascript');
  });

  it('does not exist without the secret of its address', async () => {
    await using world = await createWorld();
    const session = await ready(world);
    const { origin, pathname } = new URL(session.redirect_url);
    expect((await fetch(`${origin}${pathname}?session_hash=guess`)).status).toBe(404);
    expect((await press(session, 'pay', { session_hash: 'guess' })).status).toBe(404);
    expect((await press(session, 'dance')).status).toBe(404);
  });

  it('is not struck by faults of the API', async () => {
    await using world = await createWorld();
    const session = await ready(world);
    world.sandbox.control.setFaults([{ kind: 'rate_limit' }]);
    expect((await fetch(session.redirect_url)).status).toBe(200);
  });
});
