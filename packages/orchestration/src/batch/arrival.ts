// Money from one customer to another. The two may lie in different buckets, so it is never one database transaction:
//
//   sender's commit       sets the money aside towards in transit, with an attempt at our own book
//   recipient's commit    posts it from in transit, as a transaction whose id the sender's terms have fixed
//   sender's commit       posts what was set aside, because the recipient's commit said that it has arrived
//
// A crash between any two of them leaves an attempt without an answer, which falls due and is asked about like any other.
// Asking is sending it again: the recipient's transaction exists or comes to exist, once, and its answer is the same. So
// nothing is ever given back that has arrived, and the in-transit accounts of all buckets together, with what is held
// towards them, are exactly what has been set aside and has not arrived.
import { assert, money } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Spawned } from '../decision/decision.ts';
import type { CreateId, DecisionContext, Operation } from '../operation/operation.ts';
import type { Observation } from '../provider/answer.ts';
import type { TransactionEvent } from '../transaction/event.ts';
import type { Settlement, Transaction } from '../transaction/transaction.ts';
import { refusedLife, wholeLife } from '../transaction/whole-life.ts';

/** The recipient's transaction, complete from the start. */
export function arrivalOf(
  sent: Terms,
  operation: Operation,
  { now, createId }: Pick<DecisionContext, 'now'> & { readonly createId: CreateId },
): Spawned {
  const { recipient, letter, ...agreed } = sent;
  assert(recipient && operation.arrive, 'only an operation between customers arrives', { id: sent.id });
  const arrival = operation.arrive(sent, createId);
  const { network, destination } = sent.order;
  const nothing = money(sent.price.total.asset, 0n);
  const terms: Terms = {
    ...agreed,
    // What the sender calls them is the sender's own.
    ...(letter ? { letter: { ...letter, name: null } } : {}),
    id: recipient.transactionId,
    customerId: recipient.customerId,
    operation: arrival.operation,
    price: { amount: nothing, fees: [], total: nothing },
    receive: { money: arrival.credited, network },
    alternatives: [],
    routing: null,
    origin: { kind: 'arrival', sentBy: sent.id },
    createdAt: now,
    expiresAt: now + 1,
  };
  const settlement: Settlement = {
    charged: null,
    delivered: { money: arrival.credited, network, destination, networkReference: null },
    credited: arrival.credited,
    fee: money(arrival.credited.asset, 0n),
    part: false,
  };
  const events: TransactionEvent[] = wholeLife(terms, { type: 'settled', settlement });
  return { terms, events, transfers: arrival.transfers };
}

/** What is left of it with a recipient who is given nothing: a failed transaction, by which nothing has moved. */
export function refusedArrivalOf(...arrived: Parameters<typeof arrivalOf>): Spawned {
  const { terms } = arrivalOf(...arrived);
  return { terms, events: refusedLife(terms, 'recipient_cannot_receive'), transfers: [] };
}

/** What the recipient's commit tells the sender, in the words of any other provider. */
export function arrivedObservation(sent: Terms, arrived: Transaction): Observation {
  const { origin } = arrived.terms;
  const isSent = origin.kind === 'arrival' && origin.sentBy === sent.id;
  assert(isSent, 'what arrived is what was sent', { id: sent.id, arrived: arrived.id });
  if (arrived.status === 'FAILED') return refusedObservation(arrived);
  assert(arrived.settlement, 'what arrived was credited', { id: sent.id, arrived: arrived.id });
  const { delivered } = arrived.settlement;
  const named = { id: arrived.id, networkReference: null, reason: null };
  const { payNetwork, destination, chargeMax } = sent.order;
  return {
    reference: arrived.id,
    stage: 'ended',
    end: 'done',
    milestone: 'transfer_complete',
    actionUrl: null,
    movements: [
      { ...named, kind: 'taken', money: chargeMax, network: payNetwork, destination: null },
      { ...named, kind: 'given', money: delivered.money, network: delivered.network, destination },
    ],
  };
}

/** It never arrived and never will: the recipient's transaction has ended. */
function refusedObservation({ id: reference }: Transaction): Observation {
  return {
    reference,
    stage: 'ended',
    end: 'recipient_refuses',
    milestone: 'transfer_refused',
    actionUrl: null,
    movements: [],
  };
}
