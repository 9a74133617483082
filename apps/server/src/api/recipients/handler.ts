import { accept, assert, formatInstant, type Outcome, refuse } from '@diboas/kernel';
import { isChainNetwork, readAddress } from '@diboas/networks';
import type { AddressRecipient, KnownRecipient } from '@diboas/orchestration';
import { type AddRecipientRequest, parseEmail, type RecipientView } from '@diboas/protocol';
import { createMinuteCounts } from '../../counting/minute-counts.ts';
import type { ApiAnswer, ApiHandlers, ApiRefusal, Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { tooMany } from '../../refusals/refusal.ts';
import { ownAddresses, showWrongAddress } from '../addresses/known.ts';

/** As many as anybody goes through by eye. */
const LIST_MAX = 200;
/** How many addresses one customer may ask about in a minute: enough to write down one's friends, and few to fish with. */
const ADDED_PER_MINUTE = 10;
/** Customers of whom a node remembers it. */
const CUSTOMERS_MAX = 20_000;

/** Whom a person sends money to. Whether somebody is here is told of whole addresses only, a few a minute. */
export function createRecipientHandlers(
  parts: Pick<
    Parts,
    'store' | 'signIn' | 'secondFactor' | 'clock' | 'createId' | 'chain' | 'personalWallets'
  >,
): Pick<ApiHandlers, 'listRecipients' | 'addRecipient' | 'removeRecipient'> {
  const { store, signIn, secondFactor, clock } = parts;
  const added = createMinuteCounts(CUSTOMERS_MAX);
  return {
    async listRecipients({ session: { customerId } }) {
      const [people, addresses] = await Promise.all([
        store.recipients(customerId),
        store.addressRecipients(customerId),
      ]);
      const items = [...(await showPeople(signIn, people)), ...addresses.map(showAddressRecipient)];
      return accept({
        body: { items: items.toSorted((left, right) => left.name.localeCompare(right.name)) },
      });
    },
    async addRecipient({ session, body }) {
      const now = clock.now();
      const { customerId } = session;
      if (added.countOf(customerId, now) >= ADDED_PER_MINUTE)
        return refuse(tooMany(added.secondsLeft(customerId, now)));
      const admitted = await secondFactor.admitChange(session);
      if (!admitted.ok) return admitted;
      added.add(customerId, now);
      return 'email' in body ? await addPerson(parts, session, body) : await addAddress(parts, session, body);
    },
    async removeRecipient({ session, params: { id } }) {
      const { customerId } = session;
      const admitted = await secondFactor.admitChange(session);
      if (!admitted.ok) return admitted;
      const person = await store.removeRecipient(customerId, id);
      const [shown] = person ? await showPeople(signIn, [person]) : [];
      if (shown) return accept({ body: shown });
      const address = await store.removeAddressRecipient(customerId, id);
      return address ? accept({ body: showAddressRecipient(address) }) : refuse({ code: 'not_found' });
    },
  };
}

type Added = Outcome<ApiAnswer<'addRecipient'>, ApiRefusal<'addRecipient'>>;
type Asked<Key extends string> = Extract<AddRecipientRequest, Record<Key, unknown>>;

async function addPerson(
  { store, signIn, clock, createId }: Pick<Parts, 'store' | 'signIn' | 'clock' | 'createId'>,
  { customerId, email: own }: Session,
  { name, email: typed }: Asked<'email'>,
): Promise<Added> {
  const read = parseEmail(typed);
  assert(read.ok, 'what the schema took for an address is one');
  const email = read.value;
  if (email === own) return refuse({ code: 'recipient_is_you' });
  const base = { id: createId(customerId), customerId, lastPaidAt: null, createdAt: clock.now() };
  const kept = await store.keepRecipient({ ...base, name: name.trim(), email }, LIST_MAX);
  if (!kept) return refuse({ code: 'too_many_recipients' });
  const [shown] = await showPeople(signIn, [kept]);
  assert(shown, 'who was kept is shown', { id: kept.id });
  return accept({ body: shown });
}

async function addAddress(
  parts: Pick<Parts, 'store' | 'clock' | 'createId' | 'chain' | 'personalWallets'>,
  { customerId }: Session,
  { name, network, address: typed }: Asked<'network'>,
): Promise<Added> {
  const { store, clock, createId, chain } = parts;
  const read = readAddress(network, typed, chain);
  if (!read.ok) return refuse({ code: 'address_wrong', why: showWrongAddress(read.refusal) });
  const { address, danger } = read.value;
  if (danger !== null && danger !== 'no_key')
    return refuse({ code: 'address_wrong', why: { reason: 'danger', danger } });
  if ((await ownAddresses(parts, customerId)).has(address)) return refuse({ code: 'recipient_is_you' });
  const base = { id: createId(customerId), customerId, lastPaidAt: null, createdAt: clock.now() };
  const kept = await store.keepAddressRecipient({ ...base, name: name.trim(), network, address }, LIST_MAX);
  return kept ? accept({ body: showAddressRecipient(kept) }) : refuse({ code: 'too_many_recipients' });
}

async function showPeople(
  signIn: Parts['signIn'],
  known: readonly KnownRecipient[],
): Promise<RecipientView[]> {
  const here = await signIn.customersOf(known.map(({ email }) => email));
  return known.map((one) => ({
    ...{ kind: 'person', ...showWritten(one), email: one.email, here: here.has(one.email) },
  }));
}

function showAddressRecipient(known: AddressRecipient): RecipientView {
  const { network, address } = known;
  assert(isChainNetwork(network), 'an address is on a network', { network });
  return { kind: 'address', ...showWritten(known), network, address };
}

function showWritten({ id, name, lastPaidAt, createdAt }: Omit<KnownRecipient, 'email' | 'customerId'>) {
  return {
    ...{ id, name, createdAt: formatInstant(createdAt) },
    lastPaidAt: lastPaidAt === null ? null : formatInstant(lastPaidAt),
  };
}
