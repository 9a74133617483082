import { HOUR_MS, type Instant, SECOND_MS } from '@diboas/kernel';

/**
 * A provider refuses the key we show it, or takes it again. All calls of a provider fail with it and each is sorted
 * by itself, so somebody has to say it once, aloud. `detail` is for operators and holds no secret.
 */
export interface CredentialNews {
  readonly state: 'refused' | 'accepted';
  readonly detail: string;
}

export type ReportCredentials = (news: CredentialNews) => void;

export interface CredentialWatch {
  /** `date` is the answer's own header, which says how far our clocks are apart. */
  refused(answer: { status: number; reason: string; date: string | null; now: Instant }): void;
  accepted(): void;
}

/** Said again at most this often, so that a key that works every other time does not fill the log. */
const SILENCE_MS = HOUR_MS;

/** From here on the clocks are mentioned: the header has whole seconds, and an answer takes its time. */
const SKEW_MIN_MS = 3 * SECOND_MS;

export function watchCredentials(report: ReportCredentials): CredentialWatch {
  let saidAt: Instant | null = null;
  let isRefused = false;
  return {
    refused({ status, reason, date, now }) {
      isRefused = true;
      if (saidAt !== null && now - saidAt < SILENCE_MS) return;
      saidAt = now;
      report({ state: 'refused', detail: `${status} ${reason}${describeSkew(date, now)}` });
    },
    accepted() {
      if (!isRefused) return;
      isRefused = false;
      report({ state: 'accepted', detail: 'the credentials are taken again' });
    },
  };
}

function describeSkew(date: string | null, now: Instant): string {
  const theirs = Date.parse(date ?? '');
  const skewMs = now - theirs;
  if (!(Math.abs(skewMs) >= SKEW_MIN_MS)) return '';
  const seconds = Math.round(Math.abs(skewMs) / SECOND_MS);
  return `; our clock is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} theirs`;
}
