/** The public part of Coinbase Exchange: the prices of the sandbox's market, in its words. */
import { type DoubleKind, onlyAnswers } from '@diboas/sandbox-kit';
import { createTickerWire } from './server.ts';

export const coinbaseTickerDouble: DoubleKind = {
  id: 'coinbase-ticker',
  name: 'Coinbase Exchange',
  secrets: {},
  open: ({ clock }) => ({ ...onlyAnswers, wire: createTickerWire(() => clock.now()) }),
};
