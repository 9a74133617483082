import { accept, formatMoney, money, refuse } from '@diboas/kernel';
import { assetsOn, type GivenAddress, leastSend, readAddress } from '@diboas/networks';
import type { AddressCheckRequest, AddressCheckView } from '@diboas/protocol';
import { createMinuteCounts } from '../../counting/minute-counts.ts';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { tooMany } from '../../refusals/refusal.ts';
import { showMoney } from '../money/view.ts';
import { knownAddresses, ownAddresses, showWrongAddress, warningsOf } from './known.ts';

/** Looks that one customer may ask for in a minute: more than anybody pastes, and few enough for the networks. */
const LOOKS_PER_MINUTE = 30;
/** Customers of whom a node remembers it. */
const CUSTOMERS_MAX = 20_000;

/** Looks at addresses before anything is sent there. What was typed is kept nowhere: it may be somebody's key. */
export function createAddressHandlers(parts: Parts): Pick<ApiHandlers, 'checkAddress'> {
  const { clock, chain } = parts;
  const looks = createMinuteCounts(CUSTOMERS_MAX);
  return {
    async checkAddress({ session: { customerId }, body }) {
      const now = clock.now();
      if (looks.countOf(customerId, now) >= LOOKS_PER_MINUTE)
        return refuse(tooMany(looks.secondsLeft(customerId, now)));
      looks.add(customerId, now);
      const { network, asset, text } = body;
      if (!assetsOn(network, chain).some((one) => one.asset === asset))
        return refuse({ code: 'method_unavailable' });
      const read = readAddress(network, text, chain);
      if (!read.ok) return accept({ body: { is: 'wrong', why: showWrongAddress(read.refusal) } });
      const { address, danger } = read.value;
      if (danger !== null && danger !== 'no_key')
        return accept({ body: { is: 'wrong', why: { reason: 'danger', danger } } });
      const own = await ownAddresses(parts, customerId);
      if (own.has(address)) return accept({ body: { is: 'wrong', why: { reason: 'own' } } });
      return accept({ body: await showGood(parts, customerId, { read: read.value, asset }) });
    },
  };
}

async function showGood(
  parts: Parts,
  customerId: string,
  { read, asset }: { readonly read: GivenAddress; readonly asset: AddressCheckRequest['asset'] },
): Promise<AddressCheckView> {
  const { network, address, isChecked, ask } = read;
  const known = await knownAddresses(parts, customerId, network);
  const { warnings, alike, knownAs, isContract } = await warningsOf(parts, read, known);
  const least = leastSend(asset, read);
  const units = ask?.units ?? null;
  return {
    ...{ is: 'good', network, address, isChecked, warnings, alike, knownAs },
    ask: ask && {
      asset: ask.asset,
      amount: units === null ? null : formatMoney(money(ask.asset, units)),
    },
    least: showMoney(money(asset, least.units)),
    leastIfNew: showMoney(money(asset, least.unitsIfNew)),
    contract: isContract === null ? 'unchecked' : isContract ? 'yes' : 'no',
  };
}
