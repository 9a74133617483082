// What an operator reads of reports.
import { formatInstant } from '@diboas/kernel';
import type { KeptReport, ReportItem, ReportRequest } from '@diboas/reports';

export function tellReports(reports: readonly KeptReport[]): string {
  return reports.length === 0 ? 'No report was asked for yet.' : reports.map(tellReport).join('\n');
}

export function tellReport({ id, request, state, by, askedAt, refusal }: KeptReport): string {
  const asked = `${id}  ${nameOf(request)}, asked for by ${by} at ${formatInstant(askedAt)}: ${state}`;
  return refusal === null ? asked : `${asked}\n    ${refusal}`;
}

function nameOf(request: ReportRequest): string {
  switch (request.kind) {
    case 'large_movements':
      return `large-movements of ${request.day}`;
    case 'monthly_activity':
      return `monthly-activity of ${request.month}`;
    case 'suspicious_activity':
      return `suspicious-activity of case ${request.evidence.caseId}`;
  }
}

/** What a file of it is called where no name was given. */
export function fileNameOf({ request }: KeptReport, format: string): string {
  const name = nameOf(request).replaceAll(' of ', '-').replaceAll(' ', '-');
  return format === 'trace' ? `${name}.trace.csv` : `${name}.${format}`;
}

/** One that was refused, as an item. */
export function tellReportItem({ name, refusal, openedAt }: ReportItem): string {
  return `report_refused  ${name}, since ${formatInstant(openedAt)}\n    ${refusal}\n    answered by one of the same kind and period that is made: npm run books:verify says more`;
}
