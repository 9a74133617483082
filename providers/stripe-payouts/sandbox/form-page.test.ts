import { describe, expect, it } from 'vitest';
import { LINK_LIFE_MS } from './recipients.ts';
import { openPayoutsWorld, type PayoutsWorld } from './testing/world.ts';

const GOOD = { owner: 'Ada Moss', bank: 'Harbour <Bank>', routing: '110000000', number: '000123456789' };

/** A recipient, and a link to the page where they name their account, as the SDK's own types have them. */
async function begin({ stripe }: PayoutsWorld) {
  const requested = { requested: true };
  const { id } = await stripe.v2.core.accounts.create({
    ...{ display_name: 'Ada Moss', contact_email: 'ada@example.test' },
    identity: { country: 'us', entity_type: 'individual' },
    configuration: {
      recipient: { capabilities: { bank_accounts: { ach: requested, fedwire: requested } } },
    },
  });
  const urls = { refresh_url: 'https://app.example/again', return_url: 'https://app.example/back' };
  const { url, expires_at } = await stripe.v2.core.accountLinks.create({
    account: id,
    use_case: { type: 'account_onboarding', account_onboarding: urls },
  });
  return { id, url, expires_at };
}

async function fill(link: string, changes: object = {}): Promise<Response> {
  const { origin, pathname, searchParams } = new URL(link);
  const fields = { ...GOOD, token: searchParams.get('token') ?? '', ...changes };
  const body = new URLSearchParams(fields);
  return await fetch(`${origin}${pathname}`, { method: 'POST', body, redirect: 'manual' });
}

const methodsOf = async ({ stripe }: PayoutsWorld, id: string) =>
  (await stripe.v2.moneyManagement.payoutMethods.list({}, { stripeContext: id })).data;

describe('the page where a recipient names a bank account', () => {
  it('says that it is a sandbox, and what it asks for', async () => {
    await using world = await openPayoutsWorld();
    const { url } = await begin(world);
    const page = await (await fetch(url)).text();
    for (const words of [
      'This is a sandbox',
      'Routing number',
      'Only Stripe sees the whole number',
      'Ada Moss',
    ])
      expect(page).toContain(words);
    expect(page).toContain('href="https://app.example/back"');
  });

  it('adds it once, keeps only the end of its number, and the recipient can be paid', async () => {
    await using world = await openPayoutsWorld();
    const { id, url } = await begin(world);
    const status = async () => {
      const account = await world.stripe.v2.core.accounts.retrieve(id, {
        include: ['configuration.recipient'],
      });
      return account.configuration?.recipient?.capabilities?.bank_accounts?.ach?.status;
    };
    expect([await methodsOf(world, id), await status()]).toEqual([[], 'restricted']);
    expect((await fill(url)).status).toBe(303);
    expect((await fill(url)).status).toBe(200);
    const methods = await methodsOf(world, id);
    expect(methods).toMatchObject([
      { type: 'bank_account', restricted: false, bank_account: { last4: '6789', bank_name: GOOD.bank } },
    ]);
    expect(JSON.stringify(methods)).not.toContain('0001234');
    expect(await status()).toBe('active');
    expect(await (await fetch(url)).text()).toContain('Harbour &lt;Bank&gt;, ending in 6789');
    expect(await methodsOf(world, 'acct_of_another')).toEqual([]);
  });

  it.each([
    ['owner', ' '],
    ['bank', ''],
    ['routing', '12100024'],
    ['number', '123'],
    ['number', '12a4'],
  ])('says what is wrong with %s %j, and adds nothing', async (name, value) => {
    await using world = await openPayoutsWorld();
    const { id, url } = await begin(world);
    const answer = await fill(url, { [name]: value });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('role="alert"');
    expect(await methodsOf(world, id)).toEqual([]);
  });

  it('is not there for whoever does not have the link, nor when its time is over', async () => {
    await using world = await openPayoutsWorld();
    const { url, expires_at } = await begin(world);
    const { origin, pathname } = new URL(url);
    for (const path of [pathname, `${pathname}?token=other`, '/onboard/none', `${pathname}/more`])
      expect((await fetch(`${origin}${path}`)).status).toBe(404);
    expect(Date.parse(expires_at)).toBe(world.time.clock.now() + LINK_LIFE_MS);
    world.time.advance(LINK_LIFE_MS);
    expect((await fill(url)).status).toBe(404);
  });
});
