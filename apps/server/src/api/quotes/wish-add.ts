// What is asked for of money that is added by a card or a bank.
import { ADD_FUNDS, thenMoved } from '@diboas/banking';
import { accept, refuse } from '@diboas/kernel';
import type { Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { readMoney } from '../money/amount.ts';
import type { RequestOf, Wished } from './wished.ts';

export function wishToAdd(
  { operations, depositAddresses }: Parts,
  { customerId }: Session,
  body: Omit<RequestOf<'ADD_FUNDS'>, 'operation'>,
): Wished {
  const operation = operations.get(ADD_FUNDS.name);
  if (!operation) return refuse({ code: 'method_unavailable' });
  const amount = readMoney({ asset: body.currency, amount: body.amount });
  if (!amount.ok) return amount;
  const destination = depositAddresses.get(body.network);
  if (destination === undefined) return refuse({ code: 'method_unavailable' });
  const receive = { asset: body.asset, network: body.network };
  const request = { pay: amount.value, payNetwork: 'fiat', method: body.method, receive } as const;
  return accept({ customerId, operation, request, destination });
}

/** Under one confirmation, what is added goes on to another balance. */
export function wishToAddAndMove(parts: Parts, session: Session, body: RequestOf<'ADD_AND_MOVE'>): Wished {
  const operation = parts.operations.get(body.operation);
  if (!operation) return refuse({ code: 'method_unavailable' });
  const added = wishToAdd(parts, session, body);
  if (!added.ok) return added;
  const between = { from: 'BANKING', to: body.to } as const;
  return accept({
    ...added.value,
    several: { operation, told: { between }, first: 'add', later: [thenMoved(between)] },
  });
}
