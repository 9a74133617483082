/** Both services of Chainalysis at one address, as its references have them. */
import {
  type AddressMarks,
  isSameSecret,
  jsonAnswer,
  MARKS_PATH,
  marksAnswer,
  type ProviderWire,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { entityBody, sanctionsBody } from './bodies.ts';
import { ERRORS, errorAnswer } from './errors.ts';

export interface ChainalysisWireParts {
  readonly apiKey: string;
  readonly marks: AddressMarks;
}

/** By how its path begins, each service with the header that it has the key in. */
const SERVICES = [
  { path: /^\/api\/risk\/v2\/entities\/([^/]+)$/, header: 'token', body: entityBody },
  { path: /^\/api\/v1\/address\/([^/]+)$/, header: 'x-api-key', body: sanctionsBody },
] as const;

export function createChainalysisWire({ apiKey, marks }: ChainalysisWireParts): ProviderWire {
  return {
    name: 'chainalysis',
    isApi: (path) => path !== MARKS_PATH,
    async handle(request, struck) {
      if (request.path === MARKS_PATH) return marksAnswer(marks, request);
      await struck.wait();
      if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
      if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL);
      return answer(request, { apiKey, marks });
    },
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

function answer({ method, path, headers }: WireRequest, { apiKey, marks }: ChainalysisWireParts): WireAnswer {
  const service = method === 'GET' ? SERVICES.find((one) => one.path.test(path)) : undefined;
  if (service === undefined) return errorAnswer(ERRORS.NOT_FOUND);
  if (!isSameSecret(headers[service.header] ?? '', apiKey)) return errorAnswer(ERRORS.UNAUTHORIZED);
  const [, address = ''] = service.path.exec(path) ?? [];
  if (!/^[0-9a-zA-Z]{20,100}$/.test(address)) return errorAnswer(ERRORS.BAD_REQUEST);
  return jsonAnswer(200, service.body(address, marks.of(address)));
}
