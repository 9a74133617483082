import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { ScriptedServer } from './scripted/server.ts';
import { newDraft, newQuote } from './scripted/world.ts';
import { HEADINGS, heading } from './walk.ts';

const STEPS = { fees: 'fee_confirmation', review: 'final_review' } as const;

/**
 * Opens a wizard that stands at this step already, as somebody who left it and comes back: for tests that are about what
 * follows. The way there is walked by those that are about the way. Gives the address of the step.
 */
export async function openAt(
  page: Page,
  { world, url }: Pick<ScriptedServer, 'world' | 'url'>,
  stop: keyof typeof STEPS,
  amount = '100.00',
): Promise<string> {
  const draft = newDraft('add_funds');
  const offered = newQuote(world, amount, 'card');
  world.quotes.set(offered.id, offered);
  const { id, pay, receive, expiresAt } = offered;
  const quote = {
    id,
    total: pay.total,
    receive: { asset: receive.asset, amount: receive.amount },
    expiresAt,
  };
  const key = stop === 'review' ? { idempotencyKey: randomUUID() } : {};
  const answers = { amount, to: 'BANKING', method: 'card' } as const;
  world.drafts.set(draft.id, {
    ...draft,
    state: { ...draft.state, ...answers, ...key, quote, step: STEPS[stop] },
  });
  const address = `${url}/add/${draft.id}/${stop}`;
  await page.goto(address);
  await heading(page, HEADINGS[stop]).waitFor();
  await page.locator('[data-total]').waitFor();
  return address;
}
