// M23: who people are. They show it on a page of a provider's own: nothing of it is ever sent here. The row is there before its
// provider is asked, and its id is the key that it is asked by, so whoever asks again comes to the same page.
import { accept, DAY_MS, type Id, type Instant, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { Profile, ProviderGate, StandingStore, StartTimer, Verification } from '@diboas/orchestration';
import type { IdentityDesk, IdentityReading } from '@diboas/providers-kit';
import {
  type IdentityLooksOptions,
  lookAtDue,
  lookAtOne,
  NEWS_WITHIN_MS,
  seeThrough,
} from './identity-looks.ts';

/** So many within so long are begun, each of which a provider is paid for. */
const TRIES_MAX = 10;
const TRIES_WITHIN_MS = 30 * DAY_MS;

/** What was heard so lately is not asked for again. */
const NEWS_AGE_MS = 2 * SECOND_MS;

export interface IdentitiesOptions extends Omit<IdentityLooksOptions, 'store' | 'desks'> {
  readonly store: IdentityLooksOptions['store'] & Pick<StandingStore, 'standing'>;
  /** In the order in which they are asked: the first that is well and answers. */
  readonly desks: readonly IdentityDesk[];
  readonly gate: Pick<ProviderGate, 'admits'>;
  /** A new id in the bucket of the customer. */
  readonly createId: (customerId: string) => Id;
  readonly startTimer: StartTimer;
  /** Where the provider sends the person back to. */
  readonly returnUrl: string;
}

/** What is known of somebody, and how their last try stands; null where there was none. */
export interface KnownIdentity {
  readonly profile: Profile;
  readonly last: Verification | null;
}

/** `too_many_tries`: each costs us something, and who needs so many is helped by a person. */
export type IdentityRefused = 'account_frozen' | 'identity_refused' | 'no_provider' | 'too_many_tries';

export interface Identities {
  /** With what the provider says by now, where it does so soon. */
  known(customerId: string): Promise<KnownIdentity>;
  /** The page on which they show who they are; null where there is nothing to do there. */
  begin(person: {
    readonly customerId: string;
    readonly email: string;
  }): Promise<Outcome<{ readonly url: string | null }, IdentityRefused>>;
  /** Who may send events about it. */
  readonly desks: ReadonlyMap<string, Pick<IdentityDesk, 'id' | 'readWebhook'>>;
  /** Notes that there may be news of a try. False: it is none of ours. */
  hint(provider: string, about: NonNullable<IdentityReading['about']>): Promise<boolean>;
  /** Looks at tries that are due, at most so many, and answers at how many. */
  lookOnce(): Promise<number>;
}

export function createIdentities(options: IdentitiesOptions): Identities {
  const { store, desks, clock } = options;
  const news = createNews(options);
  return {
    async known(customerId) {
      const last = (await store.verifications(customerId)).at(-1) ?? null;
      if (last !== null && isUnderWay(last)) await news(last);
      const tries = await store.verifications(customerId);
      return { profile: await store.profile(customerId), last: tries.at(-1) ?? null };
    },
    async begin(person) {
      if ((await store.standing(person.customerId)) !== 'open') return refuse('account_frozen');
      const { identity } = await store.profile(person.customerId);
      if (identity === 'refused') return refuse('identity_refused');
      if (identity === 'verified') return accept({ url: null });
      const tries = await store.verifications(person.customerId);
      const since = clock.now() - TRIES_WITHIN_MS;
      const isAnew = !tries.some(isUnderWay);
      if (isAnew && tries.filter(({ begunAt }) => begunAt > since).length >= TRIES_MAX)
        return refuse('too_many_tries');
      const page = await firstPage(options, person, tries);
      return page ? accept(page) : refuse('no_provider');
    },
    desks: new Map(desks.map((desk) => [desk.id, desk])),
    hint: (provider, { reference }) => store.hastenVerification({ provider, reference }, clock.now()),
    lookOnce: () => lookAtDue(options),
  };
}

function isUnderWay({ stage }: Verification): boolean {
  return stage === 'open' || stage === 'retry' || stage === 'processing';
}

interface Person {
  readonly customerId: string;
  readonly email: string;
}

/**
 * The page of the try that is open, or of a new one at the first provider that answers. One that nobody knows to have been begun
 * goes on to the next provider; one that was begun stays with its own, and the next one has a try of its own.
 */
async function firstPage(
  options: IdentitiesOptions,
  person: Person,
  tries: readonly Verification[],
): Promise<{ readonly url: string | null } | null> {
  const { desks, gate, clock } = options;
  let last = tries.at(-1);
  if (last?.stage === 'processing') return { url: null };
  const now = clock.now();
  const open = last !== undefined && isUnderWay(last) ? last.provider : null;
  const order = [...desks].sort((left, right) => Number(right.id === open) - Number(left.id === open));
  for (const desk of order.filter(({ id }) => gate.admits(id, now))) {
    const one: Verification | null = await tryAt(options, desk, { person, last });
    if (one === null) return null;
    const page = await pageOf(options, one, person);
    if (page !== null) return page;
    last = one;
  }
  return null;
}

/** The try that is asked for at this desk; null where somebody asks for one elsewhere at this moment. */
async function tryAt(
  { store, clock, createId, pace }: IdentitiesOptions,
  { id: provider }: Pick<IdentityDesk, 'id'>,
  { person: { customerId }, last }: { readonly person: Person; readonly last: Verification | undefined },
): Promise<Verification | null> {
  if (last && isUnderWay(last)) {
    if (last.provider === provider) return last;
    if (last.reference === null) return await store.noteVerification({ ...last, provider });
  }
  const now = clock.now();
  return await store.addVerification({
    ...{ id: createId(customerId), customerId, number: (last?.number ?? 0) + 1, provider },
    ...({ reference: null, stage: 'open', reason: null, person: null, version: 1 } as const),
    ...{ begunAt: now, changedAt: now, dueAt: now + pace.soonMs },
  });
}

/** The provider's page for a try; null where it cannot be had now. */
async function pageOf(
  options: IdentitiesOptions,
  read: Verification,
  { customerId, email }: Person,
): Promise<{ readonly url: string | null } | null> {
  const { store, desks, returnUrl, logger } = options;
  let one = read;
  if (one.reference !== null) {
    const looked = await lookAtOne(options, one);
    if (looked.url !== null) return { url: looked.url };
    one = looked.verification;
    if (one.stage !== 'open' && one.stage !== 'retry') return { url: null };
  }
  const desk = desks.find(({ id }) => id === one.provider);
  const begun = await desk?.begin({ key: one.id, personId: customerId, email, returnUrl });
  if (begun?.kind !== 'begun') {
    // What a provider says of a person is nothing for the log.
    logger.warn({ provider: one.provider, kind: begun?.kind }, 'no verification could be begun');
    return null;
  }
  const { reference, url } = begun;
  const noted = one.reference === reference ? one : await store.noteVerification({ ...one, reference });
  // Whoever wrote meanwhile asked by the same key, and sees to it.
  if (noted !== null) await seeThrough(options, noted, one);
  return { url };
}

/** Asks for news of a try, once for everybody who wants some within two seconds: its provider bears no more from one person. */
function createNews(options: IdentitiesOptions): (one: Verification) => Promise<void> {
  const asked = new Map<Id, { readonly at: Instant; readonly news: Promise<void> }>();
  return async (one) => {
    const now = options.clock.now();
    for (const [id, { at }] of asked) if (now >= at + NEWS_AGE_MS) asked.delete(id);
    const before = asked.get(one.id);
    if (before) return await before.news;
    const news = withinTime(options, lookAtOne(options, one));
    asked.set(one.id, { at: now, news });
    await news;
  };
}

/** Waits for news, and no longer than anybody looks at an empty screen. What comes later is not lost. */
async function withinTime(
  { startTimer, logger }: Pick<IdentitiesOptions, 'startTimer' | 'logger'>,
  looking: Promise<unknown>,
): Promise<void> {
  let stop = () => {};
  const late = new Promise<void>((resolve) => {
    stop = startTimer(NEWS_WITHIN_MS, resolve);
  });
  const looked = looking.catch((err: unknown) =>
    logger.warn({ err, where: 'identity' }, 'a verification was not looked at; it is tried again'),
  );
  await Promise.race([looked, late]).finally(() => stop());
}
