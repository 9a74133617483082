import { getRandomValues } from 'node:crypto';
import { createPooledRandom } from '@diboas/kernel';
import { ACT_ALONE_MAX } from '@diboas/orchestration';
import { createPostgresComplianceRules, readOpenItems, readSignInAddress } from '@diboas/storage';
import type { Pool } from 'pg';
import type { OperatorParts } from '../api/operator/handler.ts';
import type { Parts } from '../parts/parts.ts';
import type { Settings } from '../settings/shape.ts';
import { scaledPace } from './pace.ts';

/** An act is decided by the engine; dry, and by rules that were in force before, beside it and as it would. */
export function wireOperators(
  { store, engine, operations, providers, compliance, clock }: Parts,
  { pool, settings }: { readonly pool: Pool; readonly settings: Settings },
): OperatorParts {
  return {
    ...{ store, engine, rules: createPostgresComplianceRules(pool) },
    openItems: (limit) => readOpenItems(pool, limit),
    signInAddress: (customerId) => readSignInAddress(pool, customerId),
    alone: {
      ...{ store, operations, compliance, clock, actAloneMax: ACT_ALONE_MAX },
      random: createPooledRandom(getRandomValues),
      // Nothing is called there: what is to be called is found as due at once.
      pace: { ...scaledPace(settings.paceFactor).pace, submissionUnansweredMs: 0 },
      keyLifetimeMs: (id) => providers.get(id)?.keyLifetimeMs ?? 0,
    },
  };
}
