import { bucketOf, type Clock, type Id } from '@diboas/kernel';
import type { AuditLog } from '@diboas/orchestration';
import type { FastifyRequest } from 'fastify';
import { createMinuteRows } from '../../counting/minute-rows.ts';
import { RefusalError } from '../../refusals/refusal.ts';
import type { OperatorKey } from '../../settings/operator-keys.ts';
import { expectJsonWanted } from '../admission.ts';
import { operatorOf } from './keys.ts';

export interface OperatorAdmission {
  readonly keys: readonly OperatorKey[];
  readonly store: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly createId: (subject: string) => Id;
}

/** Who is known to have sent the requests that are under way. */
const operators = new WeakMap<FastifyRequest, string>();

/**
 * Lets in whoever shows a key of an operator. No cookie is looked at, so no page can send anything in an operator's name. Wrong keys
 * are one row of the audit a minute, with the number of the others.
 */
export function admitOperators({ keys, store, clock, createId }: OperatorAdmission) {
  const rows = createMinuteRows(clock, 1);
  const act = 'operator_refused';
  async function noteRefused(): Promise<void> {
    await rows.note(act, async (unrecorded) => {
      const [actor, subject] = ['unknown', 'unknown'];
      const detail = unrecorded === 0 ? {} : { unrecorded };
      const entry = { id: createId(actor), at: clock.now(), actor, act, subject, detail };
      await store.append(bucketOf(actor), [entry]);
    });
  }
  return async (request: FastifyRequest): Promise<void> => {
    expectJsonWanted(request);
    const name = operatorOf(keys, request.headers.authorization);
    if (name === null) {
      await noteRefused();
      throw new RefusalError({ code: 'not_signed_in', headers: { 'www-authenticate': 'Bearer' } });
    }
    operators.set(request, name);
  };
}

/** The operator who asks. */
export function operatorAsking(request: FastifyRequest): string {
  const name = operators.get(request);
  if (name === undefined) throw new RefusalError({ code: 'not_signed_in' });
  return name;
}
