import { accept, isId, MINUTE_MS, type Money, type Outcome, refuse } from '@diboas/kernel';
import {
  type AskedProvider,
  type Operation,
  type PriceRequest,
  type ProviderQuoteRefusal,
  type ProviderQuoteRequest,
  type QuoteRefusal,
  routeQuote,
  type Terms,
} from '@diboas/orchestration';
import type { ProblemCode, QuoteRequest } from '@diboas/protocol';
import type { ApiHandlers, ApiRefusal } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { tooMany } from '../../refusals/refusal.ts';
import { readMoney } from '../money/amount.ts';
import { showMoney } from '../money/view.ts';
import { allowanceOf } from './allowance.ts';
import { createPrices, type Prices } from './prices.ts';
import { createQuoteLimits } from './quote-limits.ts';
import { createRefusedQuotes } from './refused-quotes.ts';
import { showQuote } from './view.ts';

/** How long an offer stands. */
const QUOTE_VALID_MS = 5 * MINUTE_MS;

/** Our judgement of how well a provider helps people, 0 to 1, until there are several to tell apart. */
const SUPPORT = 0.5;

/** What nobody is asked a price for: by the market's rules, or by what the customer did before. */
type Refused = QuoteRefusal | 'too_much_open';

const PROBLEM_OF = {
  too_much_open: 'too_much_open',
  amount_too_small: 'amount_too_small',
  amount_too_large: 'amount_too_large',
  verification_required: 'verification_required',
  method_unavailable: 'method_unavailable',
  unsupported: 'method_unavailable',
  unavailable: 'no_provider',
  no_provider: 'no_provider',
} as const satisfies Record<Refused, ProblemCode>;

/** What prices are made with: prices of providers that are known for a while, and refusals that are counted. */
interface Desk extends Parts {
  readonly prices: Prices;
  readonly refused: ReturnType<typeof createRefusedQuotes>;
}

export function createQuoteHandlers(parts: Parts): Pick<ApiHandlers, 'createQuote' | 'getQuote'> {
  const desk: Desk = { ...parts, prices: createPrices(parts.clock), refused: createRefusedQuotes(parts) };
  const limits = createQuoteLimits(parts.quotesPerMinute);
  return {
    async createQuote({ session: { customerId }, body }) {
      const turn = limits.begin(customerId, parts.clock.now());
      if (turn.kind === 'wait') return refuse(tooMany(turn.seconds));
      try {
        const priced = await price(desk, customerId, body);
        if (!priced.ok) return priced;
        await parts.store.saveQuote(priced.value);
        return accept({ body: showQuote(priced.value, providerNameOf(parts)) });
      } finally {
        turn.end();
      }
    },
    async getQuote({ session, params }) {
      const terms = await ownQuote(parts, { customerId: session.customerId, quoteId: params.id });
      if (!terms) return refuse({ code: 'not_found' });
      return accept({ body: showQuote(terms, providerNameOf(parts)) });
    },
  };
}

/**
 * The customer's quote. Somebody else's is as if it did not exist, and so are terms that nobody was asked to confirm:
 * those of a reversal, and of a journey's leg, which is confirmed with the journey.
 */
export async function ownQuote(
  parts: Parts,
  { customerId, quoteId }: { customerId: string; quoteId: string },
): Promise<Terms | null> {
  if (!isId(quoteId)) return null;
  const terms = await parts.store.quote(quoteId);
  if (terms?.customerId !== customerId) return null;
  return terms.origin.kind === 'quote' ? terms : null;
}

/** The name of a provider, or its id when this node does not have it. */
export function providerNameOf(parts: Parts): (id: string) => string {
  return (id) => parts.providers.get(id)?.name ?? id;
}

/** Checks the request, asks every provider that can do it, and takes the best offer. */
async function price(
  parts: Desk,
  customerId: string,
  body: QuoteRequest,
): Promise<Outcome<Terms, ApiRefusal<'createQuote'>>> {
  const operation = parts.operations.get(body.operation);
  if (!operation) return refuse({ code: 'method_unavailable' });
  const amount = readMoney({ asset: body.currency, amount: body.amount });
  if (!amount.ok) return amount;
  const request: PriceRequest = {
    pay: amount.value,
    method: body.method,
    receive: { asset: body.asset, network: body.network },
  };
  const refusal = operation.admit(request);
  if (refusal) return await refuseQuote(parts, { customerId, body, refusal, asked: [] });
  const { room, tooMuchOpen } = await allowanceOf(parts.store, {
    customerId,
    operation,
    now: parts.clock.now(),
  });
  if (tooMuchOpen) return await refuseQuote(parts, { customerId, body, refusal: 'too_much_open', asked: [] });
  if (room && request.pay.units > room.left.units) {
    const { left } = room;
    return await refuseQuote(parts, { customerId, body, refusal: 'verification_required', asked: [], left });
  }
  const destination = parts.depositAddresses[body.network];
  const { method, receive } = request;
  const asked = await askProviders(parts, operation, {
    pay: operation.order(request).pay,
    method,
    receive,
    destination,
  });
  const routed = routeQuote({
    id: parts.createId(customerId),
    customerId,
    operation,
    request,
    asked,
    destination,
    now: parts.clock.now(),
    validMs: QUOTE_VALID_MS,
  });
  return routed.ok ? routed : await refuseQuote(parts, { customerId, body, refusal: routed.refusal, asked });
}

interface RefusedQuote {
  readonly customerId: string;
  readonly body: QuoteRequest;
  readonly refusal: Refused;
  readonly asked: readonly AskedProvider[];
  /** What is left of the limit, when that is why. */
  readonly left?: Money;
}

/** A no is a decision too. An offer is kept with how its provider was chosen; a refusal only in the audit. */
async function refuseQuote(
  { refused }: Desk,
  { customerId, body, refusal, asked, left }: RefusedQuote,
): Promise<Outcome<never, ApiRefusal<'createQuote'>>> {
  const code = PROBLEM_OF[refusal];
  const answers = asked.map(({ provider, answer }) => [
    `provider ${provider}`,
    answer.ok ? 'offered' : answer.refusal,
  ]);
  const detail = { code, method: body.method, ...Object.fromEntries(answers) };
  await refused.note(customerId, body.operation, detail);
  return refuse({ code, ...(left ? { left: showMoney(left) } : {}) });
}

/** One whose breaker is open is not asked: it is known to be away, and waiting for it helps nobody. */
async function askProviders(
  { providers, gate, clock, prices }: Desk,
  { role }: Operation,
  request: ProviderQuoteRequest,
): Promise<AskedProvider[]> {
  const able = [...providers.values()].filter((one) => one.roles.includes(role));
  return await Promise.all(
    able.map(async (provider) => {
      const began = clock.now();
      const answer = gate.admits(provider.id, began)
        ? await prices.of(provider, request)
        : refuse<ProviderQuoteRefusal>('unavailable');
      return { provider: provider.id, health: gate.health(provider.id, began), support: SUPPORT, answer };
    }),
  );
}
