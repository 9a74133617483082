import { assert } from '@diboas/kernel';
import type { DraftView } from '@diboas/protocol';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NARROW, PHONE } from './browser.ts';
import { until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { completed, newDraft, newQuote, newTransaction, wireInstant } from './scripted/world.ts';
import { tooWide } from './too-wide.ts';
import { HEADINGS, heading } from './walk.ts';

const scene = useScene();

/** A wizard that was left on the way, with these answers. */
function leave(
  amount: string,
  method: 'card' | 'bank',
  changes: Partial<DraftView<'add_funds'>['state']> = {},
): DraftView<'add_funds'> {
  const draft = newDraft('add_funds');
  const state = {
    ...draft.state,
    amount,
    to: 'BANKING' as const,
    method,
    step: 'fee_confirmation' as const,
    ...changes,
  };
  const left = { ...draft, version: 3, state, updatedAt: wireInstant(Date.now() - 7_200_000) };
  scene.server.world.drafts.set(left.id, left);
  return left;
}

const unfinished = (page: Page = scene.page) => page.locator('[data-unfinished]');
const underWay = () => scene.page.getByRole('list', { name: 'Under way' }).getByRole('listitem');

/** Adds up how far anything that is on screen was moved without the person having done something. */
const watchShifts = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

describe('what is unfinished', () => {
  it('W21 is one line, told apart by amount, method and time, and goes on where it was left', async () => {
    const { page, server } = scene;
    leave('500.00', 'card');
    leave('20.00', 'bank');
    const last = leave('75.50', 'card');
    leave('12.00', 'card', { transactionId: last.id });
    await page.goto(server.url);
    await unfinished().locator('summary').click();
    await expect.poll(() => unfinished().locator('summary').textContent()).toContain('3 not finished');
    const entries = await unfinished().getByRole('listitem').allTextContents();
    expect(entries.map((text) => text.replace(/Discard.*/, ''))).toEqual([
      expect.stringMatching(/^\$500\.00 by card.*\d/),
      expect.stringMatching(/^\$20\.00 from your bank.*\d/),
      expect.stringMatching(/^\$75\.50 by card.*\d/),
    ]);
    await page.getByRole('link', { name: 'Continue $75.50 by card' }).click();
    await heading(page, HEADINGS.fees).waitFor();
  });

  it('W21 is thrown away by one act, which is said, and the focus stays', async () => {
    const { page, server } = scene;
    leave('500.00', 'card');
    leave('20.00', 'bank');
    await page.goto(server.url);
    await unfinished().locator('summary').click();
    await page.getByRole('button', { name: 'Discard $500.00 by card' }).click();
    await until(async () => (await unfinished().getByRole('listitem').count()) === 1);
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await until(async () => /was discarded/.test((await page.locator('#speech-polite').textContent()) ?? ''));
    expect([...server.world.drafts.values()]).toMatchObject([{ state: { amount: '20.00' } }]);
  });

  it('is kept, and shown as it is now, where it went on in another tab meanwhile [draft.discarded]', async () => {
    const { page, server } = scene;
    const draft = leave('500.00', 'card');
    await page.goto(server.url);
    await unfinished().locator('summary').click();
    server.world.drafts.set(draft.id, { ...draft, version: 4, state: { ...draft.state, amount: '80.00' } });
    await page.getByRole('button', { name: 'Discard $500.00 by card' }).click();
    await unfinished().getByText('$80.00 by card').waitFor();
    expect(server.world.drafts.size).toBe(1);
  });

  it('offers nobody to throw away what may have been sent', async () => {
    const { page, server } = scene;
    leave('500.00', 'card', { sent: true, idempotencyKey: 'key-0001' });
    await page.goto(server.url);
    await unfinished().locator('summary').click();
    await unfinished().getByText('Sent, and not answered yet').waitFor();
    expect(await page.getByRole('button', { name: /Discard/ }).count()).toBe(0);
  });
});

describe('the home page', () => {
  it('moves nothing while it comes up, with three drafts and whatever answers last', async () => {
    const { server } = scene;
    for (const amount of ['500.00', '20.00', '75.50']) leave(amount, 'card');
    const done = newTransaction(newQuote(server.world, '100.00', 'card'));
    server.change({ ...done, ...completed(done) });
    server.change(newTransaction(newQuote(server.world, '70.00', 'card')));
    for (const slow of ['/v1/drafts', '/v1/balances', '/v1/transactions']) {
      server.intercept = async ({ path }) => {
        if (path === slow) await new Promise((resolve) => setTimeout(resolve, 700));
        return null;
      };
      const page = await scene.open({ viewport: PHONE });
      await page.addInitScript(watchShifts);
      await page.goto(server.url);
      await unfinished(page).waitFor();
      await page.locator('[data-link="live"]').waitFor();
      await page.evaluate('document.fonts.ready.then(() => new Promise(requestAnimationFrame))');
      expect(await page.evaluate<number>('window.shifted'), `${slow} last`).toBeLessThan(0.02);
    }
  });

  it('R16 begins with what waits for the person, then what goes on by itself, and keeps what ends in its place', async () => {
    const { page, server } = scene;
    const first = server.change(newTransaction(newQuote(server.world, '70.00', 'card')));
    const second = newTransaction(newQuote(server.world, '100.00', 'bank'));
    server.change({ ...second, state: 'processing', where: 'with_provider', action: null });
    await page.goto(server.url);
    await underWay().first().waitFor();
    await expect
      .poll(() => underWay().allTextContents())
      .toEqual([
        expect.stringMatching(
          /^Confirm your payment of \$74\.35As far as Northpay has told us, nothing has left/,
        ),
        expect.stringMatching(/^Your \$100\.00 is on its wayYour \$104\.50 is with Northpay\./),
      ]);
    const available = await page.locator('[data-available]').boundingBox();
    const act = await page.getByRole('button', { name: 'Add money' }).boundingBox();
    expect((available?.y ?? 0) < (act?.y ?? 0) && (act?.y ?? 999) < 500).toBe(true);
    await page.locator('[data-link="live"]').waitFor();
    server.change({ ...first, ...completed(first) });
    await underWay().getByText('You added 70.00').waitFor();
    await expect.poll(() => underWay().count()).toBe(2);
    await page.getByRole('link', { name: 'Transactions', exact: true }).click();
    await page.getByRole('link', { name: 'Home' }).click();
    await until(async () => (await underWay().count()) === 1);
  });

  it('shows no zeros, and a figure as soon as there is one', async () => {
    const { page, server } = scene;
    await page.goto(server.url);
    await page.getByText('No transactions yet').waitFor();
    expect(await page.getByText('Set aside').count()).toBe(0);
    expect(await page.getByText('Incoming').count()).toBe(0);
    server.world.balances = server.world.balances.map((one) => ({ ...one, incoming: '70.000000' }));
    await page.reload();
    await page.getByText('On its way, not yours to spend yet').waitFor();
    expect(await page.getByText('Set aside').count()).toBe(0);
  });

  it('lists the three balances, which add up to what is available, each with what is set aside of it', async () => {
    const { page, server } = scene;
    const [cash] = server.world.balances;
    assert(cash, 'there is a balance');
    const invested = { ...cash, type: 'INVESTING', available: '50.000001', reserved: '9.500000' } as const;
    server.world.balances = [{ ...cash, available: '1240.250000' }, invested];
    await page.goto(server.url);
    await page.locator('[data-balances]').waitFor();
    await expect
      .poll(() => page.locator('[data-balances] dt').allTextContents())
      .toEqual(['Cash', 'Invested', 'Set aside', 'Earning']);
    const figure = (name: string) => page.locator(`[data-${name}]`).textContent();
    await expect.poll(() => figure('available')).toContain('1,290.25');
    await expect.poll(() => figure('balance="INVESTING"')).toContain('50.00');
    await expect.poll(() => figure('balance="DEFI"')).toContain('0.00');
    await page.locator('[data-available] button').click();
    await expect.poll(() => figure('available')).toContain('1,290.250001');
  });

  it('shows what could be read though the drafts could not', async () => {
    const { page, server } = scene;
    server.intercept = ({ path }) => (path === '/v1/drafts' ? refusal('internal') : null);
    await page.goto(server.url);
    await page.getByText('No transactions yet').waitFor();
    await page.locator('[data-available]').waitFor();
  });

  it('W13 fits at 320 px, and with 200 % text', async () => {
    const { server } = scene;
    leave('500.00', 'card');
    server.change(newTransaction(newQuote(server.world, '100.00', 'card')));
    server.world.balances = server.world.balances.map((one) => ({ ...one, available: '1234567.891234' }));
    for (const viewport of [NARROW, PHONE]) {
      const page = await scene.open({ viewport, bypassCSP: true, reducedMotion: 'reduce' });
      await page.goto(server.url);
      await unfinished(page).locator('summary').click();
      for (const size of ['100%', '200%']) {
        await page.addStyleTag({ content: `:root { font-size: ${size}; }` });
        expect(await tooWide(page), `${viewport.width} px, ${size}`).toEqual([]);
      }
    }
  });
});
