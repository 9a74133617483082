import { parseDay } from '@diboas/calendars';
import { actOnRecurring, consentIn, type RecurringAct } from '@diboas/investing';
import { accept, isId, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { RecurringBuy } from '@diboas/orchestration';
import type { RecurringActRequest } from '@diboas/protocol';
import type { ApiHandlers, ApiRefusal } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { noteRecurringAct } from '../../recurring/agreed.ts';
import { ownQuote } from '../quotes/handler.ts';
import { showRecurring } from './view.ts';

type Refused = ApiRefusal<'actOnRecurringBuy'>;

/** How each act stands on record. */
const ON_RECORD = {
  pause: 'paused',
  resume: 'resumed',
  end: 'ended',
  skip: 'skipped',
  change: 'changed',
} as const satisfies Record<RecurringAct['kind'], string>;

export function createRecurringHandlers(
  parts: Parts,
): Pick<ApiHandlers, 'listRecurringBuys' | 'actOnRecurringBuy'> {
  const { store, clock } = parts;
  return {
    async listRecurringBuys({ session: { customerId } }) {
      return accept({ body: { items: (await store.recurringBuys(customerId)).map(showRecurring) } });
    },
    async actOnRecurringBuy({ session: { customerId }, params: { id }, body }) {
      for (;;) {
        const rule = isId(id) ? await store.recurringBuy(id) : null;
        if (rule?.customerId !== customerId || rule.state === 'offered') return refuse({ code: 'not_found' });
        const act = await readAct(parts, rule, body);
        if (!act.ok) return act;
        const acted = actOnRecurring(rule, act.value, clock.now());
        if (!acted.ok)
          return refuse(acted.refusal === 'day_wrong' ? DAY_WRONG : { code: 'recurring_too_late' });
        if (acted.value === rule) return accept({ body: showRecurring(rule) });
        const noted = await store.noteRecurringBuy(acted.value, []);
        // Somebody wrote meanwhile: it is decided anew by what is there.
        if (noted === null) continue;
        await noteRecurringAct(parts, noted, ON_RECORD[act.value.kind]);
        return accept({ body: showRecurring(noted) });
      }
    },
  };
}

function wrong(path: string, message: string): Refused {
  return { code: 'invalid_request', errors: [{ path: `body/${path}`, message }] };
}

const DAY_WRONG = wrong('nextOn', 'must be from 2 to 62 days ahead');

async function readAct(
  parts: Parts,
  { customerId, consent: agreed }: RecurringBuy,
  body: RecurringActRequest,
): Promise<Outcome<RecurringAct, Refused>> {
  switch (body.act) {
    case 'pause':
    case 'resume':
    case 'end':
      return accept({ kind: body.act });
    case 'skip':
      return accept({ kind: 'skip', number: body.number });
    case 'change': {
      const nextOn = body.nextOn === null ? null : parseDay(body.nextOn);
      if (body.nextOn !== null && nextOn === null) return refuse(wrong('nextOn', 'is no day that there is'));
      const terms = await ownQuote(parts, { customerId, quoteId: body.quoteId });
      const consent = terms && consentIn(terms);
      if (consent?.coin !== agreed.coin)
        return refuse(wrong('quoteId', 'is no quote for buying the same coin at the price of now'));
      if (parts.clock.now() >= (terms?.expiresAt ?? 0)) return refuse({ code: 'quote_expired' });
      return accept({ kind: 'change', consent, every: body.every, nextOn });
    }
    default:
      return unreachable(body);
  }
}
