import { accept, assert, formatInstant, refuse } from '@diboas/kernel';
import type { KnownRecipient } from '@diboas/orchestration';
import { parseEmail, type RecipientView } from '@diboas/protocol';
import { createMinuteCounts } from '../../counting/minute-counts.ts';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { tooMany } from '../../refusals/refusal.ts';

/** As many as anybody goes through by eye. */
const LIST_MAX = 200;
/** How many addresses one customer may ask about in a minute: enough to write down one's friends, and few to fish with. */
const ADDED_PER_MINUTE = 10;
/** Customers of whom a node remembers it. */
const CUSTOMERS_MAX = 20_000;

/** Whom a person sends money to. Whether somebody is here is told of whole addresses only, a few a minute. */
export function createRecipientHandlers({
  store,
  signIn,
  clock,
  createId,
}: Pick<Parts, 'store' | 'signIn' | 'clock' | 'createId'>): Pick<
  ApiHandlers,
  'listRecipients' | 'addRecipient' | 'removeRecipient'
> {
  const added = createMinuteCounts(CUSTOMERS_MAX);
  async function show(known: readonly KnownRecipient[]): Promise<RecipientView[]> {
    const here = await signIn.customersOf(known.map(({ email }) => email));
    return known.map((one) => showRecipient(one, here.has(one.email)));
  }
  return {
    async listRecipients({ session: { customerId } }) {
      const known = await store.recipients(customerId);
      const byName = known.toSorted((left, right) => left.name.localeCompare(right.name));
      return accept({ body: { items: await show(byName) } });
    },
    async addRecipient({ session: { customerId, email: own }, body }) {
      const now = clock.now();
      if (added.countOf(customerId, now) >= ADDED_PER_MINUTE)
        return refuse(tooMany(added.secondsLeft(customerId, now)));
      added.add(customerId, now);
      const address = parseEmail(body.email);
      assert(address.ok, 'what the schema took for an address is one');
      const email = address.value;
      if (email === own) return refuse({ code: 'recipient_is_you' });
      const base = { id: createId(customerId), customerId, lastPaidAt: null, createdAt: now };
      const kept = await store.keepRecipient({ ...base, name: body.name.trim(), email }, LIST_MAX);
      if (!kept) return refuse({ code: 'too_many_recipients' });
      const [shown] = await show([kept]);
      assert(shown, 'who was kept is shown', { id: kept.id });
      return accept({ body: shown });
    },
    async removeRecipient({ session: { customerId }, params: { id } }) {
      const removed = await store.removeRecipient(customerId, id);
      if (!removed) return refuse({ code: 'not_found' });
      const [shown] = await show([removed]);
      assert(shown, 'who was taken off is shown', { id });
      return accept({ body: shown });
    },
  };
}

function showRecipient(
  { id, name, email, lastPaidAt, createdAt }: KnownRecipient,
  here: boolean,
): RecipientView {
  return {
    ...{ id, name, email, here },
    lastPaidAt: lastPaidAt === null ? null : formatInstant(lastPaidAt),
    createdAt: formatInstant(createdAt),
  };
}
