// What became known of a customer, and all of theirs that goes on by it, in one commit.
import { assert, bucketOf } from '@diboas/kernel';
import { changeProfile } from '../checks/profile.ts';
import { isForChecks } from '../deciding/checking.ts';
import type { ProfileInput, Reply } from '../decision/input.ts';
import { decideChange } from './apply.ts';
import { profileOf, usesOf } from './look.ts';
import { addAudit, type Work } from './work.ts';

export function decideProfile(work: Work, input: ProfileInput): Reply {
  const { customerId, change, by, reason } = input;
  assert(bucketOf(customerId) === work.context.bucket, 'an input is in the wrong bucket', { customerId });
  const open = [...usesOf(work, customerId).values()].filter(({ isOpen }) => isOpen);
  const transactionIds = open.map(({ transactionId }) => transactionId);
  if (!transactionIds.every((id) => work.transactions.has(id))) return { kind: 'incomplete', transactionIds };
  const before = profileOf(work, customerId);
  const profile = changeProfile(before, change, work.context.now);
  if (profile === before) return { kind: 'profile', profile, transactions: [] };
  work.profiles.set(customerId, profile);
  const { tier, identity, screening, screeningNumber } = profile;
  const detail = { change: change.kind, reason, tier, identity, screening, screeningNumber };
  addAudit(work, { act: 'profile_changed', actor: by, subject: customerId, detail });
  const transactions = transactionIds.flatMap((id) => {
    const waiting = work.transactions.get(id);
    if (!waiting || !isForChecks(waiting.wait)) return [];
    return decideChange(work, waiting, { type: 'woken', transactionId: id }) ?? [];
  });
  return { kind: 'profile', profile, transactions };
}
