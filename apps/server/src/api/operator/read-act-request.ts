import { accept, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { Act, AskedAct } from '@diboas/orchestration';
import type { ActRequest, MoneyView } from '@diboas/protocol';
import type { HttpRefusal } from '../../refusals/refusal.ts';
import { readMoney } from '../money/amount.ts';

type Wrong = HttpRefusal<'invalid_request' | 'amount_not_exact' | 'amount_too_large'>;

/** From what was sent to an act of somebody. */
export function readActRequest(body: ActRequest, by: string): Outcome<AskedAct, Wrong> {
  const { reason, evidence = null, key = null } = body;
  const act = actOf(body);
  return act.ok ? accept({ act: act.value, by, reason, evidence, key }) : act;
}

function actOf(body: ActRequest): Outcome<Act, Wrong> {
  if (body.act === 'close_item') return accept({ kind: body.act, cause: body.cause });
  if (body.act !== 'accept_difference') return accept({ kind: body.act });
  const charged = readFigure(body.charged);
  if (!charged.ok) return charged;
  const delivered = readFigure(body.delivered);
  if (!delivered.ok) return delivered;
  return accept({ kind: body.act, charged: charged.value, delivered: delivered.value });
}

/** Nothing or more: an order takes and gives no less. */
function readFigure(shown: MoneyView): Outcome<Money, Wrong> {
  const read = readMoney(shown);
  if (!read.ok || read.value.units >= 0n) return read;
  return refuse({ code: 'invalid_request', detail: 'a figure is nothing or more' });
}
