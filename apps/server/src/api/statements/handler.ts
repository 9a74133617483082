import { accept, assert, refuse } from '@diboas/kernel';
import { type Month, monthsBetween, parseMonth } from '@diboas/reports';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { createStatementShelf } from './shelf.ts';

/** A person's own statements, a month each. */
export function createStatementHandlers(
  parts: Pick<Parts, 'statements' | 'clock' | 'createId'>,
): Pick<ApiHandlers, 'listStatements' | 'makeStatement' | 'statementFile'> {
  const shelf = createStatementShelf(parts, monthsBetween);
  return {
    async listStatements({ session: { customerId }, query: { language } }) {
      const listed = await shelf.list({ customerId, language });
      return accept({ body: { items: listed.map(({ period: month, shown }) => ({ month, ...shown })) } });
    },
    async makeStatement({ session: { customerId }, body: { month: asked, language } }) {
      const month = readMonth(asked);
      const shown = await shelf.make(month, { customerId, language });
      return shown ? accept({ body: { month, ...shown } }) : refuse({ code: 'not_found' });
    },
    async statementFile({ session: { customerId }, params: { month, format }, query: { language } }) {
      const body = await shelf.file(readMonth(month), format, { customerId, language });
      return body ? accept({ body }) : refuse({ code: 'not_found' });
    },
  };
}

function readMonth(text: string): Month {
  const month = parseMonth(text);
  assert(month, 'what the schema took for a month is one', { text });
  return month;
}
