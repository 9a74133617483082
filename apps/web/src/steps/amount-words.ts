import { ASSETS } from '@diboas/kernel';
import type { LimitLeft, MoneyView } from '@diboas/protocol';
import { separators } from '../money/money-text.ts';
import type { MoneyText } from '../money/use-money-text.ts';
import { momentPhrase } from '../time/moment-phrase.ts';
import type { Text } from '../words/text.ts';
import { type AmountBounds, bindingLimit } from './amount-bounds.ts';
import type { AmountFault } from './amount-check.ts';

interface AmountContext {
  readonly t: Text;
  readonly region: string;
  readonly money: MoneyText;
  readonly now: number;
  /** The name of the balance that it leaves. */
  readonly balance: string;
}

/** What bounds an amount, told before anybody types past it (W48); empty while nothing is known to. */
export function boundsText(bounds: AmountBounds, context: AmountContext): string {
  const { minimum, maximum, available } = bounds;
  const { t, money, balance } = context;
  const limit = bindingLimit(bounds);
  const sentences = [
    available && t('amount.available', { available: money(available), balance }),
    minimum && maximum && t('amount.hint', { minimum: money(minimum), maximum: money(maximum) }),
    minimum && !maximum && t('amount.least', { minimum: money(minimum) }),
    limit && t('amount.left', { left: money(limit.left), days: limit.days }),
    limit && moreText(limit, context),
  ];
  return sentences.filter(Boolean).join(' ');
}

/** The amounts in what bounds one. */
export function saidOf(bounds: AmountBounds): readonly MoneyView[] {
  const { minimum, maximum, available } = bounds;
  const left = bindingLimit(bounds)?.left ?? null;
  return [available, minimum, maximum, left].filter((one) => one !== null);
}

/** What is wrong with an amount, and how it is put right. */
export function amountFaultText(fault: AmountFault, bounds: AmountBounds, context: AmountContext): string {
  const { minimum, maximum, available, limit, asset } = bounds;
  const { t, region, money, balance } = context;
  const said = t(faultId(fault, asset), {
    asset,
    digits: ASSETS[asset].decimals,
    minimum: minimum ? money(minimum) : '',
    maximum: maximum ? money(maximum) : '',
    available: available ? money(available) : '',
    left: limit ? money(limit.left) : '',
    balance,
    example: `99${separators(region).decimal}50`,
  });
  return fault === 'above_left' && limit ? `${said} ${moreText(limit, context)}`.trim() : said;
}

function faultId(fault: AmountFault, asset: AmountBounds['asset']): string {
  if (fault !== 'too_many_digits' || asset === 'USD') return `amount.fault.${fault}`;
  return asset === 'USDC' ? 'amount.fault.token_digits' : 'amount.fault.asset_digits';
}

/** When there is room for more; nothing to tell where nothing counts yet. */
function moreText({ moreAt }: LimitLeft, { t, region, now }: AmountContext): string {
  return moreAt === null ? '' : t('amount.more', { at: momentPhrase(moreAt, t, { region, now }) });
}
