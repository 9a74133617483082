import { type Calendars, parseDay } from '@diboas/calendars';
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { BooksSource, Period, PeriodBooks } from '../books/books.ts';
import type { ReportContent } from '../document/document.ts';
import { contentOfGains } from '../gains/gains-content.ts';
import { gainsOfYear } from '../gains/gains-of-year.ts';
import { lotsOfBooks } from '../lots/person-lots.ts';
import type { LotChoices } from '../lots/told.ts';
import { largeMovementRulesOf } from '../regulatory/large-movement-rules.ts';
import { findLargeMovements, periodOfBankingDay } from '../regulatory/large-movements.ts';
import { sumUpMonth } from '../regulatory/monthly-activity.ts';
import {
  contentOfActivity,
  contentOfLargeMovements,
  contentOfSuspicion,
} from '../regulatory/regulatory-content.ts';
import { draftSuspiciousActivity } from '../regulatory/suspicious-activity.ts';
import { makeStatement } from '../statement/account-statement.ts';
import { isYear, parseMonth, periodOf, reachedOf, type Year } from '../statement/month.ts';
import { contentOfStatement } from '../statement/statement-content.ts';
import type { AskedReport, AskedStatement, ReportRefusal } from './report-store.ts';

export interface ContentParts {
  readonly source: BooksSource;
  /** What a person said of their lots. */
  readonly lotChoices: (customerId: string) => Promise<LotChoices>;
  readonly calendars: Pick<Calendars, 'fed'>;
  /** More transfers than that are not read into memory. */
  readonly transfersMax?: number;
}

type Made = Promise<Outcome<ReportContent, ReportRefusal>>;

/** A month of some hundred thousand transfers takes some hundred megabytes for a moment. */
const TRANSFERS_MAX = 500_000;

export async function contentOfAskedStatement(asked: AskedStatement, parts: ContentParts): Made {
  const { customerId, period: of, until, isWhole, language, askedAt } = asked;
  if (isYear(of)) return await yearOfGains(of, asked, parts);
  const period = { from: periodOf(of).from, until };
  const made = makeStatement(customerId, period, await parts.source.customer(customerId));
  if (!made.ok) return made;
  return accept(contentOfStatement(made.value, { month: of, isWhole, language, madeAt: askedAt }));
}

async function yearOfGains(
  year: Year,
  { customerId, until, isWhole, language, askedAt: madeAt }: AskedStatement,
  { source, lotChoices }: ContentParts,
): Made {
  const [books, choices] = await Promise.all([source.traded(customerId), lotChoices(customerId)]);
  const lots = lotsOfBooks(customerId, books, choices);
  if (!lots.ok) return lots;
  const gains = gainsOfYear(lots.value, { year: Number(year), until });
  return accept(contentOfGains(gains, { customerId, language, madeAt, until: isWhole ? null : until }));
}

export async function contentOfAskedReport(
  { request, askedAt: madeAt }: AskedReport,
  parts: ContentParts,
): Made {
  switch (request.kind) {
    case 'large_movements':
      return await largeMovements(request.day, madeAt, parts);
    case 'monthly_activity':
      return await monthlyActivity(request.month, madeAt, parts);
    case 'suspicious_activity': {
      const { evidence } = request;
      const drafted = draftSuspiciousActivity(evidence, await parts.source.customer(evidence.customerId));
      return drafted.ok ? accept(contentOfSuspicion(drafted.value, { madeAt })) : drafted;
    }
    default:
      return unreachable(request);
  }
}

async function largeMovements(text: string, madeAt: number, parts: ContentParts): Made {
  const day = parseDay(text);
  const rules = day && largeMovementRulesOf(day);
  const period = day && periodOfBankingDay(parts.calendars.fed, day);
  if (!day || !rules || !period || period.until > madeAt)
    return refuse({ reason: 'period_unknown', period: text });
  const books = await readPeriod(period, parts);
  if (!books.ok) return books;
  const found = findLargeMovements(period, books.value, rules);
  return found.ok ? accept(contentOfLargeMovements(found.value, { day, rules, madeAt })) : found;
}

async function monthlyActivity(text: string, madeAt: number, parts: ContentParts): Made {
  const month = parseMonth(text);
  if (!month || reachedOf(month, madeAt)?.isWhole !== true)
    return refuse({ reason: 'period_unknown', period: text });
  const period = periodOf(month);
  const books = await readPeriod(period, parts);
  if (!books.ok) return books;
  const activity = sumUpMonth(period, books.value);
  return activity.ok ? accept(contentOfActivity(activity.value, { month, madeAt })) : activity;
}

async function readPeriod(
  period: Period,
  { source, transfersMax: max = TRANSFERS_MAX }: ContentParts,
): Promise<Outcome<PeriodBooks, ReportRefusal>> {
  const books = await source.period(period, max);
  return books ? accept(books) : refuse({ reason: 'too_large', max });
}
