import {
  type AssetLotsView,
  lotMethod,
  type MoneyView,
  type ReceivedView,
  type SaleGainView,
  type TaxYearView,
  tellCostRequest,
} from '@diboas/protocol';
import type { ScriptedWorld } from './world.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Null where there is nothing. */
type Answer = { readonly status: number; readonly body: unknown } | null;

const dollars = (amount: string): MoneyView => ({ asset: 'USD', amount });
const bitcoin = (amount: string): MoneyView => ({ asset: 'BTC', amount });

const RECEIVED = '018f3a5e-7c1d-4a2b-9c3d-0000000000a1';

/** Two lots that were bought, and one that came from elsewhere, whose cost nobody has told. */
export function someLots(): ScriptedWorld['lots'] {
  const on = { network: 'bitcoin', term: 'short' } as const;
  return {
    items: [
      {
        ...{ asset: 'BTC', method: 'fifo', quantity: bitcoin('0.02140000'), count: 3, oldestDays: 414 },
        ...{ paid: null, unknown: bitcoin('0.00140000'), worth: dollars('2140.00'), gain: null },
        lots: [
          {
            ...{ ...on, id: 'old', quantity: bitcoin('0.01000000'), paid: dollars('600.00'), term: 'long' },
            ...{ acquiredOn: '2025-10-12', daysHeld: 414 },
          },
          {
            ...{ ...on, id: 'new', quantity: bitcoin('0.01000000'), paid: dollars('1100.00') },
            ...{ acquiredOn: '2026-11-10', daysHeld: 20 },
          },
          {
            ...{ ...on, id: 'got', quantity: bitcoin('0.00140000'), paid: null },
            ...{ acquiredOn: '2026-11-20', daysHeld: 10 },
          },
        ],
        half: { quantity: bitcoin('0.01070000'), gains: gains(['470.00', null, '-30.00', null]) },
      },
    ],
    received: [
      {
        ...{ transactionId: RECEIVED, quantity: bitcoin('0.00140000') },
        ...{ at: '2026-11-20T10:00:00.000Z', told: null },
      },
    ],
  };
}

function gains(amounts: readonly (string | null)[]): NonNullable<AssetLotsView['half']>['gains'] {
  return lotMethod.options.map((method, index) => {
    const amount = amounts[index] ?? null;
    return { method, gain: amount === null ? null : dollars(amount) };
  });
}

/** A sale of the newest lot at a loss, with a purchase beside it. */
export function someSaleGain(changes: Partial<SaleGainView> = {}): SaleGainView {
  return {
    ...{ method: 'chosen', proceeds: dollars('494.00'), paid: dollars('550.00'), gain: dollars('-56.00') },
    count: 1,
    lots: [
      {
        ...{ id: 'new', quantity: bitcoin('0.00500000'), acquiredOn: '2026-11-10', daysHeld: 20 },
        ...{ term: 'short', paid: dollars('550.00'), gain: dollars('-56.00') },
      },
    ],
    wash: { quantity: bitcoin('0.00140000'), loss: dollars('15.68'), counts: false },
    ...changes,
  };
}

export function someTaxYear(year: string, changes: Partial<TaxYearView> = {}): TaxYearView {
  return { year, over: true, state: 'none', until: null, whole: false, ...changes };
}

/** What is told of lots and of years. */
export function lotsAnswer(world: ScriptedWorld, call: Call): Answer {
  const [, , resource, kind, id = ''] = call.path.split('/');
  if (resource === 'tax-years') return taxYearsAnswer(world, call);
  if (kind === undefined) return { status: 200, body: world.lots };
  if (kind === 'methods') return chooseMethod(world, id, call.body);
  const found = world.lots.received.find(({ transactionId }) => transactionId === id);
  if (!found) return null;
  return tell(world, { ...found, told: call.method === 'DELETE' ? null : toldIn(call.body) });
}

function toldIn(body: unknown): NonNullable<ReceivedView['told']> {
  const { as, cost, acquiredOn } = tellCostRequest.parse(body);
  return { as, cost: dollars(cost), acquiredOn };
}

/** With its cost, all is known. */
function tell(world: ScriptedWorld, received: ReceivedView): Answer {
  const { told } = received;
  const paid = told ? dollars('1800.00') : null;
  world.lots = {
    received: world.lots.received.map((one) =>
      one.transactionId === received.transactionId ? received : one,
    ),
    items: world.lots.items.map((one) => ({
      ...{ ...one, paid, gain: told ? dollars('340.00') : null },
      unknown: told ? null : received.quantity,
      lots: one.lots.map((lot) => (lot.id === 'got' ? { ...lot, paid: told?.cost ?? null } : lot)),
    })),
  };
  return { status: 200, body: received };
}

function chooseMethod(world: ScriptedWorld, asset: string, body: unknown): Answer {
  const method = lotMethod.parse((body as { method: unknown }).method);
  world.lots = {
    ...world.lots,
    items: world.lots.items.map((one) => (one.asset === asset ? { ...one, method } : one)),
  };
  return { status: 200, body: { asset, method } };
}

function taxYearsAnswer(world: ScriptedWorld, call: Call): Answer {
  const [, , , year = '', , format = ''] = call.path.split('/');
  if (format !== '') {
    const base64 = Buffer.from(`${year} in ${call.query.get('language')} as ${format}`).toString('base64');
    const mediaType = 'application/octet-stream';
    return { status: 200, body: { name: `diboas-${year}.${format}`, mediaType, base64 } };
  }
  if (call.method === 'GET') return { status: 200, body: { items: world.taxYears } };
  const asked = (call.body as { year: string }).year;
  world.taxYears = world.taxYears.map((one) => (one.year === asked ? { ...one, state: 'being_made' } : one));
  const found = world.taxYears.find((one) => one.year === asked);
  return found ? { status: 201, body: found } : null;
}
