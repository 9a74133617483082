// What people of ours do, under the customer's lock: once a key, and with a line in the audit whatever came of it.

import { refusalOfAct } from '../deciding/act.ts';
import type { ActInput, ActRefusal, Reply } from '../decision/input.ts';
import { awaitsOperator, runningOf } from '../legs/rule.ts';
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
  const refusal = isOther ? 'key_reused' : refusalFor(work, before, input);
  const said = { act: act.kind, key, reason, ...(evidence === null ? {} : { evidence }) };
  if (refusal) {
    addAudit(work, { act: 'act_refused', actor, subject: before.id, detail: { ...said, refusal } });
    return { kind: 'act_refused', refusal };
  }
  const running = act.kind === 'cancel' ? runningLeg(work, before) : null;
  const acted = decideChange(work, before, input) ?? before;
  if (running) decideChange(work, running, { ...input, transactionId: running.id });
  const after = work.transactions.get(before.id) ?? acted;
  const isDone = after.acts.some((one) => one.key === key && one.isDone);
  addAudit(work, { act: isDone ? 'act_done' : 'act_proposed', actor, subject: before.id, detail: said });
  return { kind: 'applied', transaction: after };
}

/** What is done in several is cancelled by cancelling what is under way of it, and tried again by taking back again. */
function refusalFor(work: Work, target: Transaction, input: ActInput): ActRefusal | null {
  const { act } = input;
  if (target.terms.legs && act.kind === 'ask_again')
    return awaitsOperator(target.legs) ? null : 'nothing_to_ask';
  const one = target.terms.legs && act.kind === 'cancel' ? runningLeg(work, target) : target;
  return one ? refusalOfAct(one, { input, facts: factsFor(work, one.id, one.operation) }) : 'too_late';
}

/** The leg that is under way, where it is only one. */
function runningLeg(work: Work, parent: Transaction): Transaction | null {
  const [only, ...more] = parent.terms.legs ? runningOf(parent) : [];
  return only === undefined || more.length > 0 ? null : (work.transactions.get(only) ?? null);
}
