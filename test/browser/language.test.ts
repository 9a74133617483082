import { describe, expect, it } from 'vitest';
import { useScene } from './scene.ts';

const scene = useScene();

describe('the language of the words', () => {
  it.each([
    ['pt-BR', 'pt-BR', 'Quanto você quer adicionar?', 'US$ 1.234,50'],
    ['es-MX', 'es', '¿Cuánto quieres añadir?', 'USD 1,234.50'],
    ['de-AT', 'de', 'Wie viel möchten Sie einzahlen?', '$ 1.234,50'],
    ['fr-FR', 'en', 'How much do you want to add?', '1 234,50 $US'],
  ])('of a browser in %s is %s on every step, with its own figures', async (locale, lang, title, money) => {
    const { server } = scene;
    const page = await scene.open({ locale });
    const act = page.locator('main button.button-brand');
    const plain = async () =>
      ((await page.locator('main').textContent()) ?? '').replace(/[\u00a0\u202f]/g, ' ');
    await page.goto(server.url);
    await act.click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(lang);
    await expect.poll(() => page.locator('html').getAttribute('dir')).toBe('ltr');
    await page.locator('#amount').fill('1234,50');
    await act.click();
    await page.locator('#to-INVESTING').check();
    await act.click();
    await page.locator('#method-card').check();
    await act.click();
    await page.locator('[data-total]').waitFor();
    await expect.poll(() => plain()).toContain(money);
    await act.click();
    await page.locator('[data-key]').waitFor({ state: 'attached' });
    await expect.poll(() => plain()).toContain(money);
    await act.click();
    await page.waitForURL('**/transactions/*');
    await page.locator('[data-sentence]').waitFor();
    // No message is left to its id, and none to the words of another language.
    expect(await plain()).not.toMatch(
      /\b(add|amount|legs?|note|own|method|fees?|review|price|state|where|step|status|nav)\.[a-z_]+/,
    );
    if (lang !== 'en') expect(await plain()).not.toMatch(/\b(the|your|with|payment)\b/);
  });

  it('and the region can be chosen, each for itself, and are kept', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/settings/language`);
    await page.getByLabel('Language').selectOption('de');
    await page.getByLabel('Figures and times').selectOption('pt-BR');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ihr Geld' }).waitFor();
    await page.locator('main').getByText('1.240,25').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Ihr Geld' }).waitFor();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('de');
  });
});
