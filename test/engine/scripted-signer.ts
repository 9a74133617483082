// A provider that signs before it sends, for tests: what it is told is written down, and each test says what it answers.
import { MINUTE_MS } from '@diboas/kernel';
import type { LookupAnswer, Memo, PrepareAnswer, Submission, SubmitAnswer } from '@diboas/orchestration';
import { createScene, type Scene, type SceneOptions } from './scene.ts';

export const REPLACED_AFTER_MS = 10 * MINUTE_MS;

/** What a provider that prepares is told, and what it answers. */
export class ScriptedSigner {
  prepared = 0;
  readonly sent: { readonly provider: string; readonly memo: Memo | undefined }[] = [];
  readonly lookedUp: (readonly Memo[] | undefined)[] = [];
  prepare: (provider: string, submission: Submission) => Promise<PrepareAnswer> = async () => this.sign();
  submit: (provider: string) => Promise<SubmitAnswer> = async () => DOUBT;
  lookup: (provider: string) => Promise<LookupAnswer> = async () => ({ kind: 'not_found' });
  /** Makes a version of these bytes that pays more; absent where nothing is replaced. */
  replace?: (bytes: string) => Promise<PrepareAnswer>;

  /** Other bytes each time, as a chain's newest block is in them. */
  sign(): PrepareAnswer {
    this.prepared += 1;
    return { kind: 'prepared', memo: { bytes: `signed ${this.prepared}`, names: [`hash ${this.prepared}`] } };
  }

  scene(options: SceneOptions = {}): Scene {
    return createScene({
      ...options,
      verbs: (provider) => ({
        prepare: (submission) => this.prepare(provider, submission),
        replacement: {
          afterMs: this.replace ? { solana: REPLACED_AFTER_MS } : {},
          prepare: async ({ memo }) => (await this.replace?.(memo?.bytes ?? '')) ?? this.sign(),
        },
        submit: ({ memo }) => {
          this.sent.push({ provider, memo });
          return this.submit(provider);
        },
        lookup: ({ memos }) => {
          this.lookedUp.push(memos);
          return this.lookup(provider);
        },
      }),
    });
  }
}

export const DOUBT: SubmitAnswer = { kind: 'unknown', detail: 'time-out' };

export function bytesOf({ sent }: ScriptedSigner): (string | undefined)[] {
  return [...new Set(sent.map(({ memo }) => memo?.bytes))];
}
