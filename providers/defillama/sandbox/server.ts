/** GET /chart/{pool}: the path as github.com/DefiLlama/api-docs has it, the body as public clients read it. */
import type { Instant } from '@diboas/kernel';
import type { ProviderWire, WireAnswer, WireRequest } from '@diboas/sandbox-kit';
import { ERRORS, errorAnswer, jsonAnswer } from './errors.ts';
import { chartBody } from './pool-chart.ts';

const CHART = /^\/chart\/([^/]+)$/;

export function createDefiLlamaWire(now: () => Instant): ProviderWire {
  return {
    name: 'defillama',
    isApi: () => true,
    async handle(request, struck) {
      await struck.wait();
      if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
      if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL);
      return answer(request, now());
    },
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

function answer({ method, path }: WireRequest, now: Instant): WireAnswer {
  const [, pool] = CHART.exec(path) ?? [];
  if (method !== 'GET' || pool === undefined) return errorAnswer(ERRORS.NOT_FOUND);
  return jsonAnswer(200, chartBody(pool, now));
}
