import type { Id } from '@diboas/kernel';
import type { Memo } from '../provider/answer.ts';
import type { Attempt } from '../transaction/transaction.ts';

/** What prepared bytes are of: bound to them, so that what is moved to another attempt does not open. */
export interface MemoSubject {
  readonly provider: string;
  readonly attemptId: Id;
}

/** Encrypts what was prepared, for signed bytes in a copy of the database could be sent by whoever has it. */
export interface MemoSeal {
  seal(bytes: string, subject: MemoSubject): string;
  /** Null when no key fits, or the text is not what was sealed. */
  open(sealed: string, subject: MemoSubject): string | null;
}

/** How what one provider prepares is kept in its attempts, and read from them. */
export interface MemoKeeping {
  keep(memo: Memo, attempt: Attempt): Memo;
  /** All versions, each as it was prepared. The bytes of one that cannot be opened are empty: it has its names still. */
  read(attempt: Attempt): readonly Memo[];
  /** The last version, which is what is sent; null where it is not there or cannot be opened. */
  last(attempt: Attempt): Memo | null;
}

export function createMemoKeeping(provider: string, seal: MemoSeal | undefined): MemoKeeping {
  const read: MemoKeeping['read'] = ({ id: attemptId, memos }) =>
    memos.map(({ bytes, names }) => ({
      bytes: seal ? (seal.open(bytes, { provider, attemptId }) ?? '') : bytes,
      names,
    }));
  return {
    read,
    last(attempt) {
      const memo = read(attempt).at(-1);
      return memo?.bytes ? memo : null;
    },
    keep: ({ bytes, names }, { id: attemptId }) => ({
      bytes: seal ? seal.seal(bytes, { provider, attemptId }) : bytes,
      names,
    }),
  };
}
