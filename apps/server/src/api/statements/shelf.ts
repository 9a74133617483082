// What months and years have in common that statements are made of: whose they are is said by the session, and by nothing that is
// asked.
import { formatInstant, type Instant } from '@diboas/kernel';
import type { StatementFile, StatementLanguage, StatementView } from '@diboas/protocol';
import { type KeptStatement, nameOfStatement, reachedOf, type StatementPeriod } from '@diboas/reports';
import type { Parts } from '../../parts/parts.ts';

const MEDIA_TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8' } as const;

export type ShownStatement = Omit<StatementView, 'month'>;

interface Named {
  readonly customerId: string;
  readonly language: StatementLanguage;
}

/** Which periods a person's journal has, newest first. */
type PeriodsOf<Period extends StatementPeriod> = (began: Instant, now: Instant) => readonly Period[];

export function createStatementShelf<Period extends StatementPeriod>(
  { statements, clock, createId }: Pick<Parts, 'statements' | 'clock' | 'createId'>,
  periodsOf: PeriodsOf<Period>,
) {
  return {
    async list({ customerId, language }: Named): Promise<{ period: Period; shown: ShownStatement }[]> {
      const now = clock.now();
      const [began, kept] = await Promise.all([
        statements.journalBeganAt(customerId),
        statements.statements(customerId),
      ]);
      const inLanguage = new Map<StatementPeriod, KeptStatement>(
        kept.filter((one) => one.language === language).map((one) => [one.period, one]),
      );
      const periods = began === null ? [] : periodsOf(began, now);
      return periods.map((period) => ({ period, shown: show(period, inLanguage.get(period), now) }));
    },
    /** Null for a period that is not theirs. */
    async make(period: Period, { customerId, language }: Named): Promise<ShownStatement | null> {
      const now = clock.now();
      const began = await statements.journalBeganAt(customerId);
      const reached = reachedOf(period, now);
      if (!reached || began === null || !periodsOf(began, now).includes(period)) return null;
      const name = { customerId, period, language };
      const subject = nameOfStatement(name);
      const audit = { id: createId(customerId), at: now, actor: customerId, act: 'statement_asked', subject };
      await statements.askStatement({ ...name, ...reached, askedAt: now }, { ...audit, detail: {} });
      return show(period, (await statements.statement(name)) ?? undefined, now);
    },
    async file(
      period: Period,
      format: 'pdf' | 'csv',
      { customerId, language }: Named,
    ): Promise<StatementFile | null> {
      const bytes = await statements.statementFile({ customerId, period, language }, format);
      if (!bytes) return null;
      const base64 = Buffer.from(bytes).toString('base64');
      return { name: `diboas-${period}.${format}`, mediaType: MEDIA_TYPES[format], base64 };
    },
  };
}

const STATES = { asked: 'being_made', made: 'made', refused: 'refused' } as const;

function show(period: StatementPeriod, kept: KeptStatement | undefined, now: Instant): ShownStatement {
  const over = reachedOf(period, now)?.isWhole === true;
  if (!kept) return { over, state: 'none', until: null, whole: false };
  const { state, until, isWhole: whole } = kept;
  return { over, state: STATES[state], until: formatInstant(until), whole };
}
