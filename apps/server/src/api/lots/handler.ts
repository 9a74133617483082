import { dayAt, parseDay } from '@diboas/calendars';
import { accept, bucketOf, type Outcome, refuse } from '@diboas/kernel';
import type { ReceivedLots, ToldCost } from '@diboas/reports';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import type { HttpRefusal } from '../../refusals/refusal.ts';
import { readMoney } from '../money/amount.ts';
import { showLots, showReceived } from './view.ts';

/** A person's own lots, and what they say of them, each of which is put on record. */
export function createLotHandlers(
  parts: Pick<Parts, 'store' | 'readLots' | 'worthOf' | 'clock' | 'createId'>,
): Pick<ApiHandlers, 'lots' | 'tellCost' | 'untellCost' | 'chooseLotMethod'> {
  const { store, readLots, worthOf, clock } = parts;
  return {
    async lots({ session: { customerId } }) {
      const known = await readLots(customerId);
      if (!known.ok) return refuse({ code: 'lots_unclear' });
      return accept({ body: showLots(known.value, { worthOf, now: clock.now() }) });
    },
    async tellCost({ session: { customerId }, params: { id }, body }) {
      const received = await findReceived(parts, customerId, id);
      if (!received.ok) return received;
      const cost = readMoney({ asset: 'USD', amount: body.cost });
      if (!cost.ok) return cost;
      const acquiredOn = body.acquiredOn === null ? null : parseDay(body.acquiredOn);
      const isWrong =
        cost.value.units < 0n ||
        (body.acquiredOn !== null && (acquiredOn === null || acquiredOn > dayAt(received.value.at))) ||
        (body.as === 'earned' && body.acquiredOn !== null);
      if (isWrong)
        return refuse({
          code: 'invalid_request',
          detail: 'it was acquired by then, for no less than nothing',
        });
      const told: ToldCost = { transactionId: id, as: body.as, cost: cost.value, acquiredOn };
      await store.tellCost(customerId, told);
      await putOnRecord(parts, customerId, {
        ...{ act: 'cost_told', subject: id },
        detail: { as: body.as, cents: cost.value.units.toString(), acquiredOn },
      });
      return accept({ body: showReceived(received.value, [told]) });
    },
    async untellCost({ session: { customerId }, params: { id } }) {
      const received = await findReceived(parts, customerId, id);
      if (!received.ok) return received;
      await store.untellCost(customerId, id);
      await putOnRecord(parts, customerId, { act: 'cost_untold', subject: id, detail: {} });
      return accept({ body: showReceived(received.value, []) });
    },
    async chooseLotMethod({ session: { customerId }, params: { asset }, body: { method } }) {
      await store.chooseMethod(customerId, { asset, method, since: clock.now() });
      await putOnRecord(parts, customerId, { act: 'lot_method_chosen', subject: asset, detail: { method } });
      return accept({ body: { asset, method } });
    },
  };
}

/** What came by a transaction of the person's, whose cost is theirs to tell. */
async function findReceived(
  { readLots }: Pick<Parts, 'readLots'>,
  customerId: string,
  id: string,
): Promise<Outcome<ReceivedLots, HttpRefusal<'lots_unclear' | 'not_found'>>> {
  const known = await readLots(customerId);
  if (!known.ok) return refuse({ code: 'lots_unclear' });
  const received = known.value.lots.received.find(({ transactionId }) => transactionId === id);
  return received ? accept(received) : refuse({ code: 'not_found' });
}

async function putOnRecord(
  { store, clock, createId }: Pick<Parts, 'store' | 'clock' | 'createId'>,
  customerId: string,
  said: {
    readonly act: string;
    readonly subject: string;
    readonly detail: Readonly<Record<string, string | null>>;
  },
): Promise<void> {
  const who = { id: createId(customerId), at: clock.now(), actor: customerId };
  await store.append(bucketOf(customerId), [{ ...who, ...said }]);
}
