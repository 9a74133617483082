/** DefiLlama's double: pools whose rates go up and down by the day, in DefiLlama's words. */
import { type Double, type DoubleKind, onlyAnswers } from '@diboas/sandbox-kit';
import { createDefiLlamaWire } from './server.ts';

export const defillamaDouble: DoubleKind = {
  id: 'defillama',
  name: 'DefiLlama',
  secrets: {},
  open({ clock }): Double {
    return { ...onlyAnswers, wire: createDefiLlamaWire(() => clock.now()) };
  },
};
