import { accept, assert, formatInstant, type Instant, refuse } from '@diboas/kernel';
import type { StatementView } from '@diboas/protocol';
import {
  type KeptStatement,
  type Month,
  monthsBetween,
  nameOfStatement,
  parseMonth,
  reachedOf,
} from '@diboas/reports';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

const MEDIA_TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8' } as const;

/** A person's own statements: whose they are is said by the session, and by nothing that is asked. */
export function createStatementHandlers({
  statements,
  clock,
  createId,
}: Pick<Parts, 'statements' | 'clock' | 'createId'>): Pick<
  ApiHandlers,
  'listStatements' | 'makeStatement' | 'statementFile'
> {
  return {
    async listStatements({ session: { customerId }, query: { language } }) {
      const now = clock.now();
      const [began, kept] = await Promise.all([
        statements.journalBeganAt(customerId),
        statements.statements(customerId),
      ]);
      const inLanguage = new Map(
        kept.filter((one) => one.language === language).map((one) => [one.period, one]),
      );
      const months = began === null ? [] : monthsBetween(began, now);
      return accept({ body: { items: months.map((month) => show(month, inLanguage.get(month), now)) } });
    },
    async makeStatement({ session: { customerId }, body: { month: asked, language } }) {
      const now = clock.now();
      const month = readMonth(asked);
      const began = await statements.journalBeganAt(customerId);
      const reached = reachedOf(month, now);
      if (!reached || began === null || !monthsBetween(began, now).includes(month))
        return refuse({ code: 'not_found' });
      const name = { customerId, period: month, language };
      const subject = nameOfStatement(name);
      const audit = { id: createId(customerId), at: now, actor: customerId, act: 'statement_asked', subject };
      await statements.askStatement({ ...name, ...reached, askedAt: now }, { ...audit, detail: {} });
      const kept = await statements.statement(name);
      return accept({ body: show(month, kept ?? undefined, now) });
    },
    async statementFile({ session: { customerId }, params: { month: asked, format }, query: { language } }) {
      const month = readMonth(asked);
      const bytes = await statements.statementFile({ customerId, period: month, language }, format);
      if (!bytes) return refuse({ code: 'not_found' });
      const base64 = Buffer.from(bytes).toString('base64');
      return accept({ body: { name: `diboas-${month}.${format}`, mediaType: MEDIA_TYPES[format], base64 } });
    },
  };
}

function readMonth(text: string): Month {
  const month = parseMonth(text);
  assert(month, 'what the schema took for a month is one', { text });
  return month;
}

const STATES = { asked: 'being_made', made: 'made', refused: 'refused' } as const;

function show(month: Month, kept: KeptStatement | undefined, now: Instant): StatementView {
  const over = reachedOf(month, now)?.isWhole === true;
  if (!kept) return { month, over, state: 'none', until: null, whole: false };
  const { state, until, isWhole: whole } = kept;
  return { month, over, state: STATES[state], until: formatInstant(until), whole };
}
