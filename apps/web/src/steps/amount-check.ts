import { ASSETS, accept, type Outcome, parseMoney, refuse } from '@diboas/kernel';
import type { LimitsView, MoneyView } from '@diboas/protocol';
import { moneyText, separators } from '../money/money-text.ts';
import { type AmountRefusal, parseAmount, type TypedAmount } from '../money/parse-amount.ts';
import type { Text } from '../words/text.ts';

export type AmountFault = AmountRefusal | 'too_small' | 'too_large' | 'above_left' | 'above_available';

/** Reads what was typed and holds it against the limits. Without limits the server still refuses what is out of them. */
export function checkAmount(
  typed: string,
  { region, limits }: { region: string; limits: LimitsView | undefined },
): Outcome<TypedAmount, AmountFault> {
  const parsed = parseAmount(typed, region);
  if (!parsed.ok || !limits) return parsed;
  const amount = parseMoney('USD', parsed.value.amount);
  const minimum = parseMoney('USD', limits.minimum.amount);
  const maximum = parseMoney('USD', limits.maximum.amount);
  if (!amount.ok) return refuse('not_a_number');
  if (minimum.ok && amount.value.units < minimum.value.units) return refuse('too_small');
  if (maximum.ok && amount.value.units > maximum.value.units) return refuse('too_large');
  const left = parseMoney('USD', limits.unverified.left.amount);
  if (left.ok && amount.value.units > left.value.units) return refuse('above_left');
  return accept(parsed.value);
}

/** Reads what was typed and holds it against what can be used, which the server does as well where it is not known. */
export function checkAvailable(
  typed: string,
  { region, available }: { region: string; available: MoneyView | null },
): Outcome<TypedAmount, AmountFault> {
  const asset = available?.asset ?? 'USDC';
  const parsed = parseAmount(typed, region, ASSETS[asset].decimals);
  if (!parsed.ok || !available) return parsed;
  const [amount, most] = [parseMoney(asset, parsed.value.amount), parseMoney(asset, available.amount)];
  if (!amount.ok) return refuse('not_a_number');
  return most.ok && amount.value.units > most.value.units ? refuse('above_available') : parsed;
}

/** What is wrong with an amount that is held against what can be used. */
export function availableFaultText(
  fault: AmountFault,
  t: Text,
  { region, available, balance }: { region: string; available: string; balance: string },
): string {
  const example = `99${separators(region).decimal}50`;
  const id = fault === 'too_many_digits' ? 'amount.fault.token_digits' : `amount.fault.${fault}`;
  return t(id, { available, balance, example });
}

/** The limits as they are written into sentences. */
export function limitsInWords(limits: LimitsView, region: string) {
  return {
    minimum: moneyText(limits.minimum, region),
    maximum: moneyText(limits.maximum, region),
    left: moneyText(limits.unverified.left, region),
    days: limits.unverified.days,
  };
}

/** What is wrong with an amount, and how it is put right. */
export function amountFaultText(
  fault: AmountFault,
  t: Text,
  { region, limits }: { region: string; limits: LimitsView | undefined },
): string {
  const example = `99${separators(region).decimal}50`;
  return t(`amount.fault.${fault}`, { ...(limits && limitsInWords(limits, region)), example });
}
