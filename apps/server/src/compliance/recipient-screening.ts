// M24: whoever money goes to is looked for on the lists in force by the name that its sender gave them: right before it leaves, and
// when they appear or are renamed on the sender's list.
import type { Clock } from '@diboas/kernel';
import type {
  AddressRecipientStore,
  NamedRecipient,
  RecipientStore,
  Transaction,
} from '@diboas/orchestration';
import {
  type ListsReader,
  lastingScreening,
  matchLists,
  type ScreeningResult,
  type ScreeningStore,
  screenName,
} from '@diboas/sanctions';

export interface ScreenRecipientOptions {
  readonly lists: Pick<ListsReader, 'addresses' | 'current'>;
  /** Where what it came to is kept, with why. */
  readonly screenings: ScreeningStore;
  readonly store: Pick<RecipientStore, 'recipients'> & Pick<AddressRecipientStore, 'addressRecipients'>;
  readonly clock: Clock;
}

/** Whoever in the lists they may be, for reviewers; empty for nobody, or where there are no lists. */
export type ScreenRecipient = (transaction: Pick<Transaction, 'customerId' | 'terms'>) => Promise<string>;

export function createScreenRecipient(options: ScreenRecipientOptions): ScreenRecipient {
  return async ({ customerId, terms }) => {
    const listed = await listedRecipient(options, { customerId, terms });
    const said = terms.letter?.name ?? (terms.payee?.kind === 'address' ? terms.payee.name : null);
    const results = [
      ...(listed ? [await screenListedRecipient(options, listed)] : []),
      // It was confirmed by this name, whatever they are called by now.
      ...(said !== null && said !== listed?.name ? [await matchName(options, said)] : []),
    ];
    return wordsOf(results.flatMap((one) => one ?? []));
  };
}

/** Keeps what it comes to. Null where there are no lists: nobody has looked then. */
export async function screenListedRecipient(
  { lists, screenings, clock }: Omit<ScreenRecipientOptions, 'store'>,
  { id, name }: NamedRecipient,
): Promise<ScreeningResult | null> {
  const { versions } = await lists.addresses();
  if (Object.keys(versions).length === 0) return null;
  const who = { kind: 'recipient', id } as const;
  // Most were looked for already: a node that finds it so needs no names in memory.
  const lasting = await lastingScreening({ who, name, versions, store: screenings });
  if (lasting) return lasting;
  return await screenName(
    who,
    { name },
    { lists: await lists.current(), store: screenings, now: clock.now() },
  );
}

/** Of whom nobody has on a list there is nothing to keep it by. */
async function matchName(
  { lists }: Pick<ScreenRecipientOptions, 'lists'>,
  name: string,
): Promise<ScreeningResult | null> {
  const { versions } = await lists.addresses();
  if (Object.keys(versions).length === 0) return null;
  return matchLists({ of: 'name', name }, await lists.current());
}

async function listedRecipient(
  { store }: Pick<ScreenRecipientOptions, 'store'>,
  { customerId, terms }: Pick<Transaction, 'customerId' | 'terms'>,
): Promise<NamedRecipient | null> {
  const { letter, payee, order } = terms;
  if (letter) return (await store.recipients(customerId)).find(({ email }) => email === letter.to) ?? null;
  if (payee?.kind !== 'address') return null;
  const known = await store.addressRecipients(customerId);
  const { network, destination } = order;
  return known.find((one) => one.network === network && one.address === destination) ?? null;
}

function wordsOf(results: readonly ScreeningResult[]): string {
  const entries = results.flatMap(({ evidence }) => evidence.map(({ list, entry }) => `${list} ${entry}`));
  return entries.length === 0 ? '' : `the name of the recipient is like ${[...new Set(entries)].join(', ')}`;
}
