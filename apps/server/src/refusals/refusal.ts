import type { MoneyView, ProblemCode, WrongAddressView } from '@diboas/protocol';

/** A no: which of the documented problems, and a detail for developers. */
export interface HttpRefusal<Code extends ProblemCode = ProblemCode> {
  readonly code: Code;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** What is left of a limit that was the reason. */
  readonly left?: MoneyView;
  /** After how long what is refused is taken again. */
  readonly waitSeconds?: number;
  /** What is wrong with an address that was the reason. */
  readonly why?: WrongAddressView;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to whoever asked for too much, and after how many seconds they may ask again. */
export function tooMany(seconds: number, detail?: string): HttpRefusal<'too_many_requests'> {
  const refusal: ReturnType<typeof tooMany> = {
    code: 'too_many_requests',
    headers: { 'retry-after': String(seconds) },
  };
  return detail === undefined ? refusal : { ...refusal, detail };
}

/** A refusal on its way through a hook, where a value cannot be returned. The error handler turns it back. */
export class RefusalError extends Error {
  readonly refusal: HttpRefusal;

  constructor(refusal: HttpRefusal) {
    super(refusal.code);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}
