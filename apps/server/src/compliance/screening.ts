// M24: who gets what a transaction sends is asked about right before it leaves: by address the lists in force at that moment, then
// providers; by name the lists.
import type { Clock } from '@diboas/kernel';
import { isChainNetwork, type NetworkChain, readAddress } from '@diboas/networks';
import { OWN_BOOK, type Screened, type ScreenTransaction, type Transaction } from '@diboas/orchestration';
import { type AddressScreening, type KnownAddressRisk, screenAddress } from '@diboas/providers-kit';
import { type ListsReader, versionsInWords } from '@diboas/sanctions';
import type { Logger } from 'pino';
import type { ScreenRecipient } from './recipient-screening.ts';

export interface ScreeningOptions {
  readonly lists: Pick<ListsReader, 'addresses'>;
  readonly screenRecipient: ScreenRecipient;
  /** In the order in which they are asked. None: the lists alone have the word. */
  readonly providers: readonly AddressScreening[];
  readonly chain: NetworkChain;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** What reviewers read of a finding. */
const WORDS_LENGTH_MAX = 500;

export function createScreenTransaction(options: ScreeningOptions): ScreenTransaction {
  return async (transaction) => {
    const where =
      transaction.terms.provider === OWN_BOOK
        ? await unaddressed(options)
        : await screenWhere(options, transaction);
    // What is not sent in any case needs no more words.
    if (where === null || where.result === 'sanctioned') return where;
    const who = await options.screenRecipient(transaction);
    if (who === '') return where;
    const words = where.words === '' ? who : `${who}; ${where.words}`;
    return { ...where, result: 'elevated', words: words.slice(0, WORDS_LENGTH_MAX) };
  };
}

/** To a person here, by their e-mail: no address on a network has to do with it. */
async function unaddressed({ lists, clock }: ScreeningOptions): Promise<Screened> {
  const { versions } = await lists.addresses();
  return { result: 'clear', by: 'lists', lists: versionsInWords(versions), words: '', at: clock.now() };
}

async function screenWhere(
  { lists, providers, chain, clock, logger }: ScreeningOptions,
  { id, terms: { order } }: Transaction,
): Promise<Screened | null> {
  const { network, destination } = order;
  const read = isChainNetwork(network) ? readAddress(network, destination, chain) : null;
  if (!isChainNetwork(network) || !read?.ok) {
    logger.warn({ transactionId: id, network }, 'what is no address of a network cannot be screened');
    return null;
  }
  const { versions, addresses } = await lists.addresses();
  const named = versionsInWords(versions);
  const address = { network, address: read.value.address };
  if (providers.length === 0 && addresses.screen(network, address.address).length === 0)
    return { result: 'clear', by: 'lists', lists: named, words: '', at: clock.now() };
  const told = await screenAddress(address, { lists: addresses, providers });
  if (told.ok) return screenedBy(told.value, { lists: named, at: clock.now() });
  logger.warn(
    { transactionId: id, network, refusal: told.refusal },
    'nobody says what is known of an address',
  );
  return null;
}

function screenedBy(
  { by, risk, findings }: KnownAddressRisk,
  rest: Pick<Screened, 'lists' | 'at'>,
): Screened {
  const words = findings.map(({ category, words: told }) => `${category}: ${told}`).join('; ');
  const who = by.kind === 'lists' ? 'lists' : by.id;
  return { result: risk, by: who, words: words.slice(0, WORDS_LENGTH_MAX), ...rest };
}
