/** The wire of a double that trades shares: who is let in, what faults make of an answer, and how its errors are said. */
import type { Store } from '../keeping/store.ts';
import type { ExecutionFaults, ProviderWire, WireAnswer, WireRequest } from '../wire/provider-wire.ts';
import type { ShareMarket } from './share-market.ts';
import { steerShares } from './steer.ts';

export interface ShareWireParts extends Pick<ProviderWire, 'name' | 'isApi'> {
  readonly market: ShareMarket;
  readonly store: Store;
  /** Whether the keys of a request are right. */
  isKnown(request: WireRequest): boolean;
  /** Null for what there is not. */
  answer(request: WireRequest): WireAnswer | null;
  /** An error as its provider writes it. */
  error(status: number, message: string): WireAnswer;
  /** What its provider says by each status, and the status of what it refuses. */
  readonly words: Readonly<Record<401 | 404 | 413 | 429 | 500 | 503, string>>;
  readonly refusedBy: number;
}

export function createShareWire(parts: ShareWireParts): ProviderWire {
  const { name, isApi, error, words } = parts;
  const failed = (status: keyof ShareWireParts['words']): WireAnswer => error(status, words[status]);
  const answer = (request: WireRequest, { fault }: ExecutionFaults): WireAnswer => {
    if (fault?.kind === 'refuse') return error(parts.refusedBy, fault.code);
    if (fault?.kind === 'server_error_before' || fault?.kind === 'saved_server_error') return failed(500);
    const given = parts.store.together(() => parts.answer(request));
    return fault?.kind === 'server_error_after' ? failed(500) : (given ?? failed(404));
  };
  return {
    ...{ name, isApi },
    async handle(request, struck) {
      if (request.path === '/sandbox/market') return steerShares(parts, request);
      if (!parts.isKnown(request)) return failed(401);
      await struck.wait();
      return answer(request, struck);
    },
    rateLimited: () => failed(429),
    unavailable: () => failed(503),
    tooLarge: () => failed(413),
    broken: () => failed(500),
  };
}
