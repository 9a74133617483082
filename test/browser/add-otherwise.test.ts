import { describe, expect, it } from 'vitest';
import { useScene } from './scene.ts';
import { HEADINGS, heading, pressContinue, walkTo } from './walk.ts';

const scene = useScene();

/** Opens what is folded away, and chooses in it. */
async function choose(aside: string, name: RegExp): Promise<void> {
  const folded = scene.page.locator(`[data-aside=${aside}]`);
  await folded.locator('summary').click();
  await folded.getByRole('radio', { name }).check();
}

describe('adding money otherwise', () => {
  it('than in dollars for digital dollars is folded away, and asked for as it was said', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'amount');
    await expect.poll(() => page.getByLabel('Amount in US dollars').count()).toBe(1);
    expect(await page.getByRole('radio').filter({ visible: true }).count()).toBe(0);
    await choose('currency', /^Euro/);
    await page.getByLabel('Amount in EUR').fill('80');
    await pressContinue(page);

    await heading(page, HEADINGS.to).waitFor();
    await choose('goods', /^BTC on Bitcoin/);
    await pressContinue(page);

    await heading(page, HEADINGS.method).waitFor();
    await page.getByRole('radio', { name: /^Card/ }).check();
    await pressContinue(page);
    await heading(page, HEADINGS.fees).waitFor();
    await expect.poll(() => page.locator('[data-total]').textContent()).toContain('€');
    const asked = server.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/quotes');
    expect(asked.at(-1)?.body).toMatchObject({
      ...{ operation: 'ADD_FUNDS', amount: '80.00', currency: 'EUR' },
      ...{ asset: 'BTC', network: 'bitcoin' },
    });
    const draft = [...server.world.drafts.values()].at(-1);
    expect(draft?.state).toMatchObject({ currency: 'EUR', goods: 'BTC:bitcoin' });
  });

  it('W47 shows no way to pay that nobody takes for it', async () => {
    const { page, server } = scene;
    server.world.takenByNobody = ['bank'];
    await walkTo(page, server.url, 'method');
    await page.getByRole('radio', { name: /^Card/ }).waitFor();
    await expect.poll(() => page.getByRole('radio').count()).toBe(1);
  });
});
