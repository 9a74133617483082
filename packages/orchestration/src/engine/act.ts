// What people of ours do, under the customer's lock: once a key, and with a line in the audit whatever came of it.

import { refusalOfAct } from '../deciding/act.ts';
import type { ActInput, Reply } from '../deciding/input.ts';
import { encodeJson } from '../store/json.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { decideChange } from './apply.ts';
import { addAudit, factsFor, type Work } from './work.ts';

export function decideAct(work: Work, before: Transaction, input: ActInput): Reply {
  const { by: actor, key, act, reason, evidence } = input;
  const first = before.acts.find((one) => one.key === key);
  const isOther = first !== undefined && encodeJson(first.act) !== encodeJson(act);
  if (first && !isOther && (first.isDone || first.by === actor))
    return { kind: 'repeated', transaction: before };
  const facts = factsFor(work, before.id, before.operation);
  const refusal = isOther ? 'key_reused' : refusalOfAct(before, { input, facts });
  const said = { act: act.kind, key, reason, ...(evidence === null ? {} : { evidence }) };
  if (refusal) {
    addAudit(work, { act: 'act_refused', actor, subject: before.id, detail: { ...said, refusal } });
    return { kind: 'act_refused', refusal };
  }
  const after = decideChange(work, before, input) ?? before;
  const isDone = after.acts.some((one) => one.key === key && one.isDone);
  addAudit(work, { act: isDone ? 'act_done' : 'act_proposed', actor, subject: before.id, detail: said });
  return { kind: 'applied', transaction: after };
}
