import { accept, refuse } from '@diboas/kernel';
import type { IdentityReading } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { createSmallWorld } from '../testing/small-world.ts';
import { createWebhookParts } from '../testing/webhook-parts.ts';
import { type ReceivedWebhook, receiveWebhook } from './receive.ts';

const EVENT: IdentityReading = {
  ...{ eventId: 'evt_1', type: 'verified', occurredAt: 1_000, about: { reference: 'vs_ours' } },
};

/** What becomes of an event of a desk of identity, which says this of its body. */
async function send(body: 'forged' | 'unreadable' | IdentityReading) {
  const { store, ...world } = createSmallWorld();
  const parts = await createWebhookParts({ store, ...world });
  const hinted: string[] = [];
  const strangers: string[] = [];
  const desk = {
    id: 'ident',
    readWebhook: () => (typeof body === 'string' ? refuse(body) : accept(body)),
  };
  const identities = {
    desks: new Map([[desk.id, desk]]),
    async hint(provider: string, { reference }: { readonly reference: string }) {
      hinted.push(`${provider} ${reference}`);
      return reference === 'vs_ours';
    },
  };
  const received: ReceivedWebhook = {
    ...{ providerId: desk.id, headers: {}, body: Buffer.from('{"name":"Ada Moss"}') },
    isFlood: async () => false,
    async noteStranger(providerId, act) {
      strangers.push(`${providerId} ${act}`);
    },
  };
  const outcome = await receiveWebhook({ ...parts, identities }, received);
  return { outcome, hinted, strangers, audit: store.audit() };
}

describe('an event of a desk of identity', () => {
  it('has the try that it names looked at, and nothing of it is kept', async () => {
    const { outcome, hinted, audit } = await send(EVENT);
    expect([outcome.ok, hinted, audit]).toEqual([true, ['ident vs_ours'], []]);
  });

  it('that is forged is turned away and counted', async () => {
    const { outcome, hinted, strangers } = await send('forged');
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'invalid_signature' } });
    expect([hinted, strangers]).toEqual([[], ['ident webhook_forged']]);
  });

  it.each([
    ['of somebody else’s', { ...EVENT, about: { reference: 'vs_of_others' } }, 'webhook_not_ours', 'evt_1'],
    ['about nothing', { ...EVENT, about: null }, 'webhook_not_ours', 'evt_1'],
    ['that nobody can read', 'unreadable', 'webhook_unreadable', 'ident'],
  ] as const)('%s is put on record and answered with yes', async (_what, body, act, subject) => {
    const { outcome, audit } = await send(body);
    expect(outcome.ok).toBe(true);
    expect(audit).toMatchObject([{ act, actor: 'ident', subject }]);
    expect(JSON.stringify(audit)).not.toContain('Ada');
  });
});
