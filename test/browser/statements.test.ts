import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NARROW } from './browser.ts';
import { until, useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { someStatement, someStatements } from './scripted/statements.ts';
import { tooWide } from './too-wide.ts';
import { heading } from './walk.ts';

const scene = useScene();

async function open(page: Page = scene.page): Promise<Page> {
  await page.goto(`${scene.server.url}/settings/statements`);
  await heading(page, /./).waitFor();
  await until(async () => (await page.locator('[data-waiting]').count()) === 0);
  return page;
}

const lineOf = (page: Page, month: string) => page.getByRole('listitem').filter({ hasText: month });

async function textSaved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const saving = page.waitForEvent('download');
  await press();
  const saved = await saving;
  const parts = await (await saved.createReadStream()).setEncoding('utf8').toArray();
  return { name: saved.suggestedFilename(), text: parts.join('') };
}

describe('the page of statements', () => {
  it('says that there are none yet, and leads on to adding money', async () => {
    const page = await open();
    await page.getByText('There is nothing to state yet.').waitFor();
    await page.locator('main').getByRole('button', { name: 'Add money' }).click();
    await heading(page, 'How much do you want to add?').waitFor();
  });

  it('M26 has one made, follows it until it is there, says so, and gives it byte by byte', async () => {
    const { server } = scene;
    server.world.statements = [someStatement('2026-10')];
    const page = await open();
    const line = lineOf(page, 'October 2026');
    await line.getByText('Not made yet.').waitFor();
    await line.getByRole('button', { name: 'Make it October 2026' }).click();
    await line.getByText('It is there in a moment.').waitFor();
    await line.getByRole('button', { name: 'Being made…' }).waitFor();
    const asked = server.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/statements');
    expect(asked.map(({ body }) => body)).toEqual([{ month: '2026-10', language: 'en' }]);
    const made = { state: 'made', until: '2026-11-01T00:00:00.000Z', whole: true } as const;
    server.world.statements = [someStatement('2026-10', made)];
    await line.getByText('The whole month.').waitFor();
    await expect
      .poll(() => page.locator('#speech-polite').textContent())
      .toContain('Your statement of October 2026 is there.');
    expect(await line.getByRole('button', { name: /Make/ }).count()).toBe(0);
    for (const format of ['PDF', 'CSV']) {
      const press = () => line.getByRole('button', { name: `${format} October 2026` }).click();
      const file = format.toLowerCase();
      expect(await textSaved(page, press)).toEqual({
        name: `diboas-2026-10.${file}`,
        text: `2026-10 in en as ${file}: é`,
      });
    }
  });

  it('tells of a month that is not over up to when it goes, and makes it again', async () => {
    const { server } = scene;
    server.world.statements = someStatements();
    const page = await open();
    await lineOf(page, 'November 2026').getByText('The month is not over.').waitFor();
    await lineOf(page, 'November 2026').getByRole('button', { name: 'Make again' }).click();
    await lineOf(page, 'November 2026').getByText('It is there in a moment.').waitFor();
    await lineOf(page, 'August 2026').getByText('It could not be made.').waitFor();
    await lineOf(page, 'August 2026').getByRole('button', { name: 'Make it' }).waitFor();
  });

  it('says in the line why one can not be had now', async () => {
    const { server } = scene;
    server.world.statements = someStatements();
    const page = await open();
    server.intercept = ({ path }) => (path.endsWith('/files/pdf') ? refusal('unavailable') : null);
    const line = lineOf(page, 'October 2026');
    await line.getByRole('button', { name: 'PDF' }).click();
    await line.locator('[data-problem]').waitFor();
    server.intercept = ({ method, path }) =>
      method === 'GET' && path === '/v1/statements' ? refusal('unavailable') : null;
    await page.reload();
    await page.getByRole('button', { name: 'Check again' }).waitFor();
  });

  it.each([
    ['pt-BR', 'Extratos', 'outubro de 2026', 'pt-BR'],
    ['es-ES', 'Extractos', 'octubre de 2026', 'es'],
    ['de-DE', 'Kontoauszüge', 'Oktober 2026', 'de'],
    ['en-GB', 'Statements', 'October 2026', 'en'],
  ])(
    'in %s is all in its language, fits a narrow phone, and asks for the document in it',
    async (locale, title, month, language) => {
      const { server } = scene;
      server.world.statements = someStatements();
      const page = await open(await scene.open({ locale, viewport: NARROW }));
      await heading(page, title).waitFor();
      const text = (await page.locator('main').textContent()) ?? '';
      expect(text).not.toMatch(/\bstatements\.[a-z]/);
      if (language !== 'en') expect(text).not.toMatch(/\b(made|month|moment|your)\b/);
      expect(await tooWide(page)).toEqual([]);
      const press = () => lineOf(page, month).getByRole('button', { name: /PDF/ }).click();
      expect((await textSaved(page, press)).text).toBe(`2026-10 in ${language} as pdf: é`);
    },
  );
});
