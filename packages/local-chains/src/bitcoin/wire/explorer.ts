// From a request on the wire to the route it asks for, and back.

import type { AnswerFaults } from '../../wire/answer-faults.ts';
import type { ChainAnswer, ChainReply, ChainRequest } from '../../wire/public-wire.ts';
import type { BitcoinNode } from '../node/node.ts';
import { EXPLORER_ROUTES, type ExplorerRoute, type Shown } from './routes.ts';

const ROOT = '/api';

interface Match {
  readonly route: ExplorerRoute;
  part(name: string): string;
}

export interface Explorer {
  readonly node: BitcoinNode;
  readonly faults: AnswerFaults;
  /** Called after a transaction was taken, before its sender is answered. */
  taken(): void;
}

export function answerExplorer({ node, faults, taken }: Explorer, request: ChainRequest): ChainReply {
  const match = findRoute(request);
  if (match === null) return text(404, 'Not Found');
  const fault = faults.take(match.route.name);
  if (fault === 'hang') return 'silent';
  if (fault === 'fail') return text(503, 'Service Unavailable');
  const body = request.body.toString('utf8');
  const shown = match.route.answer({ node, part: match.part, body });
  if (match.route.name === 'POST /tx' && shown.status === 200) taken();
  return fault === 'lose' ? 'cut' : formatShown(shown);
}

/** The names of all that can be asked, for whoever asks for faults. */
export function isExplorerMethod(name: string): boolean {
  return EXPLORER_ROUTES.some((route) => route.name === name);
}

function findRoute({ method, target }: ChainRequest): Match | null {
  const [path = ''] = target.split('?');
  if (!path.startsWith(`${ROOT}/`)) return null;
  const asked = [method, ...path.slice(ROOT.length + 1).split('/')];
  for (const route of EXPLORER_ROUTES) {
    const pattern = route.name.replace(' /', '/').split('/');
    const fits =
      pattern.length === asked.length &&
      pattern.every((word, at) => word.startsWith(':') || word === asked[at]);
    if (fits) return { route, part: (name) => asked[pattern.indexOf(`:${name}`)] ?? '' };
  }
  return null;
}

function formatShown({ status, body }: Shown): ChainAnswer {
  if (typeof body === 'string') return text(status, body);
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function text(status: number, body: string): ChainAnswer {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}
