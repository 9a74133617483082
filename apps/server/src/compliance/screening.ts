// M24: where a transaction goes is asked about right before it leaves: the lists in force at that moment, then providers.
import type { Clock } from '@diboas/kernel';
import { isChainNetwork, type NetworkChain, readAddress } from '@diboas/networks';
import type { Screened, ScreenTransaction } from '@diboas/orchestration';
import { type AddressScreening, type KnownAddressRisk, screenAddress } from '@diboas/providers-kit';
import { type AddressIndex, createAddressIndex, type SanctionsListStore } from '@diboas/sanctions';
import type { Logger } from 'pino';

export interface ScreeningOptions {
  readonly lists: Pick<SanctionsListStore, 'versions' | 'entries'>;
  /** In the order in which they are asked. None: the lists alone have the word. */
  readonly providers: readonly AddressScreening[];
  readonly chain: NetworkChain;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** What reviewers read of a finding. */
const WORDS_LENGTH_MAX = 500;

export function createScreenTransaction(options: ScreeningOptions): ScreenTransaction {
  const { providers, chain, clock, logger } = options;
  const inForce = createListsInForce(options.lists);
  return async ({ id, terms: { order } }) => {
    const { network, destination } = order;
    const read = isChainNetwork(network) ? readAddress(network, destination, chain) : null;
    if (!isChainNetwork(network) || !read?.ok) {
      logger.warn({ transactionId: id, network }, 'what is no address of a network cannot be screened');
      return null;
    }
    const { names, index } = await inForce();
    const address = { network, address: read.value.address };
    if (providers.length === 0 && index.screen(network, address.address).length === 0)
      return { result: 'clear', by: 'lists', lists: names, words: '', at: clock.now() };
    const told = await screenAddress(address, { lists: index, providers });
    if (told.ok) return screenedBy(told.value, { lists: names, at: clock.now() });
    logger.warn(
      { transactionId: id, network, refusal: told.refusal },
      'nobody says what is known of an address',
    );
    return null;
  };
}

function screenedBy(
  { by, risk, findings }: KnownAddressRisk,
  rest: Pick<Screened, 'lists' | 'at'>,
): Screened {
  const words = findings.map(({ category, words: told }) => `${category}: ${told}`).join('; ');
  const who = by.kind === 'lists' ? 'lists' : by.id;
  return { result: risk, by: who, words: words.slice(0, WORDS_LENGTH_MAX), ...rest };
}

interface ListsInForce {
  /** Which versions they are: `ofac_sdn 7, un 3`. */
  readonly names: string;
  readonly index: AddressIndex;
}

/** The lists as they are in force when they are asked for; read again only where another version is. */
function createListsInForce(lists: ScreeningOptions['lists']): () => Promise<ListsInForce> {
  let known: ListsInForce | null = null;
  return async () => {
    const versions = await lists.versions();
    const newest = [...Map.groupBy(versions, ({ list }) => list).values()].flatMap(([first]) => first ?? []);
    const names = newest.map(({ list, version }) => `${list} ${version}`).join(', ') || 'none';
    if (known?.names === names) return known;
    const entries = await Promise.all(newest.map(({ list, version }) => lists.entries(list, version)));
    const withAddress = entries.flat().filter(({ addresses }) => addresses.length > 0);
    known = { names, index: createAddressIndex(withAddress) };
    return known;
  };
}
