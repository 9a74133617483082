import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The steps of the wizard as a person does them, up to and on the named one. */
export type Stop = 'amount' | 'to' | 'method' | 'fees' | 'review' | 'processing';

export const HEADINGS: Record<Exclude<Stop, 'processing'>, string> = {
  amount: 'How much do you want to add?',
  to: 'Where should it arrive?',
  method: 'How do you want to pay?',
  fees: 'What it costs',
  review: 'Check and confirm',
};

export function heading(page: Page, name: string | RegExp) {
  return page.getByRole('heading', { level: 1, name });
}

export async function pressContinue(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** How long something is waited for that the keyboard is to reach, on a machine that is busy. */
const REACH_MS = 10_000;

/** Goes on by the keyboard to what has such a label, once it is there to be reached. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const labelOf = '(one) => (one.labels?.[0] ?? one).textContent ?? ""';
  const reachable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), summary';
  const labels = `[...document.querySelectorAll(${JSON.stringify(reachable)})].map(${labelOf})`;
  await expect
    .poll(() => page.evaluate<string[]>(labels), { timeout: REACH_MS })
    .toContainEqual(expect.stringMatching(name));
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab');
    if (name.test(await page.evaluate<string>(`(${labelOf})(document.activeElement)`))) return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

export function submitButton(page: Page) {
  return page.locator('main button.button-brand');
}

/** On from where it arrives, which is Cash unless somebody says otherwise. */
export async function toMethod(page: Page): Promise<void> {
  await heading(page, HEADINGS.to).waitFor();
  await pressContinue(page);
  await heading(page, HEADINGS.method).waitFor();
}

/** Starts from home and gives the address of the step it stops on. */
export async function walkTo(page: Page, base: string, stop: Stop, amount = '100'): Promise<string> {
  await page.goto(base);
  await page.getByRole('button', { name: 'Add money' }).click();
  await heading(page, HEADINGS.amount).waitFor();
  if (stop === 'amount') return page.url();
  await page.getByLabel('Amount in US dollars').fill(amount);
  await pressContinue(page);
  await heading(page, HEADINGS.to).waitFor();
  if (stop === 'to') return page.url();
  await toMethod(page);
  if (stop === 'method') return page.url();
  await page.getByRole('radio', { name: /^Card/ }).check();
  await pressContinue(page);
  await heading(page, HEADINGS.fees).waitFor();
  await page.locator('[data-total]').waitFor();
  if (stop === 'fees') return page.url();
  await pressContinue(page);
  await heading(page, HEADINGS.review).waitFor();
  await page.locator('[data-total]').waitFor();
  if (stop === 'review') return page.url();
  await submitButton(page).click();
  await page.waitForURL('**/transactions/*');
  await heading(page, /Confirm your payment/).waitFor();
  return page.url();
}
