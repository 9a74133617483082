import { accept, formatInstant, isId, refuse, unreachable } from '@diboas/kernel';
import type { Notice } from '@diboas/orchestration';
import { coin, currency, type NoticeView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showMoney } from '../money/view.ts';

/** Whoever has more to read finds the others as these are put away. */
const SHOWN_MAX = 20;

export function createNoticeHandlers({
  store,
  clock,
}: Pick<Parts, 'store' | 'clock'>): Pick<ApiHandlers, 'listNotices' | 'putNoticeAway'> {
  return {
    async listNotices({ session: { customerId } }) {
      const items = (await store.notices(customerId, SHOWN_MAX)).map(showNotice);
      return accept({ body: { items } });
    },
    async putNoticeAway({ session: { customerId }, params: { id } }) {
      const isThere = isId(id) && (await store.putNoticeAway(customerId, id, clock.now()));
      return isThere ? accept({ body: {} }) : refuse({ code: 'not_found' });
    },
  };
}

function showNotice({ id, at: writtenAt, content }: Notice): NoticeView {
  const told = { id, at: formatInstant(writtenAt), coin: coin.parse(content.coin) };
  switch (content.kind) {
    case 'buy_announced': {
      const { kind, about, amount, totalMax, buyAt } = content;
      const figures = { amount: showMoney(amount), totalMax: showMoney(totalMax) };
      return { ...told, kind, recurringBuy: about, ...figures, buyAt: formatInstant(buyAt) };
    }
    case 'not_bought': {
      const { kind, about, amount, why, on, count, stops } = content;
      return { ...told, kind, recurringBuy: about, amount: showMoney(amount), why, on, count, stops };
    }
    case 'price_reached': {
      const { kind, direction, bound, price, pricedAt } = content;
      const unit = { currency: currency.parse(content.currency), direction, bound, price };
      return { ...told, kind, ...unit, pricedAt: formatInstant(pricedAt) };
    }
    default:
      return unreachable(content);
  }
}
