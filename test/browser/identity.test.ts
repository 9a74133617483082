import { describe, expect, it } from 'vitest';
import { NARROW, PHONE } from './browser.ts';
import { inspect } from './inspect.ts';
import { useScene } from './scene.ts';
import { newQuote, newTransaction, wireInstant } from './scripted/world.ts';
import { heading, walkTo } from './walk.ts';

const scene = useScene();

/** Something that rests for a check, for two weeks. */
function resting(what: 'identity' | 'check') {
  const { server } = scene;
  const begun = newTransaction(newQuote(server.world, '1500.00', 'card'));
  const rests = {
    identity: { activity: 'KYC_VERIFICATION', state: 'awaiting_you', action: { kind: 'verify' } },
    check: { activity: 'COMPLIANCE_REVIEW', state: 'under_review', action: null },
  } as const;
  return server.change({
    ...{ ...begun, ...rests[what], status: 'VALIDATING', where: 'with_you' },
    waits: { for: what, until: wireInstant(Date.now() + 14 * 86_400_000) },
  });
}

describe('M23: who somebody is', () => {
  it('is asked for where a transaction waits, with until when, and begun from there', async () => {
    const { page, server } = scene;
    await page.setViewportSize(PHONE);
    const transaction = resting('identity');
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await heading(page, 'We need to know who you are').waitFor();
    await page.getByText('Nothing has left your card.').waitFor();
    await page.getByText(/It waits until .+; after that it ends/).waitFor();
    await inspect(page, 'a transaction that waits for who somebody is');
    await page.getByRole('link', { name: 'Show who you are' }).click();
    await heading(page, 'Who you are').waitFor();
    await page.getByText('We do not know yet who you are.').waitFor();
    await inspect(page, 'who somebody is, not begun');
    await page.getByRole('button', { name: 'Show who you are' }).click();
    await page.getByText('The provider is looking at what you showed.').waitFor();
    expect(await page.getByRole('button', { name: 'Show who you are' }).count()).toBe(0);
  }, 180_000);

  it.each([
    ['go_on', null, 'it waits for you'],
    ['try_again', 'document_unreadable', 'could not be read'],
    ['contact_us', null, 'refused that you are'],
    ['nothing', null, 'We know who you are.'],
  ] as const)(
    'says what there is to do: %s',
    async (todo, reason, words) => {
      const { page, server } = scene;
      await page.setViewportSize(NARROW);
      server.world.identity = { ...server.world.identity, todo, reason };
      await page.goto(`${server.url}/verify`);
      await page.getByText(words).first().waitFor();
      await inspect(page, `who somebody is, ${todo}`);
    },
    120_000,
  );

  it('raises the limits, which are shown with what is left', async () => {
    const { page, server } = scene;
    await page.goto(`${server.url}/settings/limits`);
    const coming = page.locator('[data-tier-limits="in"]');
    await coming.getByText('Left within 30 days').waitFor();
    await coming.getByText('Of $1,000.00, all of it together.').waitFor();
    await coming.getByText('Once we know you, within a day').waitFor();
  }, 60_000);

  it('is told of before something is confirmed that it is needed for', async () => {
    const { page, server } = scene;
    server.world.asksIdentity = true;
    await walkTo(page, server.url, 'review');
    await page
      .locator('#main')
      .getByText(/^We will ask who you are before this goes on/)
      .waitFor();
    await inspect(page, 'a review that tells of it');
  }, 120_000);

  it('what we look at ourselves says so, and until when, and asks for nothing', async () => {
    const { page, server } = scene;
    const transaction = resting('check');
    await page.goto(`${server.url}/transactions/${transaction.id}`);
    await heading(page, 'We are checking this').waitFor();
    await page.getByText(/It is decided by .+ at the latest/).waitFor();
    expect(await page.getByRole('link', { name: 'Show who you are' }).count()).toBe(0);
    await inspect(page, 'a transaction that is looked at');
  }, 120_000);
});
