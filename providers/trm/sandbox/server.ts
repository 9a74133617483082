/** POST /public/v2/screening/addresses as TRM's reference and integrations have it. */
import {
  type AddressMarks,
  isSameSecret,
  jsonAnswer,
  jsonOrText,
  MARKS_PATH,
  marksAnswer,
  type ProviderWire,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { z } from 'zod';
import { ERRORS, errorAnswer } from './errors.ts';
import { resultOf } from './result.ts';

export interface TrmWireParts {
  readonly apiKey: string;
  readonly marks: AddressMarks;
}

/** A chain that it does not know is an invalid request. */
const askedSchema = z
  .array(
    z.object({
      address: z.string().regex(/^[0-9a-zA-Z]{20,100}$/),
      chain: z.enum(['bitcoin', 'ethereum', 'solana', 'sui']),
    }),
  )
  .min(1);

export function createTrmWire({ apiKey, marks }: TrmWireParts): ProviderWire {
  return {
    name: 'trm',
    isApi: (path) => path !== MARKS_PATH,
    async handle(request, struck) {
      if (request.path === MARKS_PATH) return marksAnswer(marks, request);
      await struck.wait();
      if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
      return struck.fault === null ? answer(request, { apiKey, marks }) : errorAnswer(ERRORS.INTERNAL);
    },
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

function answer({ method, path, headers, body }: WireRequest, { apiKey, marks }: TrmWireParts): WireAnswer {
  if (method !== 'POST' || path !== '/public/v2/screening/addresses') return errorAnswer(ERRORS.NOT_FOUND);
  const [, login = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (!isSameSecret(Buffer.from(login, 'base64').toString('utf8'), `${apiKey}:${apiKey}`))
    return errorAnswer(ERRORS.UNAUTHORIZED);
  const asked = askedSchema.safeParse(jsonOrText(body));
  if (!asked.success) return errorAnswer(ERRORS.BAD_REQUEST);
  return jsonAnswer(
    201,
    asked.data.map((one) => resultOf(one, marks.of(one.address))),
  );
}
