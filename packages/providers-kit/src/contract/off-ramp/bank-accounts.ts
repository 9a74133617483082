import { assert } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { OffRamp } from '../../manifest/desk.ts';
import { accepted, type OrderScene, sampleWish } from '../order/scene.ts';
import type { OffRampSuite } from './payout-world.ts';

const PERSON = { name: 'Ada Moss', email: 'ada@example.test' };
const RETURN_URL = 'https://app.diboas.example/back';

/** A bank account is told to the provider on its own page. We know it by a token, and pay out to that. */
export function describeBankAccounts(
  suite: OffRampSuite,
  { scene, open }: { scene: OrderScene; open(): Promise<OffRamp> },
): void {
  const begin = async (key: string) => {
    const answer = await (await open()).bankAccounts.beginAccount({
      key,
      person: PERSON,
      returnUrl: RETURN_URL,
    });
    assert(answer.kind === 'begun', 'the provider has a page for it', { answer });
    return answer;
  };
  describe('a bank account', () => {
    it('is added on one page of the provider, however often its key is sent', async () => {
      const first = await begin('key-of-account');
      expect(first.url).toMatch(/^https?:/);
      expect(await begin('key-of-account')).toEqual(first);
      expect((await begin('key-of-another')).reference).not.toBe(first.reference);
    });

    it('is not there before the person has added it', async () => {
      const { reference } = await begin('key-of-account');
      expect(await (await open()).bankAccounts.account(reference)).toEqual({ ok: true, value: null });
    });

    it('is known by a token and the end of its number, and is paid to by its token', async () => {
      const { reference, url } = await begin('key-of-account');
      await suite.fillForm(url);
      const account = await (await open()).bankAccounts.account(reference);
      assert(account.ok && account.value, 'the account is there', { account });
      expect(account.value).toMatchObject({ isUsable: true, last4: expect.stringMatching(/^[0-9]{4}$/) });
      expect(account.value.bankName).not.toBe('');
      expect(account.value.name).not.toBe('');
      const destination = account.value.token;
      const submission = scene.submission({ ...sampleWish(scene.suite), destination });
      accepted(await (await open()).submit(submission));
      expect(scene.world().orders(submission.attemptId)).toMatchObject([{ destination }]);
    });

    it('that nobody knows is no account, and no error', async () => {
      expect((await (await open()).bankAccounts.account('of_nobody')).ok).toBe(false);
    });
  });
}
