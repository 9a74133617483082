import { LIVE_CLOSE, ROUTES } from '@diboas/protocol';
import { inProcess } from '@diboas/testkit/in-process';
import { call, type Person } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  world = await openSystem({
    start: inProcess({ livePace: { heartbeatMs: 200, pollMs: 200, sessionCheckMs: 200, socketsMax: 3 } }),
  });
  ana = await world.person('ana');
});
afterAll(() => world?.close());

function upgradeStatus(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}${path}`, { headers });
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
  });
}

describe('the live stream', () => {
  it('M6 brings every change once, in order, as it is committed', async () => {
    const link = ana.live();
    await link.until((said) => said.some(({ type }) => type === 'caught_up'));
    const { id } = await ana.add();
    await link.until((said) =>
      said.some((one) => one.type === 'change' && one.transaction.state === 'completed'),
    );
    const changes = link.said.filter((one) => one.type === 'change');
    const first = link.said[0]?.seq ?? 0;
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => first + index + 1));
    expect(new Set(changes.map(({ transaction }) => transaction.id))).toEqual(new Set([id]));
    await link.until((said) => said.at(-1)?.type === 'heartbeat' && said.at(-1)?.seq === changes.at(-1)?.seq);
    expect((await ana.balances()).seq).toBe(changes.at(-1)?.seq);
    link.close();
  });

  it('goes on from a cursor and repeats nothing', async () => {
    const { id } = await ana.add();
    await ana.until(id, 'completed');
    const { seq: last } = await ana.balances();
    const whole = ana.live(0);
    await whole.until((said) => said.some(({ type }) => type === 'caught_up'));
    const part = ana.live(last - 2);
    await part.until((said) => said.some(({ type }) => type === 'caught_up'));
    const seqs = (said: typeof part.said) =>
      said.filter(({ type }) => type === 'change').map(({ seq }) => seq);
    expect(seqs(whole.said)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect(seqs(part.said)).toEqual([last - 1, last]);
    whole.close();
    part.close();
  });

  it('answers a cursor from the future with a fresh start', async () => {
    const link = ana.live(1_000_000);
    await link.until((said) => said.some(({ type }) => type === 'caught_up'));
    expect(link.said.map(({ type }) => type).slice(0, 3)).toEqual(['hello', 'resync', 'caught_up']);
    link.close();
  });

  it('lets in only who is signed in, on our own page, with a good cursor', async () => {
    const { cookie } = ana;
    expect(await upgradeStatus('/v1/live', {})).toBe(401);
    expect(await upgradeStatus('/v1/live', { cookie: 'diboas.session=guess.guess' })).toBe(401);
    expect(await upgradeStatus('/v1/live', { cookie, origin: 'https://elsewhere.example' })).toBe(403);
    expect(await upgradeStatus('/v1/live', { cookie, origin: world.url })).toBe(101);
    for (const query of [
      'after=-1',
      'after=1.5',
      'after=',
      'after=1&after=2',
      'before=1',
      'after=9999999999999999',
    ]) {
      expect(await upgradeStatus(`/v1/live?${query}`, { cookie })).toBe(400);
    }
    expect(await upgradeStatus('/v1/else', { cookie })).toBe(404);
    expect((await call(world.url, 'GET', '/v1/live')).status).toBe(404);
  });

  it('shows nobody the changes of somebody else', async () => {
    const ben = await world.person('ben');
    const link = ben.live(0);
    const { id } = await ana.add();
    await ana.until(id, 'completed');
    await link.until((said) => said.filter(({ type }) => type === 'heartbeat').length > 1);
    expect(link.said.some(({ type }) => type === 'change')).toBe(false);
    link.close();
  });

  it('holds only so many sockets of one person', async () => {
    const dan = await world.person('dan');
    const links = [dan.live(), dan.live(), dan.live()];
    for (const link of links) await link.until((said) => said.length > 0);
    expect(await upgradeStatus('/v1/live', { cookie: dan.cookie })).toBe(429);
    for (const link of links) link.close();
  });

  it('ends with its own code when the person signs out', async () => {
    const eve = await world.person('eve');
    const link = eve.live();
    await link.until((said) => said.length > 0);
    expect((await eve.call('POST', ROUTES.signOut.path, { body: {} })).status).toBe(200);
    expect(await link.closed).toBe(LIVE_CLOSE.sessionEnded);
    expect((await eve.call('GET', '/v1/me')).status).toBe(401);
  });

  it('closes who sends anything', async () => {
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/v1/live`, {
      headers: { cookie: ana.cookie },
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.send('x');
    expect(await closed).toBe(LIVE_CLOSE.saidSomething);
  });
});
