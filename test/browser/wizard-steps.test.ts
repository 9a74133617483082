import { describe, expect, it } from 'vitest';
import { useScene } from './scene.ts';
import { refusal } from './scripted/routes.ts';
import { openAt } from './stand.ts';
import { HEADINGS, heading, pressContinue, toMethod, walkTo } from './walk.ts';

const scene = useScene();

const focusedText = () => scene.page.evaluate<string>('document.activeElement?.textContent ?? ""');

describe('the steps of the wizard', () => {
  it('W3 a step whose earlier answers are missing lands on the first missing one, with its answers kept', async () => {
    const { page, server } = scene;
    const method = await walkTo(page, server.url, 'method', '250.50');
    for (const step of ['review', 'fees', 'processing', 'done', 'nonsense']) {
      await page.goto(method.replace(/method$/, step));
      await heading(page, HEADINGS.method).waitFor();
      expect(page.url()).toBe(method);
    }
    await page.goto(method.replace(/method$/, 'amount'));
    await heading(page, HEADINGS.amount).waitFor();
    await expect.poll(() => page.getByLabel('Amount in US dollars').inputValue()).toBe('250.50');
  });

  it('W4 W5 W6 W7 each step has its own h1, its count in words, the focus, and the title', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'processing');
    const seen = new Set<string>();
    const draft = page.url();
    expect(await page.getByText(/^Step \d of \d$/).count()).toBe(0);
    seen.add((await page.locator('h1').textContent()) ?? '');

    await walkTo(page, server.url, 'amount');
    for (const [index, [step, title]] of Object.entries(HEADINGS).entries()) {
      await heading(page, title).waitFor();
      await expect.poll(() => page.locator('h1').count()).toBe(1);
      await expect.poll(() => page.getByText(`Step ${index + 1} of 5`).count()).toBe(1);
      await expect.poll(() => page.title()).toBe(`${title} - diBoaS`);
      await expect.poll(() => focusedText()).toBe(title);
      expect(page.url()).toMatch(new RegExp(`/${step}$`));
      seen.add(title);
      if (step === 'amount') await page.getByLabel('Amount in US dollars').fill('80');
      if (step === 'method') await page.getByRole('radio', { name: /^Bank/ }).check();
      if (step === 'fees') await page.locator('[data-total]').waitFor();
      if (step !== 'review') await pressContinue(page);
    }
    expect(seen.size).toBe(6);
    expect(draft).toMatch(/\/transactions\//);
  });

  it('W8 the first page of a visit does not take the focus', async () => {
    const { page, server } = scene;
    const url = await walkTo(page, server.url, 'fees');
    await page.goto(url);
    await heading(page, HEADINGS.fees).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement === document.body')).toBe(true);
  });

  it('W9 W10 W11 a Continue that cannot go on keeps the value, names the fault, and takes the focus', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'amount');
    const field = page.getByLabel('Amount in US dollars');
    await field.fill('9');
    await field.blur();
    expect(await page.locator('[data-error-summary]').count()).toBe(0);

    await pressContinue(page);
    await page.locator('[data-error-summary]').waitFor();
    await expect.poll(() => field.inputValue()).toBe('9');
    await expect.poll(() => page.title()).toBe(`Error: ${HEADINGS.amount} - diBoaS`);
    expect(await page.evaluate('document.activeElement.matches("[data-error-summary]")')).toBe(true);
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby'))?.split(' ')[0];
    await expect.poll(() => page.locator(`#${described}`).textContent()).toBe('Enter $10.00 or more.');
    expect(page.url()).toMatch(/amount$/);

    await page.locator('[data-error-summary] a').click();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('amount');
    await field.fill('10');
    expect(await page.locator('[data-error-summary]').count()).toBe(0);
    await expect.poll(() => page.title()).toBe(`${HEADINGS.amount} - diBoaS`);
    expect(scene.server.calls.filter(({ path }) => path.endsWith('/events'))).toEqual([]);
  });

  it('W9 the choice of a method is asked for in the same way', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'method');
    await pressContinue(page);
    await page.locator('[data-error-summary]').waitFor();
    await expect.poll(() => page.title()).toMatch(/^Error: /);
    await expect.poll(() => page.locator('fieldset').getAttribute('aria-describedby')).toBe('method-fault');
    expect(page.url()).toMatch(/method$/);
  });

  it('W14 Back, of the browser and of the page, shows the step before with its values', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'review', '1,234.50');
    await page.goBack();
    await heading(page, HEADINGS.fees).waitFor();
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await heading(page, HEADINGS.method).waitFor();
    await expect.poll(() => page.getByRole('radio', { name: /^Card/ }).isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await heading(page, HEADINGS.to).waitFor();
    await expect.poll(() => page.getByRole('radio', { name: /^Cash/ }).isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await heading(page, HEADINGS.amount).waitFor();
    await expect.poll(() => page.getByLabel('Amount in US dollars').inputValue()).toBe('1234.50');
  });

  it('W15 W16 Change on the review returns to it, and asks about the fees first when they change', async () => {
    const { page, server } = scene;
    await openAt(page, server, 'review');
    await page.getByRole('link', { name: 'Change Amount' }).click();
    await heading(page, HEADINGS.amount).waitFor();
    await pressContinue(page);
    await heading(page, HEADINGS.review).waitFor();
    await page.getByRole('link', { name: 'Change Paid by' }).click();
    await page.getByRole('radio', { name: /^Bank/ }).check();
    await pressContinue(page);
    await heading(page, HEADINGS.fees).waitFor();
    await page.getByText('You changed how you pay, so this price is new.').waitFor();
  });

  it('N7 W43 W44 W45 the fee step shows every part, who takes it, and a total that they add up to, before it goes on', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'fees', '333.33');
    const cents = (text: string | null) => Math.round(Number((text ?? '').replace(/[^0-9.]/g, '')) * 100);
    const figures = await page
      .locator('dl > div')
      .evaluateAll((rows) =>
        rows.map((row) => [row.textContent ?? '', row.querySelector('dd')?.textContent ?? '']),
      );
    const parts = figures.slice(0, -2);
    const total = cents(await page.locator('[data-total]').textContent());
    expect(parts.reduce((sum, [, amount]) => sum + cents(amount ?? ''), 0)).toBe(total);
    for (const [label] of parts.slice(1)) expect(label).toMatch(/Taken by \w+\. .+\. .+\./);

    const below = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? Number.NaN;
    expect(await below('[data-total]')).toBeLessThan(await below('main button.button-brand'));
    const size = (selector: string) =>
      page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('${selector}')).fontSize)`);
    expect(await size('[data-receive]')).toBeGreaterThanOrEqual(await size('[data-total]'));

    const onFees = await page.locator('dl').textContent();
    await pressContinue(page);
    await heading(page, HEADINGS.review).waitFor();
    await page.locator('[data-total]').waitFor();
    const onReview = (await page.locator('dl').textContent()) ?? '';
    expect(onReview).toContain('Fees$5.67');
    for (const money of onReview.replace('Fees$5.67', '').match(/\$[\d,.]+/g) ?? [])
      expect(onFees).toContain(money);
  });

  it('W46 W47 each way to pay shows its total, the cheapest first, none chosen, and that total is the one of the next step', async () => {
    const { page, server } = scene;
    const dearer = { card: 450, bank: 150 };
    server.intercept = (call) => {
      if (call.path !== '/v1/quotes' || call.method !== 'POST') return null;
      server.world.feeCents = dearer[(call.body as { method: 'card' | 'bank' }).method];
      return null;
    };
    await walkTo(page, server.url, 'method', '100');
    await page.locator('[data-offer]').first().waitFor();
    const rows = await page.locator('fieldset label').allTextContents();
    expect(rows[0]).toMatch(/^Bank account.*\$101\.50/);
    expect(rows[1]).toMatch(/^Card.*\$104\.50/);
    expect(await page.locator('input:checked').count()).toBe(0);
    server.world.feeCents = 900;
    const quoted = server.world.quotes.size;
    await page.getByRole('radio', { name: /^Card/ }).check();
    await pressContinue(page);
    await page.locator('[data-total]').waitFor();
    await expect.poll(() => page.locator('[data-total]').textContent()).toBe('$104.50');
    expect(server.world.quotes.size).toBe(quoted);
  });

  it('W47 a price that cannot be had leaves its way to pay there to choose', async () => {
    const { page, server } = scene;
    server.intercept = ({ path, body }) =>
      path === '/v1/quotes' && (body as { method: string }).method === 'card' ? refusal('no_provider') : null;
    await walkTo(page, server.url, 'method', '100');
    await page.getByRole('radio', { name: /^Card.*Price in the next step/ }).check();
    await pressContinue(page);
    await page.locator('main').getByText('No payment provider can take this now').waitFor();
  });

  it('says that no way can be taken now, before anybody walks into it', async () => {
    const { page, server } = scene;
    server.intercept = ({ path }) => (path === '/v1/quotes' ? refusal('no_provider') : null);
    await walkTo(page, server.url, 'method', '100');
    await page.locator('main').getByText('No payment provider can take this now').waitFor();
    expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
    server.intercept = () => null;
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('radio', { name: /^Card/ }).check();
    await pressContinue(page);
    await heading(page, HEADINGS.fees).waitFor();
  });

  it('an amount that may mean a thousand times more is asked about, and taken as it was chosen', async () => {
    const { page, server } = scene;
    await walkTo(page, server.url, 'amount');
    await page.getByLabel('Amount in US dollars').fill('50.000');
    await page.getByRole('button', { name: '$50,000.00' }).waitFor();
    await pressContinue(page);
    await page.locator('[data-error-summary]').getByText('can be read as two amounts').waitFor();
    await page.getByRole('button', { name: '$50.00' }).click();
    await page.getByText('Fifty dollars').waitFor();
    await pressContinue(page);
    await toMethod(page);
    expect([...server.world.drafts.values()].at(-1)?.state).toMatchObject({ amount: '50.00' });
  });

  it('writes every figure as the person’s own region does, and reads amounts so', async () => {
    const { server } = scene;
    const page = await scene.open({ locale: 'pt-BR' });
    server.world.feeCents = 1_000;
    await page.goto(server.url);
    await page.locator('main button.button-brand').click();
    await page.locator('#amount').fill('1.234');
    await page.locator('main button.button-brand').click();
    await page.locator('#to-BANKING').waitFor();
    await page.locator('main button.button-brand').click();
    await page.locator('#method-card').check();
    await page.locator('main button.button-brand').click();
    await page.locator('[data-total]').waitFor();
    const figures = ((await page.locator('main').textContent()) ?? '').replaceAll('\u00a0', ' ');
    expect(figures).toContain('US$ 1.234,00');
    expect(figures).toContain('1.234,00 USDC');
    expect(figures).toMatch(/0,5%/);
    expect(figures).not.toMatch(/\d,\d{3}\.|\d\.\d\d(?!\d)/);
    expect([...server.world.drafts.values()].at(-1)?.state).toMatchObject({ amount: '1234.00' });
  });

  it('says so when there is no way to pay at all', async () => {
    const { page, server } = scene;
    server.world.limits = { ...server.world.limits, methods: [] };
    await walkTo(page, server.url, 'method', '100');
    await page.locator('main').getByText('There is no way to pay at this moment').waitFor();
    expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
  });
});
