/** What the tests of every double share: the hour they begin at, and waiting. */

/** When virtual time begins. */
export const START = Date.UTC(2026, 10, 23, 12);

/** Waits on real input and output: until `condition` gives a value, at most `deadlineMs`. */
export async function eventually<Value>(
  condition: () => Value | undefined | false | Promise<Value | undefined | false>,
  deadlineMs = 5_000,
): Promise<Value> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`not so within ${deadlineMs} ms: ${condition}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
