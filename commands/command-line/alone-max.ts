import { type Money, parseMoney } from '@diboas/kernel';
import { UsageError } from './options.ts';

/** The most that one person alone may decide about. */
export function readAloneMax(text: string | undefined, usual: Money): Money {
  if (text === undefined || text === '') return usual;
  const parsed = parseMoney('USD', text);
  if (parsed.ok && parsed.value.units >= 0n) return parsed.value;
  throw new UsageError(`ACT_ALONE_MAX_USD takes an amount such as 1000.00, not "${text}".`);
}
