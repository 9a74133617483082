import { assert } from '@diboas/kernel';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useScene } from './scene.ts';

const scene = useScene();

/** The line below the large figure, with plain spaces. */
async function total(page: Page): Promise<string> {
  const text = (await page.locator('[data-worth]').textContent()) ?? '';
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

/** Cash in USDC, and some Bitcoin among what is invested. */
function hold(): void {
  const { world } = scene.server;
  const [cash] = world.balances;
  assert(cash, 'there is a balance');
  const bitcoin = { ...cash, type: 'INVESTING', asset: 'BTC', network: 'bitcoin' } as const;
  world.balances = [
    { ...cash, available: '1000.000000', reserved: '100.000000' },
    { ...bitcoin, available: '0.01000000', reserved: '0.00000000' },
  ];
}

describe('what a person has in their own currency', () => {
  it('M12 is one total with the time of its prices, of which each balance says its part, and old is told as old', async () => {
    const { page, server } = scene;
    hold();
    await page.goto(server.url);
    // 1,100 USDC at 0.9998 and a hundredth of a Bitcoin at 100,000, what is set aside included.
    await expect.poll(() => total(page)).toMatch(/^\$2,099\.78 in all, at prices of \d+:\d\d [AP]M$/);
    await expect
      .poll(() => page.locator('[data-balance="BANKING"]').textContent())
      .toContain('worth $999.80');
    await expect.poll(() => page.locator('[data-balance="INVESTING"]').textContent()).toContain('$1,000.00');
    expect(await page.locator('[data-balance="DEFI"]').textContent()).not.toContain('worth');
    const prices = server.world.prices ?? [];
    server.world.prices = prices.map((one) => ({ ...one, ageMs: 360_000 }));
    await page.reload();
    await expect.poll(() => total(page)).toContain('$2,099.78 in all, at old prices of');
    await page.locator('[data-worth="old"]').waitFor();
  });

  it('M12 leaves out what nobody prices and says so, says when nothing is known, and nothing where nothing is', async () => {
    const { page, server } = scene;
    hold();
    server.world.prices = (server.world.prices ?? []).filter(({ asset }) => asset !== 'BTC');
    await page.goto(server.url);
    await expect
      .poll(() => total(page))
      .toMatch(/^\$1,099\.78 in all.* Without BTC, whose price is not known\.$/);
    server.world.prices = null;
    await page.reload();
    await expect.poll(() => total(page)).toBe('What it is worth is not known now.');
    await page.locator('[data-available]').getByText('1,000.00').waitFor();
    server.world.balances = [];
    await page.reload();
    await page.locator('[data-available]').getByText('0.00').waitFor();
    await expect.poll(() => total(page)).toBe('');
  });

  it('is in the currency of their region, until they choose another', async () => {
    const { server } = scene;
    hold();
    const page = await scene.open({ locale: 'pt-BR' });
    await page.goto(server.url);
    await expect.poll(() => total(page)).toMatch(/^R\$ 11\.340,00 ao todo, aos preços de \d+:\d\d$/);
    await page.goto(`${server.url}/settings/language`);
    await page.getByLabel('Totais em').selectOption('EUR');
    await page.getByRole('button', { name: 'Salvar' }).click();
    await expect.poll(() => total(page)).toMatch(/^€ 1\.932,00 ao todo/);
  });
});
