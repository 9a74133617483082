import { bucketOf } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  evolveEntry,
  NO_WRITES,
  type Reply,
  recordCalls,
  replayIdOf,
  scopeOf,
  type Transaction,
  unknownHealth,
} from '@diboas/orchestration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../port/store.ts';
import { describeAddressRecipients } from './address-recipients-contract.ts';
import { describeBankAccountStore } from './bank-accounts-contract.ts';
import { describeCoinClaims } from './coin-claims-contract.ts';
import { describeDue } from './due-contract.ts';
import { describeExpected } from './expected-contract.ts';
import { balanceOf, StoreWorld } from './fixtures.ts';
import { describeFloats } from './floats-contract.ts';
import { describeLotChoices } from './lot-choices-contract.ts';
import { describeNotices } from './notices-contract.ts';
import { describePortfolios } from './portfolios-contract.ts';
import { describePriceAlerts } from './price-alerts-contract.ts';
import { describeReadingAgain } from './reading-again-contract.ts';
import { describeRecipients } from './recipients-contract.ts';
import { describeRecurringBuys } from './recurring-buys-contract.ts';
import { describeRiskProfiles } from './risk-profiles-contract.ts';
import { describeStandings } from './standing-contract.ts';
import { describeUnscreenedRecipients } from './unscreened-recipients-contract.ts';
import { describeUses } from './uses-contract.ts';
import { describeVerifications } from './verifications-contract.ts';
import { describeWallets } from './wallets-contract.ts';

export interface StoreUnderTest {
  readonly store: Store;
  close(): Promise<void>;
}

/** What every store must do, whatever it is made of. */
export function describeStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the store's contract`, () => {
    let opened: StoreUnderTest;
    let world: StoreWorld;
    let seed = 1;

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    const fresh = (): StoreWorld => {
      seed += 1;
      world = new StoreWorld(opened.store, seed);
      return world;
    };

    describeCommits(fresh);
    describeRefusals(fresh);
    describeInbox(fresh);
    describeQuarantine(fresh);
    describeDue(fresh);
    describeLegs(fresh);
    describeUses(fresh);
    describeRecipients(fresh);
    describeUnscreenedRecipients(fresh);
    describeAddressRecipients(fresh);
    describeLotChoices(fresh);
    describeRiskProfiles(fresh);
    describeWallets(fresh);
    describeBankAccountStore(fresh);
    describeVerifications(fresh);
    describeRecurringBuys(fresh);
    describeNotices(fresh);
    describePriceAlerts(fresh);
    describeStandings(fresh);
    describeFloats(fresh);
    describeCoinClaims(fresh);
    describeExpected(fresh);
    describePortfolios(fresh);
    describeReading(fresh);
    describeReadingAgain(fresh);
    describeRecords(fresh);
    describeHealth(fresh);
  });
}

type Fresh = () => StoreWorld;

function transactionOf(reply: Reply | undefined): Transaction {
  if (!reply || !('transaction' in reply)) throw new Error(`unexpected reply ${reply?.kind}`);
  if (!reply.transaction) throw new Error('a reply without its transaction');
  return reply.transaction;
}

function describeCommits(fresh: Fresh): void {
  describe('a commit', () => {
    it('gives back exactly what was decided, with its hold and balance', async () => {
      const world = fresh();
      const customer = await world.customer();
      const { id, bucket, terms } = await world.start(customer);
      const stored = await world.store.transaction(id);
      expect(stored).toMatchObject({ id, status: 'SENT_TO_PROVIDER', version: 1, seq: 1, terms });
      const { accounts, seq } = await world.store.balances(customer);
      expect(seq).toBe(1);
      expect(accounts).toEqual([
        {
          key: balanceOf(customer),
          balance: expect.objectContaining({ creditsPending: terms.receive.money.units }),
        },
      ]);
      const loaded = await world.store.commit(
        bucket,
        { ...scopeOf([], world.now), transactionIds: [id] },
        (found) => ({
          writes: NO_WRITES,
          result: found,
        }),
      );
      expect(loaded.transactions.get(id)).toEqual(stored);
      expect(loaded.holds).toHaveLength(1);
      expect(loaded.seqs.get(customer)).toBe(1);
    });

    it('carries a whole life, and its journal replays to the same transaction', async () => {
      const world = fresh();
      const customer = await world.customer();
      const started = await world.start(customer);
      let last: Transaction | null = null;
      for (const stage of ['open', 'working', 'done'] as const) {
        world.now += 1_234;
        const [reply] = await world.send(started.bucket, [world.webhook(started, stage, `life-${stage}`)]);
        last = transactionOf(reply);
      }
      expect(last?.status).toBe('COMPLETED');
      expect(await world.store.transaction(started.id)).toEqual(last);
      const entries = await world.store.journalAfter(customer, { seq: 0, limit: 100 });
      expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4]);
      let replayed: Transaction | null = null;
      for (const { at, seq, events } of entries) {
        replayed = evolveEntry(replayed, events, { terms: started.terms, place: { at, seq } });
      }
      expect(replayed).toEqual(last);
      const [account] = (await world.store.balances(customer)).accounts;
      expect(account && availableUnits(account.balance)).toBe(started.terms.receive.money.units);
      expect(account?.balance.creditsPending).toBe(0n);
    });

    it('writes nothing when the decision throws', async () => {
      const world = fresh();
      const customer = await world.customer();
      const terms = await world.terms(customer);
      const scope = scopeOf([world.initiation(terms)], world.now);
      const failing = world.store.commit(bucketOf(customer), scope, () => {
        throw new RangeError('a bug');
      });
      await expect(failing).rejects.toThrow('a bug');
      expect(await world.store.transaction(terms.id)).toBeNull();
      const [reply] = await world.send(bucketOf(customer), [world.initiation(terms)]);
      expect(reply?.kind).toBe('applied');
    });

    it('keeps one gapless stream under many writers at once', async () => {
      const world = fresh();
      const customer = await world.customer();
      const count = 20;
      await Promise.all(Array.from({ length: count }, () => world.start(customer)));
      const entries = await world.store.journalAfter(customer, { seq: 0, limit: 1_000 });
      expect(entries.map((entry) => entry.seq)).toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      );
      const [account] = (await world.store.balances(customer)).accounts;
      expect(account?.balance.creditsPending).toBe(BigInt(count) * 100_000_000n);
    });
  });
}

function describeRefusals(fresh: Fresh): void {
  describe('an idempotency key', () => {
    it('gives the first answer again, alone, in one batch and after it [confirmed.twice]', async () => {
      const world = fresh();
      const customer = await world.customer();
      const terms = await world.terms(customer);
      const input = world.initiation(terms);
      const replies = await world.send(bucketOf(customer), [input, input]);
      const [again] = await world.send(bucketOf(customer), [input]);
      expect([...replies, again].map((reply) => reply?.kind)).toEqual(['applied', 'repeated', 'repeated']);
      expect(transactionOf(again).id).toBe(terms.id);
      expect(await world.store.transactionByKey(customer, `key-${terms.id}`)).toMatchObject({ id: terms.id });
    });

    it('is refused with other content, and a quote is confirmed once [key.other_content]', async () => {
      const world = fresh();
      const customer = await world.customer();
      const [first, second] = [await world.terms(customer), await world.terms(customer)];
      const replies = await world.send(bucketOf(customer), [
        world.initiation(first, 'one-key'),
        world.initiation(second, 'one-key'),
        world.initiation(first, 'other-key'),
      ]);
      expect(replies.map((reply) => (reply.kind === 'refused' ? reply.refusal : reply.kind))).toEqual([
        'applied',
        'key_reused',
        'quote_used',
      ]);
      expect(await world.store.transaction(second.id)).toBeNull();
    });
  });

  it('A17 a refusal touches nobody else in the batch', async () => {
    const world = fresh();
    const customer = await world.customer();
    const good = await world.terms(customer);
    const late = await world.terms(customer);
    const wrong = {
      ...world.initiation(await world.terms(customer)),
      totalSeen: { asset: 'USD', units: 1n },
    };
    const expired = { ...world.initiation(late), terms: { ...late, expiresAt: world.now } };
    const replies = await world.send(bucketOf(customer), [wrong, world.initiation(good), expired]);
    expect(replies.map((reply) => (reply.kind === 'refused' ? reply.refusal : reply.kind))).toEqual([
      'price_changed',
      'applied',
      'quote_expired',
    ]);
  });
}

function describeInbox(fresh: Fresh): void {
  describe('the inbox', () => {
    it('takes an event once, in one batch and after it [webhook.twice]', async () => {
      const world = fresh();
      const started = await world.start(await world.customer());
      const event = world.webhook(started, 'working', `once-${started.id}`);
      const replies = await world.send(started.bucket, [event, event]);
      const [again] = await world.send(started.bucket, [event]);
      expect([...replies, again].map((reply) => reply?.kind)).toEqual(['applied', 'repeated', 'repeated']);
      expect((await world.store.transaction(started.id))?.version).toBe(2);
    });

    it('ignores old news, and parks what is about nothing we know', async () => {
      const world = fresh();
      const started = await world.start(await world.customer());
      const replies = await world.send(started.bucket, [
        world.webhook(started, 'working', `new-${started.id}`),
        world.webhook(started, 'open', `old-${started.id}`),
        world.webhook({ ...started, id: world.id(started.bucket) }, 'open', `stray-${started.id}`),
      ]);
      expect(replies.map((reply) => reply.kind)).toEqual(['applied', 'ignored', 'parked']);
    });
  });
}

function describeQuarantine(fresh: Fresh): void {
  it('keeps what nobody could read, once, and lists what waits until a replay has applied it', async () => {
    const world = fresh();
    const started = await world.start(await world.customer());
    const kept = world.webhook(started, 'working', `kept-${started.id}`);
    const stray = world.webhook({ ...started, id: world.id(started.bucket) }, 'open', `lost-${started.id}`);
    if (kept.type !== 'webhook') throw new Error('not a webhook');
    await world.store.quarantine(kept.event);
    await world.store.quarantine(kept.event);
    await world.send(started.bucket, [stray]);
    const waiting = async () => {
      const ids = (await world.store.waitingEvents(10_000)).map((event) => event.eventId);
      return ids.filter((id) => id.endsWith(started.id)).toSorted();
    };
    expect(await waiting()).toEqual([`kept-${started.id}`, `lost-${started.id}`]);
    const replay = { ...kept, event: { ...kept.event, eventId: replayIdOf(kept.event.eventId) } };
    const replies = await world.send(started.bucket, [replay, replay]);
    expect(replies.map((reply) => reply.kind)).toEqual(['applied', 'repeated']);
    expect(await waiting()).toEqual([`lost-${started.id}`]);
  });

  it('leaves what is replayed in vain as it was, to be replayed again', async () => {
    const world = fresh();
    const started = await world.start(await world.customer());
    const stray = world.webhook({ ...started, id: world.id(started.bucket) }, 'open', `lost-${started.id}`);
    if (stray.type !== 'webhook') throw new Error('not a webhook');
    await world.send(started.bucket, [stray]);
    const replay = { ...stray, event: { ...stray.event, eventId: replayIdOf(stray.event.eventId) } };
    for (let turn = 0; turn < 2; turn += 1)
      expect(await world.send(started.bucket, [replay])).toEqual([{ kind: 'parked' }]);
    const found = { ...replay, transactionId: started.id, attemptId: started.attemptId };
    expect(await world.send(started.bucket, [found])).toMatchObject([{ kind: 'applied' }]);
  });

  it('lists what waits in pages, each event once, those of one moment too', async () => {
    const world = fresh();
    const provider = `provider-${world.id(0)}`;
    const event = { provider, type: 'unreadable', occurredAt: 1, receivedAt: world.now, payload: '{}' };
    for (const eventId of ['b', 'B', 'a', 'ä', '1'])
      await world.store.quarantine({ ...event, eventId: `${eventId}-${provider}` });
    const all = (await world.store.waitingEvents(10_000)).filter((one) => one.provider === provider);
    expect(all).toHaveLength(5);
    const paged = [];
    for (let after = all[0]; after; [after] = await world.store.waitingEvents(1, after)) paged.push(after);
    expect(paged.slice(0, 5)).toEqual(all);
  });
}

function describeLegs(fresh: Fresh): void {
  it('keeps a parent with its legs, which hears of a leg in the commit that ends it', async () => {
    const world = fresh();
    const customer = await world.customer();
    const whole = await world.inLegs(customer);
    const bucket = bucketOf(customer);
    const start = world.initiation(whole);
    const [started, again] = await world.send(bucket, [start, start]);
    const [later] = await world.send(bucket, [start]);
    expect([started, again, later].map((reply) => reply?.kind)).toEqual(['applied', 'repeated', 'repeated']);
    for (const { terms } of whole.legs ?? []) {
      const leg = await world.store.transaction(terms.id);
      expect(leg?.terms.origin).toMatchObject({ kind: 'leg', parentId: whole.id });
      const begun = { id: terms.id, attemptId: leg?.attempts[0]?.id ?? '', terms };
      await world.send(bucket, [world.webhook(begun, 'done', `leg-${terms.id}`)]);
    }
    const ended = await world.store.transaction(whole.id);
    expect(ended).toMatchObject({ status: 'COMPLETED', legs: [{ state: 'done' }, { state: 'done' }] });
    expect(ended?.terms).toEqual(whole);
    const listed = await world.store.transactions(customer, { before: null, limit: 9 });
    expect(listed.map(({ id }) => id)).toEqual([whole.id]);
  });

  it('gives a parent with what is under way of its legs', async () => {
    const world = fresh();
    const customer = await world.customer();
    const whole = await world.inLegs(customer);
    const bucket = bucketOf(customer);
    await world.send(bucket, [world.initiation(whole)]);
    const act = {
      type: 'act',
      transactionId: whole.id,
      by: customer,
      key: 'cancel',
      evidence: null,
    } as const;
    const [reply] = await world.send(bucket, [{ ...act, act: { kind: 'cancel' }, reason: 'asked' }]);
    expect(reply).toEqual({ kind: 'act_refused', refusal: 'call_under_way' });
  });
}

function describeReading(fresh: Fresh): void {
  it('reads transactions newest first, in pages without gaps or repeats', async () => {
    const world = fresh();
    const customer = await world.customer();
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      world.now += 1;
      ids.unshift((await world.start(customer)).id);
    }
    const seen: string[] = [];
    for (let before: string | null = null; ; before = seen.at(-1) ?? null) {
      const page = await world.store.transactions(customer, { before, limit: 3 });
      if (page.length === 0) break;
      seen.push(...page.map((one) => one.id));
    }
    expect(seen).toEqual(ids);
  });

  it('knows nothing of customers, transactions and keys that do not exist', async () => {
    const world = fresh();
    const nobody = world.id(3);
    expect(await world.store.transaction(nobody)).toBeNull();
    expect(await world.store.quote(nobody)).toBeNull();
    expect(await world.store.draft(nobody)).toBeNull();
    expect(await world.store.transactionByKey(nobody, 'no-such-key')).toBeNull();
    expect(await world.store.lastSeq(nobody)).toBe(0);
    expect(await world.store.balances(nobody)).toEqual({
      seq: 0,
      accounts: [],
      holds: [],
      unpaid: new Set(),
    });
    expect(await world.store.journalAfter(nobody, { seq: 0, limit: 10 })).toEqual([]);
    expect(await world.store.changesAfter(nobody, { seq: 0, limit: 10 })).toEqual([]);
    expect(await world.store.transactionsNamed(nobody, [nobody])).toEqual([]);
    expect(await world.store.lastSeqs(bucketOf(nobody), [nobody])).toEqual(new Map([[nobody, 0]]));
  });

  it('reads the places of a stream, and what they name, of this customer only', async () => {
    const world = fresh();
    const customer = await world.customer();
    const [first, second] = [await world.start(customer), await world.start(customer)];
    const stranger = await world.customer();
    const foreign = await world.start(stranger);
    const ids = [first.id, second.id, foreign.id, first.id];
    const named = await world.store.transactionsNamed(customer, ids);
    expect(named.map((one) => one.id).toSorted()).toEqual([first.id, second.id].toSorted());
    const entries = await world.store.journalAfter(customer, { seq: 0, limit: 100 });
    const changes = await world.store.changesAfter(customer, { seq: 0, limit: 100 });
    expect(changes).toEqual(
      entries.map(({ seq, transactionId, at }) => expect.objectContaining({ seq, transactionId, at })),
    );
    expect(await world.store.changesAfter(customer, { seq: 1, limit: 1 })).toHaveLength(1);
    const last = await world.store.lastSeq(customer);
    const bucket = bucketOf(customer);
    const seqs = await world.store.lastSeqs(bucket, [customer]);
    expect(seqs.get(customer)).toBe(last);
    expect(last).toBe(entries.at(-1)?.seq);
  });

  it('refuses to start anything for a customer who does not exist', async () => {
    const world = fresh();
    const terms = await world.terms(await world.customer());
    const stranger = { ...terms, customerId: world.id(1) };
    await expect(world.send(bucketOf(stranger.customerId), [world.initiation(stranger)])).rejects.toThrow(
      'customer',
    );
  });
}

function describeRecords(fresh: Fresh): void {
  it('keeps quotes exactly, once', async () => {
    const world = fresh();
    const terms = await world.terms(await world.customer(), { cents: 12_345n });
    expect(await world.store.quote(terms.id)).toEqual(terms);
    await expect(world.store.saveQuote(terms)).rejects.toThrow();
  });

  it('replaces a draft only for whoever saw its last version', async () => {
    const world = fresh();
    const customerId = await world.customer();
    const { now } = world;
    const id = world.id(bucketOf(customerId));
    const first = { id, customerId, wizard: 'add_funds', version: 1, state: { step: 'a' }, createdAt: now };
    const draft = { ...first, updatedAt: now, expiresAt: now + 1_000 };
    expect(await world.store.createDraft(draft, 1)).toBe(true);
    const next = { ...draft, version: 2, state: { step: 'b' }, updatedAt: now + 1 };
    const outcomes = await Promise.all([world.store.replaceDraft(next), world.store.replaceDraft(next)]);
    expect(outcomes.toSorted()).toEqual([false, true]);
    expect(await world.store.draft(id)).toEqual(next);
    expect(await world.store.drafts(customerId, now)).toEqual([next]);
    expect(await world.store.drafts(customerId, now + 1_000)).toEqual([]);
  });

  it('keeps no more living drafts of a customer than it is told, however many come at once', async () => {
    const world = fresh();
    const customerId = await world.customer();
    const { now } = world;
    const make = (expiresAt: number) => {
      const id = world.id(bucketOf(customerId));
      const draft = { id, customerId, wizard: 'add_funds', version: 1, state: {}, createdAt: now };
      return world.store.createDraft({ ...draft, updatedAt: now, expiresAt }, 5);
    };
    expect(await make(now)).toBe(true);
    const kept = await Promise.all(Array.from({ length: 20 }, () => make(now + 1_000)));
    expect(kept.filter(Boolean)).toHaveLength(5);
    expect(await world.store.drafts(customerId, now)).toHaveLength(5);
  });

  it('makes a customer once, and appends to the audit', async () => {
    const world = fresh();
    const customer = await world.customer();
    await world.start(customer);
    await world.store.ensureCustomer(customer, world.now);
    expect(await world.store.lastSeq(customer)).toBe(1);
    const entry = {
      id: world.id(2),
      at: world.now,
      actor: 'test',
      act: 'looked',
      subject: 'x',
      detail: { a: 1 },
    };
    await world.store.append(2, [entry]);
  });
}

function describeHealth(fresh: Fresh): void {
  it('shares the health of providers, and loses no call of nodes that write at once', async () => {
    const world = fresh();
    const { store, now } = world;
    const provider = `provider-${world.id(0)}`;
    const call = { quality: 'good', ms: 10, at: now } as const;
    const record = () =>
      store.updateHealth(provider, (before) => recordCalls(before ?? unknownHealth(provider, now), [call]));
    await Promise.all(Array.from({ length: 5 }, record));
    const shared = (await store.healths()).find((one) => one.provider === provider);
    expect(shared?.good).toBeGreaterThan(4.9);
  });
}
