import { TOTP } from 'otpauth';

/** An authenticator app, as somebody has it on their phone. */
export interface CodeApp {
  /**
   * A code that was not given out before, the earliest that is still taken: that of the step before now, of now, or of the
   * next. So three can be had at once, and one more every half minute.
   */
  next(): string;
}

const STEP_MS = 30_000;

/** @param secret in base32, as it is shown when the app is set up */
export function createCodeApp(secret: string, now: () => number = Date.now): CodeApp {
  const app = new TOTP({ secret });
  let last = -1;
  return {
    next() {
      const step = Math.floor(now() / STEP_MS);
      const next = Math.max(last + 1, step - 1);
      if (next > step + 1) throw new Error('every code that is taken now was given out');
      last = next;
      return app.generate({ timestamp: next * STEP_MS });
    },
  };
}
