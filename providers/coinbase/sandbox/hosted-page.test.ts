import { describe, expect, it } from 'vitest';
import { type CoinbaseWorld, createCoinbaseWorld } from './testing/world.ts';

async function linkOf(world: CoinbaseWorld, changes: object = {}): Promise<string> {
  return (await world.create(changes)).body.session.onrampUrl;
}

/** A browser: it keeps what it was given, and no other browser has it. */
const jar = new Map<string, string>();

async function visit(url: string, init: RequestInit = {}): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, { ...init, headers: { cookie } });
  for (const given of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? [];
    jar.set(name, value);
  }
  return answer;
}

async function press(link: string, act: string, token?: string): Promise<Response> {
  const url = new URL(link);
  return await visit(`${url.origin}/buy/${act}`, {
    method: 'POST',
    body: new URLSearchParams({ sessionToken: token ?? url.searchParams.get('sessionToken') ?? '' }),
    redirect: 'manual',
  });
}

async function read(url: string): Promise<string> {
  return (await visit(url)).text();
}

describe('the hosted page', () => {
  it('says that it is a sandbox, shows amount, fees and total, and offers to pay or decline', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    const html = await read(await linkOf(world));
    for (const text of [
      'This is a sandbox',
      '$100.00',
      'Coinbase&#39;s fee (3.4\u00a0%)',
      '$3.40',
      'Network fee (solana)',
      '$0.01',
      'Pay $103.41',
      '100.000000 USDC',
      'Decline',
      'href="https://app.example/back"',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).not.toContain('\u2014');
  });

  it('is where a purchase begins', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    const link = await linkOf(world);
    expect((await world.transactions('user-1')).body.transactions).toEqual([]);
    await read(link);
    await read(link);
    expect((await world.transactions('user-1')).body.transactions).toHaveLength(1);
  });

  it('pays once, however often it is pressed', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false, stepMs: 1_000 });
    const link = await linkOf(world);
    expect((await press(link, 'pay')).headers.get('location')).toContain('/buy?sessionToken=');
    expect((await press(link, 'pay')).status).toBe(303);
    expect(world.sandbox.control.executions().map((one) => one.kind)).toEqual(['payment']);
    expect(await read(link)).toContain('Payment received');
    world.time.advance(1_000);
    expect(await read(link)).toContain('Your crypto was delivered');
  });

  it('shows a bank payment on its way, and what did not go through', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    const bank = await linkOf(world, { paymentMethod: 'ACH' });
    await press(bank, 'pay');
    expect(await read(bank)).toContain('Your bank payment is on its way');
    const declined = await linkOf(world);
    await press(declined, 'decline');
    const html = await read(declined);
    expect(html).toContain('This payment did not go through');
    expect(html).not.toContain('<form');
  });

  it('leads back only to web addresses', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    const html = await read(await linkOf(world, { redirectUrl: 'javascript://x%0Aalert(1)' }));
    expect(html).not.toContain('javascript');
  });

  it('opens once, for whoever comes first', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    const link = await linkOf(world);
    await read(link);
    for (const stranger of [
      undefined,
      'visit_x=1',
      [...jar.keys()].map((name) => `${name}=guess`).join('; '),
    ]) {
      const answer = await fetch(link, stranger === undefined ? {} : { headers: { cookie: stranger } });
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('This link was used before');
    }
    const { origin, searchParams } = new URL(link);
    const body = new URLSearchParams({ sessionToken: searchParams.get('sessionToken') ?? '' });
    expect((await fetch(`${origin}/buy/pay`, { method: 'POST', body })).status).toBe(410);
    expect(world.sandbox.control.executions()).toEqual([]);
    expect(JSON.stringify(world.sandbox.control.orders())).not.toContain([...jar.values()].at(-1));
    expect(await read(link)).toContain('Check and pay');
    expect((await press(link, 'pay')).status).toBe(303);
  });

  it('offers another try only where there is one, and that is a purchase of its own', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    world.sandbox.control.setFaults([{ kind: 'second_try' }]);
    const link = await linkOf(world);
    await read(link);
    await press(link, 'pay');
    expect(await read(link)).toContain('Try again');
    expect(world.sandbox.control.executions()).toEqual([]);
    await press(link, 'again');
    await press(link, 'pay');
    expect(await read(link)).toContain('Payment received');
    const { transactions } = (await world.transactions('user-1')).body;
    expect(transactions.map(({ status }) => status.replace('ONRAMP_TRANSACTION_STATUS_', ''))).toEqual([
      'IN_PROGRESS',
      'FAILED',
    ]);
    await press(link, 'again');
    expect((await world.transactions('user-1')).body.transactions).toHaveLength(2);
  });

  it('does not exist without the secret of its address', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    const link = await linkOf(world);
    const { origin } = new URL(link);
    expect((await fetch(`${origin}/buy?sessionToken=guess`)).status).toBe(404);
    expect((await fetch(`${origin}/buy`)).status).toBe(404);
    expect((await press(link, 'pay', 'guess')).status).toBe(404);
    expect((await press(link, 'dance')).status).toBe(404);
    expect((await press(link, 'pay/more')).status).toBe(404);
  });

  it('is not struck by faults of the API', async () => {
    await using world = await createCoinbaseWorld({ autoPay: false });
    const link = await linkOf(world);
    world.sandbox.control.setFaults([{ kind: 'rate_limit' }]);
    expect((await fetch(link)).status).toBe(200);
  });
});
