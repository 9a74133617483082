import { accept, assert, refuse } from '@diboas/kernel';
import { parseYear, type Year, yearsBetween } from '@diboas/reports';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { createStatementShelf } from '../statements/shelf.ts';

/** A person's own gains and losses, a year each. */
export function createTaxYearHandlers(
  parts: Pick<Parts, 'statements' | 'clock' | 'createId'>,
): Pick<ApiHandlers, 'listTaxYears' | 'makeTaxYear' | 'taxYearFile'> {
  const shelf = createStatementShelf(parts, yearsBetween);
  return {
    async listTaxYears({ session: { customerId }, query: { language } }) {
      const listed = await shelf.list({ customerId, language });
      return accept({ body: { items: listed.map(({ period: year, shown }) => ({ year, ...shown })) } });
    },
    async makeTaxYear({ session: { customerId }, body: { year: asked, language } }) {
      const year = readYear(asked);
      const shown = await shelf.make(year, { customerId, language });
      return shown ? accept({ body: { year, ...shown } }) : refuse({ code: 'not_found' });
    },
    async taxYearFile({ session: { customerId }, params: { year, format }, query: { language } }) {
      const body = await shelf.file(readYear(year), format, { customerId, language });
      return body ? accept({ body }) : refuse({ code: 'not_found' });
    },
  };
}

function readYear(text: string): Year {
  const year = parseYear(text);
  assert(year, 'what the schema took for a year is one', { text });
  return year;
}
