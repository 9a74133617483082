import { addDays, type CalendarDay, dayAt, daysBetween } from '@diboas/calendars';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termOf } from './holding-period.ts';

const LASSER = "J.K. Lasser's Your Income Tax 2013, 5.9";
const REALIZED = 'blog.realized-app.com/basics/2010/01/12/long-term-holding-period.html';
const FOOL = 'www.fool.com/taxes/2005/taxes050422.htm';

describe('M35 a holding period', () => {
  it.each<[CalendarDay, CalendarDay, 'short' | 'long', string]>([
    ['2012-09-19', '2013-09-19', 'short', LASSER],
    ['2012-09-19', '2013-09-20', 'long', LASSER],
    ['2008-04-30', '2009-04-30', 'short', REALIZED],
    ['2008-04-30', '2009-05-01', 'long', REALIZED],
    ['2011-02-28', '2012-02-29', 'short', REALIZED],
    ['2005-01-01', '2006-01-01', 'short', FOOL],
    ['2005-01-01', '2006-01-02', 'long', FOOL],
    // As Rev. Rul. 66-7 counts months that begin on the first.
    ['2011-02-28', '2012-03-01', 'long', 'Rev. Rul. 66-7'],
    ['2012-02-29', '2013-02-28', 'short', 'Rev. Rul. 66-7'],
    ['2012-02-29', '2013-03-01', 'long', 'Rev. Rul. 66-7'],
    ['2012-02-28', '2013-02-28', 'short', 'Rev. Rul. 66-7'],
    ['2012-02-28', '2013-03-01', 'long', 'Rev. Rul. 66-7'],
    ['2012-12-31', '2013-12-31', 'short', 'Rev. Rul. 66-7'],
    ['2012-12-31', '2014-01-01', 'long', 'Rev. Rul. 66-7'],
  ])('from %s to %s is %s (%s)', (from, to, term) => {
    expect(termOf(from, to)).toBe(term);
  });

  it('becomes long on one day, 366 or 367 days after that of acquisition, and stays so', () => {
    const aDay = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) }).map(dayAt);
    fc.assert(
      fc.property(aDay, fc.nat(1_000), (from, later) => {
        const sold = addDays(from, later);
        if (later <= 365) expect(termOf(from, sold)).toBe('short');
        if (later >= 367) expect(termOf(from, sold)).toBe('long');
        expect(daysBetween(from, sold)).toBe(later);
      }),
    );
  });
});
