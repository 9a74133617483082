import { BY_BALANCE } from '@diboas/banking';
import { accept, assert, refuse, unreachable } from '@diboas/kernel';
import { parseEmail, type QuoteRequest } from '@diboas/protocol';
import type { Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { readMoney } from '../money/amount.ts';
import { wishToAdd, wishToAddAndMove } from './wish-add.ts';
import { wishToJourney } from './wish-journey.ts';
import { wishToAddress, wishToWithdraw } from './wish-outside.ts';
import { wishToCross, wishToStart, wishToStop } from './wish-strategy.ts';
import { wishToBuy, wishToSell } from './wish-trade.ts';
import type { RequestOf, Wished } from './wished.ts';

/** What is asked for, in the words of quoting. What cannot be read decides nothing. */
export async function readWish(parts: Parts, session: Session, body: QuoteRequest): Promise<Wished> {
  switch (body.operation) {
    case 'ADD_FUNDS':
      return wishToAdd(parts, session, body);
    case 'ADD_AND_MOVE':
      return wishToAddAndMove(parts, session, body);
    case 'MOVE':
      return wishToMove(parts, session, body);
    case 'SEND_MONEY':
      return await wishToSend(parts, session, body);
    case 'SEND_TO_ADDRESS':
      return await wishToAddress(parts, session, body);
    case 'WITHDRAW_FUNDS':
      return await wishToWithdraw(parts, session, body);
    case 'BUY_CRYPTO':
      return wishToBuy(parts, session, body);
    case 'SELL_CRYPTO':
      return await wishToSell(parts, session, body);
    case 'START_STRATEGY':
      return await wishToStart(parts, session, body);
    case 'STOP_STRATEGY':
      return await wishToStop(parts, session, body);
    case 'BRIDGE':
      return wishToCross(parts, session, body);
    case 'JOURNEY':
      return await wishToJourney(parts, session, body);
    default:
      return unreachable(body);
  }
}

function wishToMove(
  { operations }: Parts,
  { customerId }: Session,
  { from, to, ...body }: RequestOf<'MOVE'>,
): Wished {
  const operation = operations.get(body.operation);
  if (!operation) return refuse({ code: 'method_unavailable' });
  if (from === to) {
    const errors = [{ path: 'body/to', message: 'is the balance that it leaves' }];
    return refuse({ code: 'invalid_request', errors });
  }
  const amount = readMoney({ asset: body.asset, amount: body.amount });
  if (!amount.ok) return amount;
  const receive = { asset: body.asset, network: body.network };
  const request = { pay: amount.value, payNetwork: body.network, method: BY_BALANCE, receive };
  return accept({ customerId, operation, request, destination: to, told: { between: { from, to } } });
}

async function wishToSend(
  { store, operations, signIn, canMail, createId }: Parts,
  { customerId, email: from }: Session,
  body: RequestOf<'SEND_MONEY'>,
): Promise<Wished> {
  const operation = operations.get(body.operation);
  if (!operation) return refuse({ code: 'method_unavailable' });
  const amount = readMoney({ asset: body.asset, amount: body.amount });
  if (!amount.ok) return amount;
  const known = await findRecipient(store, customerId, body.to);
  if (!known) return refuse({ code: 'not_found', detail: 'there is no such recipient' });
  const { name, email: to } = known;
  const recipientId = (await signIn.customersOf([to])).get(to) ?? null;
  if (to === from || recipientId === customerId) return refuse({ code: 'recipient_is_you' });
  // Nobody could be told that money waits for them.
  if (recipientId === null && !canMail) return refuse({ code: 'recipient_not_here' });
  const receive = { asset: body.asset, network: body.network };
  const request = { pay: amount.value, payNetwork: body.network, method: BY_BALANCE, receive };
  const told = {
    ...(recipientId === null
      ? {}
      : { recipient: { customerId: recipientId, transactionId: createId(recipientId) } }),
    letter: { name, to, from, note: body.note ?? null },
  };
  return accept({ customerId, operation, request, destination: recipientId ?? to, told });
}

/** By what name and address the person knows whoever gets it; null where they name somebody who is not on their list. */
async function findRecipient(
  store: Parts['store'],
  customerId: string,
  to: RequestOf<'SEND_MONEY'>['to'],
): Promise<{ readonly name: string | null; readonly email: string } | null> {
  const list = await store.recipients(customerId);
  if ('recipient' in to) return list.find(({ id }) => id === to.recipient) ?? null;
  const address = parseEmail(to.email);
  assert(address.ok, 'what the schema took for an address is one');
  return list.find(({ email }) => email === address.value) ?? { name: null, email: address.value };
}
