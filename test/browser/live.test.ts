import { personState } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { until, useScene } from './scene.ts';
import { completed, newQuote, newTransaction, wireInstant } from './scripted/world.ts';
import { heading, walkTo } from './walk.ts';

const scene = useScene();

/** A transaction that waits for its owner, already in the server. */
function waiting() {
  return scene.server.change(newTransaction(newQuote(scene.server.world, '100.00', 'card')));
}

const link = (kind: string) => scene.page.locator(`[data-link="${kind}"]`);
const spoken = () => scene.page.locator('#speech-polite, #speech-urgent').allTextContents();
const reads = (path: string) => scene.server.calls.filter((call) => call.path === path).length;

describe('live status', () => {
  it('R3 reconnects with the last seq, shows what was missed, and says nothing if nothing was', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await link('live').waitFor();
    server.cutSockets();
    await until(() => server.liveStarts.length === 2);
    await link('live').waitFor();
    expect(server.liveStarts.at(-1)).toBe(String(server.world.seq));
    expect((await spoken()).join('')).toBe('');

    server.live = 'refuse';
    server.cutSockets();
    server.change({ ...transaction, state: 'delayed', where: 'with_provider', action: null });
    server.live = 'normal';
    await heading(page, 'Taking longer than usual').waitFor();
  });

  it('R4 comes back at once when the browser is online again', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/transactions/${waiting().id}`);
    await link('live').waitFor();
    server.live = 'refuse';
    server.cutSockets();
    await until(() => server.liveTries >= 4);
    const before = server.liveTries;
    server.live = 'normal';
    const started = Date.now();
    await page.evaluate('window.dispatchEvent(new Event("online"))');
    await until(() => server.liveTries > before);
    expect(Date.now() - started).toBeLessThan(1_000);
    await link('live').waitFor();
  });

  it('R5 without a socket it asks every 5, then 15, then 30 s, not in a hidden tab, and not after the end', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    server.live = 'refuse';
    await page.clock.install();
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await heading(page, /Confirm/).waitFor();
    const path = `/v1/transactions/${transaction.id}`;
    let underWay = 0;
    page.on('request', () => {
      underWay += 1;
    });
    const answered = (): void => {
      underWay -= 1;
    };
    page.on('requestfinished', answered);
    page.on('requestfailed', answered);
    // The page's clock stands still while an answer is on its way, or a slow machine would make seconds pass.
    const askedIn = async (seconds: number): Promise<number> => {
      const before = reads(path);
      for (let second = 0; second < seconds; second += 1) {
        await page.clock.runFor(1_000);
        await until(() => underWay <= 0);
      }
      return reads(path) - before;
    };
    expect(await askedIn(30)).toBeGreaterThanOrEqual(5);
    const second = await askedIn(90);
    expect(second).toBeGreaterThanOrEqual(5);
    expect(second).toBeLessThanOrEqual(8);
    expect(await askedIn(90)).toBeLessThanOrEqual(4);

    await page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    `);
    expect(await askedIn(90)).toBe(0);
    await page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    `);

    server.change({ ...transaction, ...completed(transaction) });
    await askedIn(31);
    await heading(page, /^You added/).waitFor();
    expect(await askedIn(90)).toBe(0);
  });

  it('W42 R6 ten seconds of silence are told, with the time of the last word', async () => {
    const { page, server } = scene;
    server.live = 'silent';
    await page.clock.install();
    await page.goto(`${server.url}/transactions/${waiting().id}`);
    await link('live').waitFor();
    await page.clock.fastForward(11_000);
    await link('not_live').waitFor();
    await expect.poll(() => link('not_live').textContent()).toMatch(/^Not live\. Last update \d/);
    await heading(page, /Confirm your payment/).waitFor();
    server.live = 'normal';
    await page.clock.fastForward(5_000);
    await link('live').waitFor();
  });

  it('R6 while it looks for the server it says that it is catching up', async () => {
    const { page, server } = scene;
    server.live = 'refuse';
    await page.goto(`${server.url}/transactions/${waiting().id}`);
    await link('catching_up').waitFor();
  });

  it('R10 the timeline is a list of three to five steps with one of them current', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/transactions/${waiting().id}`);
    const steps = page.getByRole('list', { name: 'Where your money is' }).getByRole('listitem');
    await steps.first().waitFor();
    await expect.poll(() => steps.count()).toBeGreaterThanOrEqual(3);
    expect(await steps.count()).toBeLessThanOrEqual(5);
    await expect.poll(() => page.locator('ol [aria-current="step"]').count()).toBe(1);
    await expect
      .poll(() => page.locator('ol [aria-current="step"]').textContent())
      .toContain('You pay $104.50');
    await expect.poll(() => steps.first().locator('time').count()).toBe(1);
  });

  it('R12 R13 every state opens by its address, with a shape of its own, a word, and where the money is', async () => {
    const { page, server } = scene;
    const shapes = new Set<string>();
    const words = new Set<string>();
    for (const state of personState.options) {
      const transaction = server.change({
        ...newTransaction(newQuote(server.world, '100.00', 'card')),
        state,
        action: null,
      });
      await page.goto(`${server.url}/transactions/${transaction.id}`);
      const article = page.locator(`[data-state="${state}"]`);
      await article.waitFor();
      const mark = article.locator('header svg.lucide:not(.lucide-arrow-left)').first();
      shapes.add((await mark.innerHTML()) ?? '');
      words.add((await mark.locator('..').textContent()) ?? '');
      expect(await article.locator('[data-sentence] strong').textContent()).not.toBe('');
      await expect.poll(() => page.title()).toContain((await page.locator('h1').textContent()) ?? '-');
    }
    expect(shapes.size).toBe(personState.options.length);
    expect(words.size).toBe(personState.options.length);
  });

  it('R23 R24 R25 each change of state is said once, from a region that was there first, and the focus stays', async () => {
    const { page, server } = scene;
    const html = await (await fetch(server.url)).text();
    expect(html).toMatch(/id="speech-polite"[^>]*role="status"[^>]*><\/div>/);
    const transaction = waiting();
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await link('live').waitFor();
    await page.locator('[data-details] summary').focus();
    await page.evaluate(`
      window.said = [];
      new MutationObserver((all) => window.said.push(...all.map((one) => one.target.textContent)))
        .observe(document.getElementById('speech-polite'), { childList: true });
    `);
    server.change({ ...transaction, state: 'processing', where: 'with_provider', action: null });
    await heading(page, /on its way/).waitFor();
    server.change({
      ...transaction,
      state: 'processing',
      where: 'with_provider',
      action: null,
      activity: 'ORDER_PLACED',
    });
    server.change({ ...transaction, ...completed(transaction) });
    await heading(page, /^You added/).waitFor();
    await until(async () => (await page.evaluate<string[]>('window.said')).length === 2);
    expect(await page.evaluate('window.said')).toEqual([
      'Your $100.00 is on its way',
      'You added 100.00\u00a0USDC',
    ]);
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');

    const next = waiting();
    await page.goto(`${server.url}/transactions/${next.id}`);
    await link('live').waitFor();
    server.change({ ...next, state: 'returning', where: 'on_its_way_back', action: null });
    await until(async () =>
      /We are returning/.test((await page.locator('#speech-urgent').textContent()) ?? ''),
    );
  });

  it('R32 done is said only when the ledger has it, not when the provider first says so', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await link('live').waitFor();
    server.change({
      ...transaction,
      status: 'PROVIDER_COMPLETED',
      state: 'processing',
      where: 'with_provider',
      action: null,
    });
    await heading(page, /on its way/).waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(
      /Done|You added|(is|arrived) in your balance/,
    );
    server.change({ ...transaction, state: 'unknown', where: 'with_provider_or_you', action: null });
    await heading(page, 'We are confirming what happened').waitFor();
    await page.getByText("Please don't pay again.").waitFor();
    expect(await page.locator('ol [aria-current="step"]').textContent()).not.toMatch(/You pay/);
    expect(await page.getByRole('button', { name: 'Start again' }).count()).toBe(0);
    server.change({ ...transaction, ...completed(transaction) });
    await heading(page, /^You added/).waitFor();
  });

  it('N7 R31 R36 what was charged and what arrived are the same figures everywhere, and the receipt adds up', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    const { receipt, ...done } = completed(transaction);
    if (!receipt) throw new Error('a completed transaction has a receipt');
    server.change({
      ...transaction,
      ...done,
      receipt: {
        ...receipt,
        charged: { asset: 'USD', amount: '104.00' },
        difference: { asset: 'USD', amount: '-0.50' },
        delivered: { asset: 'USDC', amount: '100.120000' },
      },
    });
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await heading(page, 'You added 100.12\u00a0USDC').waitFor();
    const steps = await page.getByRole('list', { name: 'Where your money is' }).allTextContents();
    expect(steps.join()).toMatch(
      /Northpay received your \$104\.00.*100\.12\u00a0USDC arrived in your balance/,
    );
    expect(steps.join()).not.toMatch(/104\.50|100\.00/);
    const cents = (text: string) => Math.round(Number(text.replace('\u2212', '-').replace('$', '')) * 100);
    const column = (
      await page.getByRole('region', { name: 'Receipt' }).locator('dd.ml-auto').allTextContents()
    )
      .filter((text) => text.includes('$'))
      .map(cents);
    const [quoted, difference, charged] = column.slice(-3);
    expect(column.slice(0, -3).reduce((sum, part) => sum + part, 0)).toBe(quoted);
    expect((quoted ?? 0) + (difference ?? 0)).toBe(charged);
  });

  it('R7 the first frame after a sleep does not call old data live', async () => {
    const { page, server } = scene;
    await page.clock.install();
    await page.goto(`${server.url}/transactions/${waiting().id}`);
    await link('live').waitFor();
    server.live = 'refuse';
    const told = await page.evaluate<string>(`
      (() => {
        const now = Date.now() + 26 * 3_600_000;
        Date.now = () => now;
        document.dispatchEvent(new Event('visibilitychange'));
        return document.querySelector('[data-link]').textContent;
      })()
    `);
    expect(told).toMatch(/^Not live\. Last update \w+ \d+, \d/);
  });

  it('R8 twenty changes at once are drawn a few times and spoken once', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await link('live').waitFor();
    await page.evaluate(`
      window.drawn = 0;
      window.said = [];
      new MutationObserver(() => { window.drawn += 1; })
        .observe(document.querySelector('[data-sentence]'), { subtree: true, characterData: true, childList: true });
      new MutationObserver((all) => window.said.push(...all.map((one) => one.target.textContent)))
        .observe(document.getElementById('speech-polite'), { childList: true });
    `);
    for (let change = 1; change <= 20; change += 1) {
      server.change({
        ...transaction,
        state: 'processing',
        where: 'with_provider',
        action: null,
        provider: { id: 'northpay', name: `Northpay ${change}` },
      });
    }
    await page.getByText('Northpay 20 is working on it.').waitFor();
    expect(await page.evaluate('window.drawn')).toBeLessThanOrEqual(4);
    // It is said a moment after it is shown; until the voice is emptied again nothing else may have been.
    await until(() => page.evaluate<boolean>('window.said.at(-1) === ""'));
    expect(await page.evaluate('window.said')).toEqual(['Your $100.00 is on its way', '']);
  });

  it('R17 R19 what takes longer than its estimate says so by the clock alone, on an open page', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    await page.clock.install();
    const lateAt = wireInstant(Date.parse(transaction.createdAt) + transaction.estimate.toSeconds * 1_000);
    server.change({ ...transaction, state: 'processing', where: 'with_provider', action: null, lateAt });
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await heading(page, /on its way/).waitFor();
    await link('live').waitFor();
    const steps = page.getByRole('list', { name: 'Where your money is' }).getByRole('listitem');
    const current = () =>
      steps.evaluateAll((all) => all.map((one) => one.matches('[aria-current], :has([aria-current])')));
    const before = await current();
    expect(before).toContain(true);
    const known = server.world.transactions.get(transaction.id);
    if (!known) throw new Error('the transaction is there');
    server.world.transactions.set(transaction.id, { ...known, state: 'delayed' });
    // It passes for the server too, or its next word would set the page's clock back before it has looked.
    server.world.aheadMs = transaction.estimate.toSeconds * 1_000 + 2_000;
    await page.clock.fastForward(server.world.aheadMs);
    await heading(page, 'Taking longer than usual').waitFor();
    expect(await current()).toEqual(before);
    await until(async () => /longer/.test((await page.locator('#speech-polite').textContent()) ?? ''));
  });

  it('R23 R25 after the wizard the end is said, and the focus stays where it is', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'processing');
    await link('live').waitFor();
    await page.locator('[data-details] summary').focus();
    const transaction = [...server.world.transactions.values()].at(-1);
    if (!transaction) throw new Error('there is a transaction');
    server.change({ ...transaction, ...completed(transaction) });
    await heading(page, /^You added/).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await until(async () => /You added/.test((await spoken()).join('')));
  });

  it('R23 on Home a change is said as well', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    await page.goto(server.url);
    await page.getByText('Waiting for you').waitFor();
    await link('live').waitFor();
    server.change({ ...transaction, ...completed(transaction) });
    await until(async () => /You added/.test((await spoken()).join('')));
  });

  it('R16 home shows the same state, and a change there without a reload', async () => {
    const { page, server } = scene;
    const transaction = waiting();
    await page.goto(server.url);
    await page.getByText('Waiting for you').waitFor();
    await link('live').waitFor();
    server.change({ ...transaction, ...completed(transaction) });
    await page.getByText('Added by card').waitFor();
  });
});
