/**
 * The answer of an operation that may be refused for an expected reason.
 *
 * A refusal is data from a closed union, never thrown. A fault outside diBoaS and a bug in it are neither:
 * see `assert` for bugs, and the adapters for faults.
 */
export type Outcome<Value, Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** The operation was done; `value` is its result. */
export function accept<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** The operation was refused and nothing changed. */
export function refuse<Refusal>(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
