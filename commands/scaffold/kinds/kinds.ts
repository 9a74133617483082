import type { Kind } from '../plan/plan.ts';
import { decisionKind } from './decision.ts';
import { operationKind } from './operation.ts';
import { providerKind } from './provider.ts';
import { routeKind } from './route.ts';
import { screenKind } from './screen.ts';
import { wizardKind } from './wizard.ts';

/** Everything that `npm run new` makes one more of. */
export const NEW_KINDS: readonly Kind[] = [
  providerKind,
  operationKind,
  wizardKind,
  routeKind,
  screenKind,
  decisionKind,
];
