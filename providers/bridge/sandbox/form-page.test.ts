import { describe, expect, it } from 'vitest';
import { type BridgeWorld, openBridgeWorld } from './testing/world.ts';

const GOOD = { owner: 'Ada Moss', bank: 'Harbour <Bank>', routing: '121000248', number: '000123456789' };

async function begin(world: BridgeWorld, key = 'begin') {
  const body = {
    ...{ full_name: 'Ada Moss', email: 'ada@example.test', type: 'individual' },
    redirect_uri: 'https://app.example/back',
  };
  return (await world.call('POST', '/v0/kyc_links', { body, key })).body;
}

async function fill(link: string, changes: object = {}): Promise<Response> {
  const { origin, pathname, searchParams } = new URL(link);
  const fields = { ...GOOD, token: searchParams.get('token') ?? '', ...changes };
  return await fetch(`${origin}${pathname}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

describe('the page where a bank account is added', () => {
  it('says that it is a sandbox, and what it asks for', async () => {
    await using world = await openBridgeWorld();
    const { kyc_link } = await begin(world);
    const page = await (await fetch(kyc_link)).text();
    for (const words of [
      'This is a sandbox',
      'Routing number',
      'Only Bridge sees the whole number',
      'Ada Moss',
    ])
      expect(page).toContain(words);
    expect(page).toContain('href="https://app.example/back"');
  });

  it('adds it once, and keeps only the end of its number', async () => {
    await using world = await openBridgeWorld();
    const link = await begin(world);
    expect(link.kyc_status).toBe('not_started');
    const path = `/v0/customers/${link.customer_id}/external_accounts`;
    expect((await world.call('GET', path)).body.data).toEqual([]);
    expect((await fill(link.kyc_link)).status).toBe(303);
    expect((await fill(link.kyc_link)).status).toBe(200);
    const { data } = (await world.call('GET', path)).body;
    expect(data).toMatchObject([{ last_4: '6789', bank_name: GOOD.bank, active: true }]);
    expect(JSON.stringify(data)).not.toContain('0001234');
    expect((await world.call('GET', `/v0/kyc_links/${link.id}`)).body.kyc_status).toBe('approved');
    const page = await (await fetch(link.kyc_link)).text();
    expect(page).toContain('Harbour &lt;Bank&gt;, ending in 6789');
  });

  it.each([
    ['owner', ' '],
    ['bank', ''],
    ['routing', '121000249'],
    ['routing', '000000000'],
    ['routing', '12100024'],
    ['number', '123'],
    ['number', '12a4'],
  ])('says what is wrong with %s %j, and adds nothing', async (name, value) => {
    await using world = await openBridgeWorld();
    const link = await begin(world);
    const answer = await fill(link.kyc_link, { [name]: value });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('role="alert"');
    const path = `/v0/customers/${link.customer_id}/external_accounts`;
    expect((await world.call('GET', path)).body.data).toEqual([]);
  });

  it('is not there for whoever does not have the link', async () => {
    await using world = await openBridgeWorld();
    const { kyc_link } = await begin(world);
    const { origin, pathname } = new URL(kyc_link);
    for (const path of [pathname, `${pathname}?token=other`, '/verify/none', `${pathname}/more`])
      expect((await fetch(`${origin}${path}`)).status).toBe(404);
    expect((await fill(kyc_link, { token: 'other' })).status).toBe(404);
  });

  it('is begun once a key, and again under another', async () => {
    await using world = await openBridgeWorld();
    const first = await begin(world);
    expect(await begin(world)).toEqual(first);
    expect((await begin(world, 'other')).id).not.toBe(first.id);
  });
});
