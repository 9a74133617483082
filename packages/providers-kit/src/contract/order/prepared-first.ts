import { assert } from '@diboas/kernel';
import type { Memo, Provider, Submission } from '@diboas/orchestration';

/** What was prepared under each key, as attempts keep it: one memo a content, since a content never changes. */
export type KeptMemos = Map<string, Map<string, Memo>>;

export function createKeptMemos(): KeptMemos {
  return new Map();
}

/**
 * A provider as the engine works with it: what it prepares is kept under its key, only that is sent, and look-ups have all
 * of it. One that prepares nothing is what it is.
 */
export function preparedFirst(provider: Provider, kept: KeptMemos = createKeptMemos()): Provider {
  const { prepare, cancel } = provider;
  if (!prepare) return provider;
  const memosOf = (key: string): readonly Memo[] => [...(kept.get(key)?.values() ?? [])];
  return {
    ...provider,
    async submit(submission) {
      if (submission.memo) return provider.submit(submission);
      const { key } = submission;
      const memos = kept.get(key) ?? new Map<string, Memo>();
      kept.set(key, memos);
      const known = memos.get(contentOf(submission));
      if (known) return provider.submit({ ...submission, memo: known });
      const answer = await prepare(submission);
      assert(answer.kind !== 'later', 'nobody waits for a lower fee here');
      if (answer.kind !== 'prepared') return answer;
      memos.set(contentOf(submission), answer.memo);
      return provider.submit({ ...submission, memo: answer.memo });
    },
    lookup: (lookup) => provider.lookup({ memos: memosOf(lookup.key), ...lookup }),
    ...(cancel ? { cancel: (lookup) => cancel({ memos: memosOf(lookup.key), ...lookup }) } : {}),
  };
}

function contentOf({ pay, payNetwork, deliver, network, destination, method }: Submission): string {
  return [pay.asset, pay.units, payNetwork, deliver.asset, deliver.units, network, destination, method].join(
    ' ',
  );
}
